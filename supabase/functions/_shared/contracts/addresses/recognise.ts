import { PLATFORMS, type PlatformId } from '../platforms.ts'
import { imitatedBy, isOneOf, seenHost } from './imitation.ts'
import { addressesIn, type PastedAddress } from './pasted.ts'
import { profileAddress, reservedHandlesOf } from './pattern.ts'
import { PLATFORM_PLACES, type PlatformPlaces, SHORTENERS } from './places.ts'

interface Nothing {
  handle: null
  address: null
  /** For a person: what was pasted, and what to do. */
  sentence: string
}

/** What a pasted text says of an account. */
export type Recognition =
  /** A profile; `address` is the one that we keep. */
  | {
      kind: 'account'
      platform: PlatformId
      handle: string
      address: string
      imitates: null
      sentence: string
    }
  /** A page of a platform's that tells no account; `nickname` where that is all it tells. */
  | ({ kind: 'content'; platform: PlatformId; imitates: null; nickname: string | null } & Nothing)
  /** What leads somewhere that only its maker knows. */
  | ({ kind: 'short-link'; platform: PlatformId | null; imitates: null } & Nothing)
  /** An address of no platform of ours; `imitates` is the host that it means to be read as. */
  | ({ kind: 'foreign'; platform: null; imitates: string | null } & Nothing)
  /** No address. */
  | ({ kind: 'unknown'; platform: null; imitates: null } & Nothing)

export type RecognisedAccount = Extract<Recognition, { kind: 'account' }>

const NONE = { handle: null, address: null, imitates: null } as const
const COPY = '请打开账号主页，复制地址栏里的完整网址'

const patterns = PLATFORMS.flatMap(({ id, name, address_pattern }) => {
  const { elsewhere = [], own, short = '' }: PlatformPlaces = PLATFORM_PLACES[id]
  const profile = address_pattern === null ? null : new RegExp(address_pattern)
  return {
    id,
    name,
    own,
    short,
    profile,
    reserved: new Set(reservedHandlesOf(id)),
    elsewhere: elsewhere.map(([form, bare]) => [new RegExp(`^${form}$`), bare] as const),
  }
})

/** The handle of an address as written, or in lower case: some programs shout. */
function handleIn(place: (typeof patterns)[number], bare: string, query: string): string | undefined {
  for (const written of [bare, bare.toLowerCase()]) {
    const moved = place.elsewhere.flatMap(([form, to]) => {
      const found = form.exec(`${written}?${query}`)?.[1]
      return found === undefined ? [] : to.replace('*', () => found)
    })
    const handle = place.profile?.exec(moved[0] ?? written)?.[1]
    if (handle !== undefined && !place.reserved.has(handle.toLowerCase())) return handle
  }
  return undefined
}

function accountOf({ host, path, query }: PastedAddress): RecognisedAccount | null {
  const place = patterns.find(({ own }) => isOneOf(own, host))
  if (place === undefined) return null
  // What is not ASCII is the text behind the address.
  const handle = handleIn(place, `${host}${path.replace(/[^!-~].*$/, '')}`, query)
  const address = handle === undefined ? null : profileAddress(place.id, handle)
  if (handle === undefined || address === null) return null
  const sentence = `已识别：${place.name}，账号名 ${handle}`
  return { kind: 'account', platform: place.id, handle, address, imitates: null, sentence }
}

function shortLinkOf({ host, path }: PastedAddress): Recognition | null {
  const isShort = (list: string) =>
    list.split(' ').some((each) => {
      const [start = '', ...more] = each.split('/')
      return isOneOf(start, host) && (more.length === 0 || path.startsWith(`/${more.join('/')}`))
    })
  const maker = patterns.find(({ short }) => isShort(short))
  if (maker === undefined && !isShort(SHORTENERS)) return null
  const [whose, who] = maker === undefined ? ['', '做它的网站'] : [`${maker.name}的`, '平台']
  return {
    ...NONE,
    kind: 'short-link',
    platform: maker?.id ?? null,
    sentence: `这是${whose}短链接，只有${who}知道它通向哪里。请先打开它，到账号主页后再复制完整网址；在手机上，请用浏览器打开它，或把它发到电脑上打开`,
  }
}

function contentOf({ host, path, query }: PastedAddress): Recognition | null {
  const place = patterns.find(({ own }) => isOneOf(own, host))
  if (place === undefined) return null
  const said = /^\/n\/([^/]+)/.exec(path)?.[1]?.trim()
  const nickname = place.id === 'weibo' && said !== undefined ? said : null
  const content = { ...NONE, kind: 'content' as const, platform: place.id, nickname }
  if (nickname !== null)
    return {
      ...content,
      sentence: `这个网址里只有昵称「${nickname}」，昵称会改。请打开它，转到账号主页后再复制地址栏里的完整网址`,
    }
  if (place.id !== 'wechat')
    return { ...content, sentence: `这是${place.name}的文章、视频或其他页面，看不出属于哪个账号。${COPY}` }
  const inside = /(?:^|&)__biz=/.test(query) ? '里只有公众号的内部编号' : '看不出是哪个公众号'
  return { ...content, sentence: `微信公众号没有主页网址，这个网址${inside}。请填写公众号的名称` }
}

/** Hosts that stand alone are addresses only where they end as most do: `qc.tonglu` is a handle. */
const USUAL_END = /\.(?:com|cn|net|org|tv|cc|co|io|me|top|xyz|vip|site|info|link|shop|club|online|app|icu)$/

function foreignOf({ host, user, isWhole }: PastedAddress): Recognition | null {
  const named = user === '' ? null : addressesIn(user).find((each) => contentOf(each) !== null)
  const imitates = named?.host ?? imitatedBy(host)
  const isAddress = isWhole ? /\.[a-z]{2,24}$|\.xn--|[^ -~]/ : USUAL_END
  if (!isAddress.test(seenHost(host)) && !/^\d+(?:\.\d+){3}$/.test(host)) return null
  if (!isWhole && imitates === null) return null
  const sentence =
    imitates === null
      ? `${host} 不是名录收录账号的平台。请核对网址`
      : `小心：${named ? `这个网址写着 ${imitates}，打开的却是 ${host}` : `${host} 看起来像 ${imitates}，但不是它`}。这样的网址常用来冒充，请不要在那里输入密码`
  return { ...NONE, kind: 'foreign', platform: null, imitates, sentence }
}

const UNKNOWN: Recognition = {
  ...NONE,
  kind: 'unknown',
  platform: null,
  sentence: `认不出这个网址是哪个平台的账号主页。${COPY}`,
}

/** What imitates comes first, so that nobody is told of an account beside it; then what tells most. */
const rankOf = ({ kind, imitates }: Recognition): number =>
  imitates !== null ? 0 : ['account', 'short-link', 'content', 'foreign'].indexOf(kind) + 1

/**
 * Reads a pasted text: an address in any form, of any page of a profile, also in a sentence or a whole share text. Reads
 * at most the first `LONGEST` characters, each a bounded number of times.
 */
export function recognise(pasted: string): Recognition {
  const all = addressesIn(pasted).flatMap(
    (each) => accountOf(each) ?? shortLinkOf(each) ?? contentOf(each) ?? foreignOf(each) ?? [],
  )
  return all.reduce(
    (best, each) => (best.kind === 'unknown' || rankOf(each) < rankOf(best) ? each : best),
    UNKNOWN,
  )
}

/** The account that a pasted text names, or null. */
export function recogniseAddress(pasted: string): RecognisedAccount | null {
  const found = recognise(pasted)
  return found.kind === 'account' ? found : null
}
