/** Invented notices for the trial, in the shape that the source notices have (R064). */
export interface DemonstrationAnnouncement {
  readonly slug: string
  readonly issuer: string
  readonly title: string
  readonly document_number: string | null
  readonly addressees: string
  readonly body: string
  readonly issued_on: string
  readonly pinned_until: string | null
  readonly relayed_from: string | null
  readonly approved_by: string | null
}

const notice = (
  slug: string,
  issuer: string,
  title: string,
  issued_on: string,
  addressees: string,
  body: string,
  more: Partial<
    Pick<DemonstrationAnnouncement, 'document_number' | 'pinned_until' | 'relayed_from' | 'approved_by'>
  > = {},
): DemonstrationAnnouncement => ({
  slug,
  issuer,
  title,
  issued_on,
  addressees,
  body,
  document_number: null,
  pinned_until: null,
  relayed_from: null,
  approved_by: null,
  ...more,
})

const NATION = '共青团中央委员会'
const ZHEJIANG = '共青团浙江省委员会'
const HUNAN = '共青团湖南省委员会'

export const DEMONSTRATION_ANNOUNCEMENTS: readonly DemonstrationAnnouncement[] = [
  notice(
    '2026-registration',
    NATION,
    '关于开展全国中学团组织官方账号登记的通知',
    '2026-09-01',
    '各省、自治区、直辖市团委',
    `为方便学校师生和社会公众查找、辨认各级团组织的官方账号，现就账号登记工作通知如下。

## 一、登记范围

全国普通中学、高校以及省、市、县三级团委。已有账号的，绑定登记；没有账号的，可在登记时申请开通。

## 二、时间安排

| 层级 | 完成时间 | 事项 |
| --- | --- | --- |
| 省级 | 9 月 30 日 17:00 前 | 完成本级登记，督促下级 |
| 地市级、县级 | 10 月 20 日 17:00 前 | 完成本级登记和审核 |
| 学校 | 11 月 30 日 17:00 前 | 完成登记、开通和资料完善 |

## 三、有关要求

1. 填报内容必须真实，联系人邮箱应由本人使用。
2. 收到凭据邮件后请在 72 小时内打开链接，登录后马上修改密码。
3. 账号主页应有清晰头像，并在显著位置放置统一标识和口号。`,
    {
      document_number: '演示〔2026〕1 号',
      pinned_until: '2027-06-30T16:00:00Z',
      approved_by: '演示主管部门',
    },
  ),
  notice(
    '2026-safety',
    NATION,
    '请警惕冒充官方账号索要个人信息的行为',
    '2026-10-12',
    '各级团组织、各中学',
    `近期有师生反映，有账号冒充学校团委收集学生信息。请注意：

- 本名录只把**已开通并认证**的账号标为官方。
- 我们不会通过邮件或私信索要密码、验证码和身份证号。
- 发现可疑账号，请把主页网址告诉上级团委。`,
    { pinned_until: '2027-03-31T16:00:00Z' },
  ),
  notice(
    '2026-handbook',
    NATION,
    '《官方账号运营手册》上线',
    '2026-09-20',
    '各级团组织',
    '手册已放在本站「指南」栏目，内容包括登记、起名、绑定、领取凭据和日常运营。请各级团组织学习使用，并按手册要求每周至少发布 5 条原创内容。',
  ),
  notice(
    '2026-zhejiang-relay',
    ZHEJIANG,
    '转发《关于开展全国中学团组织官方账号登记的通知》',
    '2026-09-05',
    '各市、县（市、区）团委，各高校团委',
    '现将通知转发给你们，请结合实际抓好落实。各县（市、区）团委请于 9 月 25 日前核对本地中学名单，缺漏的学校可由学校自行填报，由县级团委审核。',
    { document_number: '浙演示〔2026〕3 号', relayed_from: '2026-registration' },
  ),
  notice(
    '2026-hunan-relay',
    HUNAN,
    '转发《关于开展全国中学团组织官方账号登记的通知》',
    '2026-09-06',
    '各市州团委，各高校团委',
    '现转发给你们，请认真贯彻执行。',
    { document_number: '湘演示〔2026〕5 号', relayed_from: '2026-registration' },
  ),
  notice(
    '2026-training',
    NATION,
    '新媒体运营线上培训报名开始',
    '2026-10-20',
    '各中学、高校团委',
    '培训面向新开通账号的学校，共四讲：选题、图文、短视频、评论区管理。每校限报两人，培训不收取任何费用。',
  ),
  notice(
    '2026-avatar',
    NATION,
    '关于规范账号头像和主页标识的说明',
    '2026-10-08',
    '各级团组织',
    '头像应清晰、易辨认，优先使用校徽或团徽。口号「中学微博团，青春心连心」请放在主页简介或背景图中。',
  ),
  notice(
    '2026-beijing-schools',
    '共青团北京市委员会',
    '北京市首批中学账号开通情况',
    '2026-10-30',
    '各区团委',
    '首批中学账号已完成认证并移交学校运营。尚未登记的学校请在 11 月 20 日前完成。',
  ),
  notice(
    '2026-sichuan-practice',
    '共青团四川省委员会',
    '学校账号运营经验交流材料征集',
    '2026-11-03',
    '各市（州）团委、各高校团委',
    '征集内容包括选题策划、互动活动、团务公开等方面的做法，每份不超过 2,000 字，请于 11 月 30 日前报送。',
  ),
  notice(
    '2026-shaanxi-check',
    '共青团陕西省委员会',
    '关于核对账号信息的提醒',
    '2026-11-06',
    '各市团委、各高校团委',
    '请各单位核对名录中本单位账号的平台、昵称和网址。有误的，登录「我的登记」申请变更。',
  ),
  notice(
    '2026-hangzhou-visit',
    '共青团杭州市委员会',
    '杭州市中学团委账号运营座谈会通知',
    '2026-11-10',
    '各区、县（市）团委，市直属中学团委',
    '座谈会定于 11 月 26 日下午举行，请各单位派一名账号负责人参加，并准备 5 分钟发言。',
  ),
  notice(
    '2026-old-platforms',
    NATION,
    '关于腾讯微博、未来网微博账号的处理说明',
    '2026-11-15',
    '各级团组织',
    '两个平台已停止服务。原有账号在名录中保留记录，标为已关闭，不再作为官方账号。各单位可登记目前使用的平台账号。',
  ),
]
