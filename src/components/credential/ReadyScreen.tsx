import { ActButton } from '../form/ActButton.tsx'
import { Trouble } from '../form/Trouble.tsx'

interface Props {
  trouble: string | null
  isOpening: boolean
  onOpen: () => void
}

/** Nothing is opened before the press: mail scanners follow links, they do not press buttons. */
export function ReadyScreen({ trouble, isOpening, onOpen }: Props) {
  return (
    <>
      <p className="lead">按下按钮后，会显示这个账号的登录名和初始密码。</p>
      <ul className="bulleted">
        <li>只显示一次。同一个浏览器十分钟内可以再看，之后就会删除。</li>
        <li>请在能登录平台、方便修改密码的时候打开，旁边不要有无关的人。</li>
        <li>打开后马上登录并修改密码，最后回到这里确认启用。</li>
      </ul>
      <Trouble sentence={trouble} />
      <div className="form-actions">
        <ActButton look="button" isBusy={isOpening} onPress={onOpen}>
          {isOpening ? '正在打开…' : '打开凭据'}
        </ActButton>
      </div>
      <p className="field-help">我们从不打电话或发消息索要密码和这个链接。</p>
    </>
  )
}
