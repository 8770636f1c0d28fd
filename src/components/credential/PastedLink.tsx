import { type FormEvent, useState } from 'react'
import { fragmentIn } from '../../lib/credential/pasted-link.ts'

const WRONG = '没有找到一次性链接。请把邮件末尾的地址从头到尾复制下来，再贴进来'

/** For a link that the mail program spoiled: pasted whole, it opens this page as if it had been clicked. */
export function PastedLink() {
  const [problem, setProblem] = useState<string | null>(null)

  function take(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fragment = fragmentIn(String(new FormData(event.currentTarget).get('link') ?? ''))
    setProblem(fragment === null ? WRONG : null)
    // The page listens to its address, and takes the link out of it at once.
    if (fragment !== null) window.location.hash = fragment
  }

  return (
    <form className="field" noValidate onSubmit={take}>
      <label htmlFor="pasted-link">把邮件里的地址贴在这里</label>
      <p id="pasted-link-help" className="field-help">
        链接点开后不对的，把邮件末尾的地址整个复制过来，前后多几个字也没有关系。
      </p>
      {problem === null ? null : (
        <p id="pasted-link-error" className="field-error" role="alert">
          {problem}
        </p>
      )}
      <input
        className="input"
        id="pasted-link"
        name="link"
        type="text"
        autoComplete="off"
        spellCheck={false}
        aria-describedby={`pasted-link-help${problem === null ? '' : ' pasted-link-error'}`}
        aria-invalid={problem === null ? undefined : true}
      />
      <p className="form-actions">
        <button type="submit" className="button">
          打开这个链接
        </button>
      </p>
    </form>
  )
}
