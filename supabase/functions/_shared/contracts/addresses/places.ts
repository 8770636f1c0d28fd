/** A way to write the address of a profile, in expressions that POSIX and ECMAScript read alike and that capture nothing. */
interface Form {
  /** Host (without `www.`) and path, up to the handle. */
  before: string
  handle: string
  /** What may follow: the pages of a profile. */
  after: string
}

/** Where a platform's accounts and other pages stand. */
export interface PlatformPlaces {
  forms: readonly Form[]
  /** Words of the platform's own that stand where a handle would, in lower case. */
  reserved?: string
  /** Addresses that carry the id elsewhere, in `host/path?query`: the id is captured and put where `*` stands. */
  elsewhere?: readonly (readonly [form: string, bare: string])[]
  /** The platform's hosts and all below them, the one that people know first. */
  own: string
  /** Hosts, or hosts with the beginning of a path, whose addresses lead somewhere that only the platform knows. */
  short?: string
  /** What a host that means to be read as the platform's has in it. */
  brands?: string
  /** The address as it is kept; `*` is the handle. */
  profile?: string
  /** The same where the handle is a number of the platform's. */
  numbered?: string
}

const { raw } = String

const ANY_PAGE = '/.*'
const WEIBO_UID = '[1-9][0-9]{4,10}'
const NAME = '[A-Za-z0-9_-]{2,40}'
/** Kinds of page and container that are a person's or an organization's: their number follows at once. */
const WEIBO_PAGES = '(?:10(?:0[1-6]|35)0[56]|107[678]03|230283|230413|231567)'

/** Microblogs keep accounts at the root, beside all pages of their own. One list for all of them: a wrong account costs more than a refused one. */
const OWN_PAGES =
  'about account accounts ad ads aj ajax album albums api app apps article articles at attitude auth authorize badge bang bind biz bookmark bookmarks box browse business card cards care category celebrity channel chat check circle collection comment comments compose contact contacts container creator dashboard detail developer developers direct_message direct_messages discover download drafts dynamic enterprise error event events exchange explore f fans fav favicon favor favorite favorites favorites feature feed feedback feeds film find finder findpeople findfriends follow follower followers following forgot friend friends fullscreen game games gift group groups guide help home homepage hot hotlist hottimeline huati im inbox index interest interested intro invitation invite item join jump keyword leaderboard like likes link links list lists live location log login logout mail manage map me media medal member members mention mentions message messages mine mobile mobilelogin msg my myfollow mygroup mygroups myprofile nav nearby newlogin newreg newset newuser nguide notice notices notification notifications notify oauth oauth2 open openapi order orders outbox page pages passport password pay people phone photo photos picture pictures play player plaza plugin plugins poi popular poster preferences privacy products profile promotion proxy pub public publish qrcode question questions radio random rank ranking realtime recommend reg register registration remind reply report repost reset reward rss rule rules safe safety search searchs security service services session set setting settings share shop short show sidebar sign signin signout signup sinaurl site sitemap sorry special square sso static status statuses story stream subscribe suggest super superchat supertopic support svip sys system tag tags task tasks terms timeline tool tools top topic topics trend trending trends ttarticle ttwenda tv tweet ug unfollow unfreeze unlogin update upgrade upload url user userinfo users verified verify video videos vip visit visitor vote wap wbox wealth welcome widget widgets worldcup wow xml zt'

/**
 * What is known of each platform's addresses, from how people paste them and from public reports of what readers of such
 * addresses got wrong. One list: the form, /verify, staff commands and the database's pattern follow from it.
 */
