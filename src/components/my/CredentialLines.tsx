import type { MyRegistration } from '#contracts/registration/my-registrations.ts'
import { linkRequestOf, linkStanding } from '../../lib/my/link-standing.ts'
import { platformName } from '../../lib/site/platform-name.ts'
import { ActButton } from '../form/ActButton.tsx'

interface Props {
  registration: MyRegistration
  isBusy: boolean
  onRequest: (credentialId: string) => void
}

const REQUEST_WORDS = { send_again: '要一个新的链接', issue_again: '要求重新发放' } as const

/** One line for every account that was or will be handed out; the standing is repeated only where there are several. */
export function CredentialLines({ registration, isBusy, onRequest }: Props) {
  const { credentials } = registration
  if (credentials.length === 0) return null
  return (
    <ul className="credential-lines">
      {credentials.map((credential) => {
        const request = linkRequestOf(credential)
        const name = `${platformName(credential.platform)}${credential.nickname === null ? '' : `「${credential.nickname}」`}`
        return (
          <li key={credential.id}>
            <span>
              {name}
              {credentials.length > 1 ? `：${linkStanding(credential).word}` : ''}
            </span>
            {request === 'none' ? null : (
              <ActButton isBusy={isBusy} onPress={() => onRequest(credential.id)}>
                {REQUEST_WORDS[request]}
                <span className="visually-hidden">：{name}</span>
              </ActButton>
            )}
          </li>
        )
      })}
    </ul>
  )
}
