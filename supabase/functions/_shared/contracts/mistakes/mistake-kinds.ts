/** What a report of a mistake may be about and how long it may be; apart from the schema, so that a page can have it without zod. */

export const MISTAKE_KINDS = [
  { kind: 'account', name: '账号不对' },
  { kind: 'impostor', name: '有人冒充' },
  { kind: 'name', name: '名称不对' },
  { kind: 'organization', name: '已经合并或撤销' },
  { kind: 'other', name: '其他' },
] as const

export const SAID_LENGTH = { min: 4, max: 500 } as const
export const SOURCE_LIMIT = 300