export const PLATFORM_PLACES = {
  weibo: {
    forms: [
      {
        before: raw`(?:(?:m|e|photo)\.)?weibo\.(?:com|cn)/(?:u/|profile/|u/page/[a-z]+/|p/${WEIBO_PAGES})?`,
        handle: WEIBO_UID,
        after: ANY_PAGE,
      },
      { before: raw`t\.sina\.com\.cn/`, handle: WEIBO_UID, after: ANY_PAGE },
      {
        before: raw`(?:(?:m|e)\.)?weibo\.(?:com|cn)/(?:d/)?`,
        handle: `(?=[^/]*[A-Za-z])${NAME}`,
        after: '/(?:home|profile|info|about|albums?|photos?|fans|follow|articles?|videos?)(?:/.*)?',
      },
    ],
    reserved: OWN_PAGES,
    elsewhere: [
      [raw`(?:m\.)?weibo\.(?:com|cn)/p/([0-9]{11,17})_.*`, 'weibo.com/p/*'],
      [
        raw`(?:m\.)?weibo\.(?:com|cn)/[A-Za-z/]*\?(?:.*&)?containerid=([0-9]{11,17})(?:[_&].*)?`,
        'weibo.com/p/*',
      ],
      [
        raw`(?:m\.)?weibo\.(?:com|cn)/(?:profile\.php|userinfo|ajax/profile/[a-z]+)/?\?(?:.*&)?uid=([0-9]+)(?:&.*)?`,
        'weibo.com/u/*',
      ],
      [raw`weibo\.com/ajax/profile/[a-z]+/?\?(?:.*&)?custom=([A-Za-z0-9_-]+)(?:&.*)?`, 'weibo.com/*'],
    ],
    own: 'weibo.com weibo.cn weibocdn.com weibopay.com t.sina.com.cn',
    short: 't.cn sinaurl.cn',
    brands: 'weibo',
    profile: 'https://weibo.com/*',
    numbered: 'https://weibo.com/u/*',
  },
  wechat: {
    forms: [],
    own: 'weixin.qq.com wx.qq.com weixin.sogou.com weixin110.qq.com weixin.com weixinbridge.com wechat.com',
    short: 'wxaurl.cn wxmpurl.cn',
    brands: 'weixin wechat',
  },
  bilibili: {
    forms: [
      {
        before: raw`(?:space\.bilibili\.com/(?:space/)?|(?:m\.)?bilibili\.com/space/)`,
        handle: '[0-9]{1,20}',
        after: ANY_PAGE,
      },
    ],
    elsewhere: [
      [
        raw`(?:space\.bilibili\.com/(?:(?:h5|ajax)/[^?]*)?|(?:m\.)?bilibili\.com/space/?)\?(?:.*&)?v?mid=([0-9]+)(?:&.*)?`,
        'space.bilibili.com/*',
      ],
    ],
    own: 'bilibili.com bilibili.cn bilibili.tv biligame.com bilibiligame.net bilivideo.com bilivideo.cn hdslb.com',
    short: 'b23.tv bili2233.cn bili22.cn bili23.cn bili33.cn acg.tv',
    brands: 'bilibili',
    profile: 'https://space.bilibili.com/*',
  },
  douyin: {
    forms: [
      {
        before: raw`(?:(?:m\.)?(?:ies)?douyin\.com/(?:share/)?|(?:[a-z]+\.)?amemv\.com/share/)user/`,
        handle: '[A-Za-z0-9_.=-]{5,120}',
        after: ANY_PAGE,
      },
    ],
    // Share pages of before 2021 have a number in the path, and the id that today's addresses are made of behind it.
    elsewhere: [
      [
        raw`(?:[a-z]+\.)?(?:(?:ies)?douyin|amemv)\.com/(?:share/)?user(?:/(?:[0-9]+|self)?)?/?\?(?:.*&)?sec_(?:u|user_)id=([A-Za-z0-9_.=-]+)(?:&.*)?`,
        'douyin.com/user/*',
      ],
    ],
    own: 'douyin.com iesdouyin.com amemv.com douyinpic.com douyinvod.com douyinstatic.com douyincdn.com douyinact.com douyinec.com',
    short: 'v.douyin.com z.douyin.com',
    brands: 'douyin',
    profile: 'https://www.douyin.com/user/*',
    numbered: 'https://www.iesdouyin.com/share/user/*',
  },
  kuaishou: {
    forms: [
      {
        before: raw`(?:(?:live|v|m|c)\.)?kuaishou\.com/(?:profile|u|fw/user)/`,
        handle: '[A-Za-z0-9_-]{3,60}',
        after: ANY_PAGE,
      },
      {
        before: raw`(?:[a-z]+\.){0,2}(?:gifshow|chenzhongtech|kuaishouapp)\.com/fw/user/`,
        handle: '[A-Za-z0-9_-]{3,60}',
        after: ANY_PAGE,
      },
    ],
    own: 'kuaishou.com kuaishou.cn kuaishouapp.com kuaishouapps.com kuaishouzt.com kuaishoupay.com gifshow.com chenzhongtech.com',
    short: 'v.kuaishou.com v.kuaishou.cn v.kuaishouapp.com v.gifshow.com kuaishou.com/f/',
    brands: 'kuaishou',
    profile: 'https://www.kuaishou.com/profile/*',
  },
  zhihu: {
    forms: [
      {
        before: raw`(?:m\.)?zhihu\.com/(?:people|org)/`,
        handle: '[A-Za-z0-9_.-]{2,80}',
        after: ANY_PAGE,
      },
    ],
    reserved: 'self',
    own: 'zhihu.com zhimg.com',
    // Names that begin with 智慧 have nothing to do with 知乎.
    brands: 'zhihu(?!i)',
    profile: 'https://www.zhihu.com/people/*',
  },
  xiaohongshu: {
    forms: [
      {
        before: raw`(?:m\.)?(?:xiaohongshu|rednote)\.com/(?:user/profile|discovery/user)/`,
        handle: '[0-9a-f]{10,40}',
        after: ANY_PAGE,
      },
    ],
    own: 'xiaohongshu.com rednote.com xhscdn.com xhs.cn',
    short: 'xhslink.com xhslink.cn',
    brands: 'xiaohongshu rednote xhslink',
    profile: 'https://www.xiaohongshu.com/user/profile/*',
  },
  toutiao: {
    forms: [
      {
        before: raw`(?:m\.)?toutiao\.com/(?:c/user/(?:token/)?|profile/)`,
        handle: '[A-Za-z0-9_=-]{3,120}',
        after: ANY_PAGE,
      },
    ],
    reserved: 'article articles detail fans favourites follow home info profile relation token video',
    elsewhere: [
      [
        raw`(?:profile\.zjurl\.cn/[^?]*|(?:m\.)?toutiao\.com/c/user/[a-z/]*)\?(?:.*&)?(?:user_id|uid)=([0-9]+)(?:&.*)?`,
        'toutiao.com/c/user/*',
      ],
    ],
    own: 'toutiao.com toutiaocdn.com toutiaoimg.com toutiaoimg.cn toutiaoapi.com toutiaohao.com toutiaopage.com toutiaostatic.com toutiaowap.com toutiaolite.com toutiaojisu.com zjurl.cn',
    short: 'toutiao.com/is/ toutiaocdn.com/is/ toutiaoimg.com/is/ toutiaoimg.cn/is/',
    brands: 'toutiao',
    profile: 'https://www.toutiao.com/c/user/token/*/',
    numbered: 'https://www.toutiao.com/c/user/*/',
  },
  k618: {
    forms: [{ before: raw`t\.k618\.cn/`, handle: NAME, after: '/home' }],
    reserved: OWN_PAGES,
    own: 'k618.cn',
    profile: 'https://t.k618.cn/*',
  },
  tencent: {
    forms: [
      {
        before: raw`(?:e\.)?t\.qq\.com/`,
        handle: NAME,
        after: '/(?:mine|following|follower|favor|photo|video)(?:/.*)?',
      },
    ],
    reserved: OWN_PAGES,
    own: 't.qq.com',
    profile: 'https://t.qq.com/*',
  },
  mobile: { forms: [], own: '' },
} as const satisfies Readonly<Record<string, PlatformPlaces>>

/** Short links that anybody makes. */
export const SHORTENERS = 'url.cn dwz.cn suo.im m.tb.cn 3.cn u.jd.com bit.ly tinyurl.com is.gd'

/** Hosts that have a platform's name in theirs, or its company above them, and mean no harm. */
export const HARMLESS = 'qq.com sina.com.cn sina.cn sogou.com toutiao.io'
