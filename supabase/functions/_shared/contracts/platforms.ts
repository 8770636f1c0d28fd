/**
 * The platforms the directory knows. The seed loads these rows into `public.platforms`, so that the form's recogniser and
 * the database's check read one list. `address_pattern` is read alike by POSIX and ECMAScript, is anchored, is tried on
 * an address without its scheme, `www.`, query and fragment, and captures the handle.
 */
export const PLATFORMS = [
  {
    id: 'weibo',
    name: '新浪微博',
    home_url: 'https://weibo.com',
    is_alive: true,
    sort_order: 10,
    address_pattern:
      '^(?:m\\.|e\\.)?weibo\\.(?:com|cn)/(?:u/|p/|n/|profile/)?([A-Za-z0-9_.\\-]{2,40}|[0-9]{5,20})(?:/(?:home|profile|info))?/?$',
  },
  {
    id: 'wechat',
    name: '微信公众号',
    home_url: 'https://mp.weixin.qq.com',
    is_alive: true,
    sort_order: 20,
    address_pattern: null,
  },
  {
    id: 'bilibili',
    name: '哔哩哔哩',
    home_url: 'https://www.bilibili.com',
    is_alive: true,
    sort_order: 30,
    address_pattern: '^(?:space|m)\\.bilibili\\.com/(?:space/)?([0-9]{1,20})(?:/(?:dynamic|video))?/?$',
  },
  {
    id: 'douyin',
    name: '抖音',
    home_url: 'https://www.douyin.com',
    is_alive: true,
    sort_order: 40,
    address_pattern: '^(?:douyin|iesdouyin)\\.com/(?:share/)?user/([A-Za-z0-9_.\\-]{5,120})/?$',
  },
  {
    id: 'kuaishou',
    name: '快手',
    home_url: 'https://www.kuaishou.com',
    is_alive: true,
    sort_order: 50,
    address_pattern: '^(?:v\\.|live\\.)?kuaishou\\.com/(?:profile|u)/([A-Za-z0-9_\\-]{3,60})/?$',
  },
  {
    id: 'zhihu',
    name: '知乎',
    home_url: 'https://www.zhihu.com',
    is_alive: true,
    sort_order: 60,
    address_pattern:
      '^zhihu\\.com/(?:people|org)/([A-Za-z0-9_\\-]{2,80})(?:/(?:activities|posts|answers))?/?$',
  },
  {
    id: 'xiaohongshu',
    name: '小红书',
    home_url: 'https://www.xiaohongshu.com',
    is_alive: true,
    sort_order: 70,
    address_pattern: '^xiaohongshu\\.com/user/profile/([0-9a-f]{10,40})/?$',
  },
  {
    id: 'toutiao',
    name: '今日头条',
    home_url: 'https://www.toutiao.com',
    is_alive: true,
    sort_order: 80,
    address_pattern: '^(?:m\\.)?toutiao\\.com/c/user/(?:token/)?([A-Za-z0-9_\\-]{3,120})/?$',
  },
  {
    id: 'k618',
    name: '未来网微博',
    home_url: 'https://t.k618.cn',
    is_alive: false,
    sort_order: 90,
    address_pattern: '^t\\.k618\\.cn/([A-Za-z0-9_\\-]{2,40})/?$',
  },
  {
    id: 'tencent',
    name: '腾讯微博',
    home_url: 'https://t.qq.com',
    is_alive: false,
    sort_order: 100,
    address_pattern: '^t\\.qq\\.com/([A-Za-z0-9_\\-]{2,40})/?$',
  },
  { id: 'mobile', name: '手机微博', home_url: null, is_alive: false, sort_order: 110, address_pattern: null },
] as const satisfies readonly {
  id: string
  name: string
  home_url: string | null
  is_alive: boolean
  sort_order: number
  address_pattern: string | null
}[]

export type PlatformId = (typeof PLATFORMS)[number]['id']

/** Canonical address of a handle on a platform, or null where the platform has no public profile addresses. */
export function profileAddress(platform: PlatformId, handle: string): string | null {
  const h = encodeURIComponent(handle)
  switch (platform) {
    case 'weibo':
      return /^\d{5,}$/.test(handle) ? `https://weibo.com/u/${h}` : `https://weibo.com/${h}`
    case 'bilibili':
      return `https://space.bilibili.com/${h}`
    case 'douyin':
      return `https://www.douyin.com/user/${h}`
    case 'kuaishou':
      return `https://www.kuaishou.com/profile/${h}`
    case 'zhihu':
      return `https://www.zhihu.com/people/${h}`
    case 'xiaohongshu':
      return `https://www.xiaohongshu.com/user/profile/${h}`
    case 'toutiao':
      return `https://www.toutiao.com/c/user/${h}/`
    case 'k618':
      return `https://t.k618.cn/${h}`
    case 'tencent':
      return `https://t.qq.com/${h}`
    case 'wechat':
    case 'mobile':
      return null
  }
}

/** What a pasted address says: the platform, the handle and the address as we keep it. */
export interface RecognisedAddress {
  platform: PlatformId
  handle: string
  address: string
}

/**
 * Recognises a profile address in whatever form it was pasted: full-width characters, missing scheme, `www.`, mobile
 * host, query, fragment, a sentence around it. Returns null where no living or dead platform's pattern fits.
 */
export function recogniseAddress(pasted: string): RecognisedAddress | null {
  const text = pasted
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff]+/g, ' ')
    .trim()
  const candidates =
    text.match(/(?:https?:\/\/)?(?:[A-Za-z0-9-]+\.)+[a-z]{2,6}\/[^\s,;()，。；、（）「」《》]+/gi) ?? []
  for (const candidate of candidates) {
    const bare = candidate
      .replace(/^https?:\/\//i, '')
      .replace(/[?#].*$/, '')
      .replace(/^[^/]+/, (host) => host.toLowerCase().replace(/^www\./, ''))
    for (const platform of PLATFORMS) {
      if (platform.address_pattern === null) continue
      const handle = new RegExp(platform.address_pattern).exec(bare)?.[1]
      if (handle === undefined) continue
      return {
        platform: platform.id,
        handle,
        address: profileAddress(platform.id, handle) ?? `https://${bare}`,
      }
    }
  }
  return null
}
