import { patternOf, reservedHandlesOf } from './addresses/pattern.ts'

/**
 * The platforms the directory knows. The seed loads these rows into `public.platforms`, so that the recogniser and the
 * database's check read one list.
 */
export const PLATFORMS = [
  {
    id: 'weibo',
    name: '新浪微博',
    home_url: 'https://weibo.com',
    is_alive: true,
    sort_order: 10,
    address_pattern: patternOf('weibo'),
    reserved_handles: reservedHandlesOf('weibo'),
  },
  {
    id: 'wechat',
    name: '微信公众号',
    home_url: 'https://mp.weixin.qq.com',
    is_alive: true,
    sort_order: 20,
    address_pattern: null,
    reserved_handles: [],
  },
  {
    id: 'bilibili',
    name: '哔哩哔哩',
    home_url: 'https://www.bilibili.com',
    is_alive: true,
    sort_order: 30,
    address_pattern: patternOf('bilibili'),
    reserved_handles: reservedHandlesOf('bilibili'),
  },
  {
    id: 'douyin',
    name: '抖音',
    home_url: 'https://www.douyin.com',
    is_alive: true,
    sort_order: 40,
    address_pattern: patternOf('douyin'),
    reserved_handles: reservedHandlesOf('douyin'),
  },
  {
    id: 'kuaishou',
    name: '快手',
    home_url: 'https://www.kuaishou.com',
    is_alive: true,
    sort_order: 50,
    address_pattern: patternOf('kuaishou'),
    reserved_handles: reservedHandlesOf('kuaishou'),
  },
  {
    id: 'zhihu',
    name: '知乎',
    home_url: 'https://www.zhihu.com',
    is_alive: true,
    sort_order: 60,
    address_pattern: patternOf('zhihu'),
    reserved_handles: reservedHandlesOf('zhihu'),
  },
  {
    id: 'xiaohongshu',
    name: '小红书',
    home_url: 'https://www.xiaohongshu.com',
    is_alive: true,
    sort_order: 70,
    address_pattern: patternOf('xiaohongshu'),
    reserved_handles: reservedHandlesOf('xiaohongshu'),
  },
  {
    id: 'toutiao',
    name: '今日头条',
    home_url: 'https://www.toutiao.com',
    is_alive: true,
    sort_order: 80,
    address_pattern: patternOf('toutiao'),
    reserved_handles: reservedHandlesOf('toutiao'),
  },
  {
    id: 'k618',
    name: '未来网微博',
    home_url: 'https://t.k618.cn',
    is_alive: false,
    sort_order: 90,
    address_pattern: patternOf('k618'),
    reserved_handles: reservedHandlesOf('k618'),
  },
  {
    id: 'tencent',
    name: '腾讯微博',
    home_url: 'https://t.qq.com',
    is_alive: false,
    sort_order: 100,
    address_pattern: patternOf('tencent'),
    reserved_handles: reservedHandlesOf('tencent'),
  },
  {
    id: 'mobile',
    name: '手机微博',
    home_url: null,
    is_alive: false,
    sort_order: 110,
    address_pattern: null,
    reserved_handles: [],
  },
] as const satisfies readonly {
  id: string
  name: string
  home_url: string | null
  is_alive: boolean
  sort_order: number
  address_pattern: string | null
  reserved_handles: readonly string[]
}[]

export type PlatformId = (typeof PLATFORMS)[number]['id']
