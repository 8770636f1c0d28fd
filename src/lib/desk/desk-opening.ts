import type { DeskBundle } from '#contracts/credential/bundle.ts'
import type { Desk, TaskKind } from '#contracts/desk/task.ts'
import type { MailboxGateway } from '../session/mailbox-gateway.ts'
import type { Reply } from '../session/reply.ts'
import { type SignInFirst, whenSignedIn } from '../session/signed-in.ts'
import type { DeskGateway } from './desk-gateway.ts'

/** Everything that the desk shows when it opens. */
export interface OpenedDesk {
  email: string
  desk: Desk
  bundles: DeskBundle[]
}

/** The desk of whoever is signed in: whole, or why not. */
export function loadDesk(
  mailbox: Pick<MailboxGateway, 'current'>,
  gateway: Pick<DeskGateway, 'tasks' | 'bundles'>,
  kind: TaskKind | null,
): Promise<Reply<OpenedDesk> | SignInFirst> {
  return whenSignedIn(mailbox, async (email): Promise<Reply<OpenedDesk>> => {
    const [tasks, bundles] = await Promise.all([gateway.tasks(kind, null), gateway.bundles()])
    if (tasks.outcome !== 'answered') return tasks
    if (bundles.outcome !== 'answered') return bundles
    return { outcome: 'answered', value: { email, desk: tasks.value, bundles: bundles.value } }
  })
}
