import { type Recognition, recognise } from '#contracts/addresses/recognise.ts'
import type { PlatformId } from '#contracts/platforms.ts'
import { tidy } from '#contracts/text/text.ts'

/** What was asked, as far as the words tell. */
export type Question =
  | { kind: 'empty' }
  /** An address that names an account, by its handle or its nickname. */
  | { kind: 'account'; platform: PlatformId; names: string[] }
  /** A handle or a nickname; `platform` where it was said. */
  | { kind: 'name'; platform: PlatformId | null; names: string[] }
  /** An address that names none: what it is, and what to do. */
  | Extract<Recognition, { kind: 'short-link' | 'content' | 'foreign' }>

/** A name is no longer than this; addresses may stand in a longer text. */
const LONGEST = 500

/** How people call a platform, or what it calls its own numbers, before a name. */
const SAID: readonly (readonly [RegExp, PlatformId | null])[] = [
  [/^(?:新浪)?微博(?:号|名|昵称)?$/, 'weibo'],
  [/^(?:微信)?公众号$|^微信(?:号|原始id)?$/i, 'wechat'],
  [/^(?:b站|哔哩哔哩|bilibili)(?:号|uid)?$/i, 'bilibili'],
  [/^抖音(?:号|id)?$/i, 'douyin'],
  [/^快手(?:号|id)?$/i, 'kuaishou'],
  [/^知乎(?:号|id)?$/i, 'zhihu'],
  [/^小红书(?:号|id)?$/i, 'xiaohongshu'],
  [/^(?:今日)?头条(?:号|id)?$/i, 'toutiao'],
  [/^(?:uid|id|账号|昵称)$/i, null],
]

function nameIn(text: string): Question {
  const mention = /@([^\s@,，。;；:：!！?？、]{2,40})/.exec(text)?.[1]
  const bare = text.replace(/^[「『"'“”@]+|[」』"'“”。，,!！?？]+$/g, '')
  const [first = '', next = '', ...more] = bare.split(/[\s:@“”"「」『』]+/).filter(Boolean)
  const said = next === '' ? undefined : SAID.find(([word]) => word.test(first))
  // A handle ends at a space; a nickname does not, and a part of one is somebody else's name.
  if (said !== undefined)
    return {
      kind: 'name',
      platform: said[1],
      names: [/(?:[^众]号|id)$/i.test(first) ? next : next + more.join('')],
    }
  const names = mention === undefined || mention === bare ? [bare] : [bare, mention]
  return { kind: 'name', platform: null, names }
}

/** Reads what was pasted: an address in any form, also in a sentence, else a handle or nickname. */
export function readQuestion(pasted: string): Question {
  const text = tidy(pasted.slice(0, LONGEST))
  const found = recognise(pasted)
  if (found.kind === 'account') return { kind: 'account', platform: found.platform, names: [found.handle] }
  if (found.kind === 'content' && found.nickname !== null)
    return { kind: 'account', platform: found.platform, names: [found.nickname] }
  if (found.kind !== 'unknown') return found
  return text === '' ? { kind: 'empty' } : nameIn(text)
}
