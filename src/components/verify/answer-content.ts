import { platformName } from '../../lib/site/platform-name.ts'
import type { VerifyEntry } from '../../lib/verify/entry.ts'
import type { Question } from '../../lib/verify/question.ts'
import { verdictOf } from '../../lib/verify/words.ts'
import { element } from '../site/element.ts'

type Asked = Extract<Question, { names: string[] }>
type Unasked = Exclude<Question, Asked> | { kind: 'unread' }

function link(address: string, words: string): HTMLAnchorElement {
  const made = document.createElement('a')
  made.href = address
  made.textContent = words
  return made
}

const SEAL = '官方'

function entryContent(entry: VerifyEntry): HTMLElement {
  const { verdict, title, note } = verdictOf(entry)
  const name = entry.nickname ?? entry.handle ?? '账号名称待定'
  const handle = entry.handle === null || entry.handle === name ? '' : ` @${entry.handle}`
  const head = element('h2', 'verdict', title)
  if (verdict === 'official') head.prepend(element('span', 'verdict-seal', SEAL), ' ')
  const acts = element('p', 'verdict-acts', link(entry.page, '看这个组织'))
  if (entry.address !== null && entry.alive && entry.closed_on === null) {
    const open = link(entry.address, '打开账号')
    open.rel = 'noopener'
    acts.append(open)
  }
  return element(
    'section',
    `answer answer-${verdict}`,
    head,
    element('p', 'verdict-account', `${entry.platform_name}：${name}${handle}`),
    element('p', '', note),
    acts,
  )
}

export function foundContent(entries: readonly VerifyEntry[]): Node[] {
  const several = element(
    'p',
    'quiet',
    `叫这个名字的账号在名录里有 ${entries.length} 个，请看清平台和账号名。`,
  )
  return [...(entries.length > 1 ? [several] : []), ...entries.map(entryContent)]
}

function warning(entry: VerifyEntry, asked: string): HTMLElement {
  return element(
    'p',
    'look-alike',
    `小心：「${asked}」和官方账号「${entry.handle}」只差一点，后者属于${entry.name}。`,
    link(entry.page, '看官方账号'),
  )
}

export function unknownContent({ names, platform }: Asked, like: readonly VerifyEntry[]): Node[] {
  const name = names[0] ?? ''
  const said = `${platform === null ? '' : platformName(platform)}「${name}」`
  const section = element(
    'section',
    'answer answer-unknown',
    element('h2', 'verdict', '名录里没有这个账号'),
    element(
      'p',
      '',
      `没有查到${said}。这不等于它是假的：可能还没有登记，也可能改了名；但名录没有核对过它，请不要只凭名称和头像相信它。`,
    ),
  )
  for (const entry of like) section.append(warning(entry, name))
  section.append(
    element(
      'p',
      'verdict-acts',
      link(`/search?q=${encodeURIComponent(name)}`, '按组织名称查找'),
      link('/report', '认为有误或发现冒充，告诉我们'),
    ),
  )
  return [section]
}

function wordsOf(question: Unasked): { title: string; words: string } {
  switch (question.kind) {
    case 'empty':
      return { title: '还没有填写', words: '请粘贴账号的主页网址，或输入账号名、昵称。' }
    case 'unread':
      return { title: '没有查成', words: '网络没有接通，请稍后再按一次“核对”。' }
    case 'short-link':
      return { title: '这是短链接', words: `${question.sentence}；或直接输入账号的昵称。` }
    case 'content':
      return { title: '这不是账号主页的网址', words: `${question.sentence}；或直接输入账号的昵称。` }
    case 'foreign':
      return question.imitates === null
        ? { title: '名录不收录这个网站的账号', words: `${question.sentence}，或直接输入账号的昵称。` }
        : { title: '小心，网址不对', words: `${question.sentence.replace(/^小心：/, '')}。` }
  }
}

/** What to do where nothing can be looked up. */
export function wordsContent(question: Unasked): Node[] {
  const { title, words } = wordsOf(question)
  return [
    element('section', 'answer answer-unknown', element('h2', 'verdict', title), element('p', '', words)),
  ]
}
