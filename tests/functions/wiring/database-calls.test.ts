import { createServer, type Server } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { DatabaseError } from '../../../supabase/functions/_shared/database/calls.ts'
import { createDatabase } from '../../../supabase/functions/_shared/database/database.ts'
import { describeCause } from '../../../supabase/functions/_shared/log.ts'

const secretKey = 'sb_secret_0123456789abcdef'
const batch_id = '5d1c6f6e-0000-4000-8000-000000000001'
const credential = '3f0c2a1e-9d5b-4c7a-8e21-0b6f4d2a9c11'

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

/** A PostgREST that answers everything with one body and keeps what it was asked. */
async function rest(status: number, body: unknown) {
  const asked: { path: string | undefined; key: unknown; parameters: unknown }[] = []
  const listening = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    asked.push({ path: request.url, key: request.headers.apikey, parameters: JSON.parse(text) })
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  server = listening
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  const address = listening.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return { asked, database: createDatabase({ url: `http://127.0.0.1:${port}`, secretKey }) }
}

describe('a call of the database', () => {
  test('goes to its function with the secret key and the names that SQL knows', async () => {
    const { database, asked } = await rest(200, null)
    await database.claimMail(100, 60)
    await database.settleMail(batch_id, { outcome: 'paused', detail: { attempt: 2, reason: '稍后' } })
    await database.settlePublication('7', { succeeded: true, revision: 3, error: null })
    expect(asked).toEqual([
      {
        path: '/rest/v1/rpc/claim_mail',
        key: secretKey,
        parameters: { batch_limit: 100, lease_seconds: 60 },
      },
      {
        path: '/rest/v1/rpc/settle_mail',
        key: secretKey,
        parameters: { batch_id, outcome: 'paused', detail: { attempt: 2, reason: '稍后' } },
      },
      {
        path: '/rest/v1/rpc/settle_publication',
        key: secretKey,
        parameters: { publication_id: '7', succeeded: true, revision: 3, error: null },
      },
    ])
  })

  test('hands a batch on with its mails unread', async () => {
    const { database } = await rest(200, { batch_id, attempt: 2, mails: [{ kind: 'anything' }] })
    expect(await database.claimMail(100, 60)).toEqual({
      batch_id,
      attempt: 2,
      validation: 'strict',
      mails: [{ kind: 'anything' }],
    })
  })

  test.each([
    ['an opening without its bytes', { outcome: 'opened', organization_code: '100001' }],
    ['an outcome that nobody agreed on', { outcome: 'maybe' }],
    ['nothing', null],
  ])('refuses %s', async (_, body) => {
    const { database } = await rest(200, body)
    await expect(database.openCredential(credential, 1, 'hash')).rejects.toMatchObject({
      call: 'open_credential',
      code: 'unexpected_answer',
    })
  })

  test('fails with the code alone: a failing row never reaches the log', async () => {
    const { database } = await rest(400, {
      code: '23514',
      message: 'canary message',
      details: 'Failing row contains (canary password).',
      hint: null,
    })
    const failure = await database.claimPublication().catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(DatabaseError)
    expect(describeCause(failure)).toEqual({
      cause: 'DatabaseError',
      call: 'claim_publication',
      code: '23514',
    })
    expect(String(failure)).not.toContain('canary')
  })

  test('says so when nobody answers', async () => {
    const database = createDatabase({ url: 'http://127.0.0.1:1', secretKey })
    await expect(database.takeAttempt('open:x', 10, 600)).rejects.toMatchObject({ code: 'unreachable' })
  })
})

test('what is said of other causes leaves out their message', () => {
  expect(describeCause(new SyntaxError('Unexpected token, "canary"... is not valid JSON'))).toEqual({
    cause: 'SyntaxError',
  })
  expect(describeCause('canary')).toEqual({ cause: 'string' })
})
