import { type PlatformId, recogniseAddress } from '#contracts/platforms.ts'
import { tidy } from '#contracts/text.ts'

/** What was asked, as far as the words tell. */
export type Question =
  | { kind: 'empty' }
  /** A profile: `names` are what its address calls it (a page's own number may hold the account's). */
  | { kind: 'account'; platform: PlatformId; names: string[] }
  /** A handle or a nickname; `platform` where it was said. */
  | { kind: 'name'; platform: PlatformId | null; names: string[] }
  /** A short link that only the platform can resolve. */
  | { kind: 'short-link'; host: string }
  /** An article, a video or a post: whose it is does not stand in the address. */
  | { kind: 'content'; host: string }
  /** An address of no platform that we know; `like` is the one that it may be taken for. */
  | { kind: 'foreign'; host: string; like: string | null }

const LONGEST = 500

/** A host and what follows, anywhere in a sentence; `before` tells whether the host is only the end of a longer one. */
const ADDRESS =
  /(?:https?:\/{0,2})?((?:[a-z0-9-]+\.)+[a-z]{2,12})(?::\d+)?(\/[^\s,;()，。；、（）「」《》"'<>]*)?/gi

/** Our platforms' hosts. What looks like one of them is no accident. */
const HOSTS: Readonly<Record<string, PlatformId>> = {
  'weibo.com': 'weibo',
  'weibo.cn': 'weibo',
  'bilibili.com': 'bilibili',
  'douyin.com': 'douyin',
  'iesdouyin.com': 'douyin',
  'kuaishou.com': 'kuaishou',
  'gifshow.com': 'kuaishou',
  'chenzhongtech.com': 'kuaishou',
  'zhihu.com': 'zhihu',
  'xiaohongshu.com': 'xiaohongshu',
  'toutiao.com': 'toutiao',
  't.k618.cn': 'k618',
  't.qq.com': 'tencent',
  'weixin.qq.com': 'wechat',
}
const SHORT = /^(?:t\.cn|b23\.tv|v\.douyin\.com|v\.kuaishou\.com|xhslink\.com|m\.tb\.cn)$/

/** Forms of address that the form's recogniser does not take, since nobody should register by them: the first group is the name. */
const MORE_FORMS: readonly (readonly [PlatformId, RegExp])[] = [
  ['weibo', /^(?:m\.|e\.)?weibo\.(?:com|cn)\/n\/([^/]+)/],
  ['weibo', /^(?:m\.|e\.)?weibo\.(?:com|cn)\/(?:u\/|profile\/)?([0-9]{5,20})(?:\/|$)/],
  ['bilibili', /^(?:space\.|m\.)?bilibili\.com\/(?:space\/)?([0-9]{1,20})(?:\/|$)/],
  ['douyin', /^(?:m\.)?(?:ies)?douyin\.com\/(?:share\/)?user\/([\w.-]{5,120})/],
  [
    'kuaishou',
    /^(?:[a-z]+\.)*(?:kuaishou|gifshow|chenzhongtech)\.com\/(?:fw\/user|profile|u)\/([\w-]{3,60})/,
  ],
  ['zhihu', /^zhihu\.com\/(?:people|org)\/([\w-]{2,80})/],
  ['xiaohongshu', /^xiaohongshu\.com\/(?:user\/profile|discovery\/user)\/([0-9a-f]{10,40})/],
  ['toutiao', /^(?:m\.)?toutiao\.com\/(?:c\/user|profile)\/(?:token\/)?([\w-]{3,120})/],
]

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

function decoded(text: string): string {
  if (!/%[0-9a-f]{2}/i.test(text)) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** A page of Weibo (`/p/100505…`) carries the account's own number after six digits. */
function namesOf(platform: PlatformId, name: string): string[] {
  const inner = platform === 'weibo' ? /^100\d{3}(\d{8,12})$/.exec(name)?.[1] : undefined
  return inner === undefined ? [name] : [inner, name]
}

function hostOfOurs(host: string): string | null {
  return Object.keys(HOSTS).find((known) => host === known || host.endsWith(`.${known}`)) ?? null
}

const plainHost = (host: string) => host.replace(/0/g, 'o').replace(/[1i]/g, 'l')

/** `weib0.com`, `weibo.com.cn`, `weibo-com.cn`: hosts that mean to be read as one of ours. */
function likeHost(host: string): string | null {
  const brands = ['weibo', 'bilibili', 'douyin', 'kuaishou', 'zhihu', 'xiaohongshu', 'toutiao', 'weixin']
  const brand = brands.find((each) => plainHost(host).includes(plainHost(each)))
  return brand === undefined ? null : (Object.keys(HOSTS).find((known) => known.includes(brand)) ?? null)
}

function ofAddress(host: string, path: string): Question {
  const bare = `${host}${path.replace(/[?#].*$/, '')}`
  const known = [bare, bare.toLowerCase()]
    .map((each) => recogniseAddress(`https://${each}`))
    .find((each) => each !== null)
  if (known)
    return { kind: 'account', platform: known.platform, names: namesOf(known.platform, known.handle) }
  for (const [platform, form] of MORE_FORMS) {
    const name = form.exec(bare)?.[1] ?? form.exec(bare.toLowerCase())?.[1]
    if (name !== undefined) return { kind: 'account', platform, names: namesOf(platform, name) }
  }
  if (SHORT.test(host)) return { kind: 'short-link', host }
  if (hostOfOurs(host) !== null) return { kind: 'content', host }
  return { kind: 'foreign', host, like: likeHost(host) }
}

function addressIn(text: string): Question | null {
  for (const found of text.matchAll(ADDRESS)) {
    const [whole, name = '', path = ''] = found
    const isGiven = path !== '' || /^https?:/i.test(whole)
    if (!isGiven && hostOfOurs(name.toLowerCase()) === null) continue
    const before = text.slice(0, found.index).at(-1) ?? ''
    const host = name.toLowerCase().replace(/^www\./, '')
    // A Chinese sentence may touch an address; letters of another alphabet, or a sign that a host may not hold, are part of it.
    if (/[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}_.@-]/u.test(before))
      return { kind: 'foreign', host: `${before}${host}`, like: hostOfOurs(host) }
    const next = text[found.index + whole.length]
    if (path === '' && next === '@') continue
    return ofAddress(host, path.replace(/[.,;:!?)\]}'…]+$/, ''))
  }
  return null
}

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

/** Reads what was pasted: an address in any form, also in a sentence or percent-encoded, else a handle or nickname. */
export function readQuestion(pasted: string): Question {
  const text = decoded(tidy(pasted.slice(0, LONGEST)))
  if (text === '') return { kind: 'empty' }
  return addressIn(text) ?? nameIn(text)
}
