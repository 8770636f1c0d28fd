import { equalInConstantTime } from './constant-time.ts'

/** Whether the caller carries the project's secret key, as `apikey` or as bearer: a schedule or the stack, never a browser. */
export async function carriesSecretKey(request: Request, secretKey: string): Promise<boolean> {
  const bearer = request.headers.get('authorization')?.replace(/^Bearer\s+/i, '')
  const given = request.headers.get('apikey') ?? bearer ?? ''
  const matches = await Promise.all([given, bearer ?? ''].map((key) => equalInConstantTime(key, secretKey)))
  return matches.includes(true)
}
