/** What people add to a name when they look for its account: it says what they want, and is part of no name. */
const WORDS =
  '官方|官微|官号|官网|微博|新浪|微信|公众号|公众平台|订阅号|服务号|视频号|抖音号?|快手号?|哔哩哔哩|b站|小红书|今日头条|头条号|账号|帐号|认证'
const AROUND = new RegExp(`^(?:${WORDS})+的?|的?(?:${WORDS})+$`, 'gu')

/** Takes words about accounts off both ends of folded text without spaces; empty where there is nothing else. */
export function stripAccountWords(text: string): string {
  return text.replace(AROUND, '')
}
