import type { Random } from '../words/random.ts'

export interface NoticeText {
  readonly title: string
  /** Markdown, from a sentence to several pages. */
  readonly body: string
}

interface Topic {
  readonly subject: string
  readonly purpose: string
  readonly items: readonly string[]
}

const TOPICS: readonly Topic[] = [
  {
    subject: '官方账号登记',
    purpose: '为方便师生和社会公众查找、辨认团组织的官方账号',
    items: ['核对本地学校名单', '督促尚未登记的学校', '审核学校提交的登记', '汇总进度'],
  },
  {
    subject: '账号认证材料报送',
    purpose: '为集中办理已开通账号的认证',
    items: ['收集认证材料', '核对账号主体', '按平台分表汇总', '补正退回的材料'],
  },
  {
    subject: '新媒体运营培训',
    purpose: '为提高基层账号的运营水平',
    items: ['选题与策划', '图文排版', '短视频拍摄', '评论区管理', '舆情处置'],
  },
  {
    subject: '「青春心向党」主题宣传',
    purpose: '为引导青年学生了解家乡、热爱家乡',
    items: ['征集原创作品', '组织线上展播', '推荐优秀作者', '开展线下分享'],
  },
  {
    subject: '账号活跃度检查',
    purpose: '为改变部分账号长期不更新的情况',
    items: ['每周至少发布 5 条原创内容', '设置清晰头像', '完善主页资料', '关注上级账号'],
  },
  {
    subject: '暑期社会实践',
    purpose: '为组织学生走进社区、走进乡村',
    items: ['组建实践队', '办理安全保障', '发布实践日志', '提交实践报告'],
  },
  {
    subject: '志愿服务进校园',
    purpose: '为推动学生志愿服务常态化',
    items: ['建立志愿者档案', '发布服务岗位', '记录服务时长', '表扬先进集体'],
  },
  {
    subject: '冒充账号的处置',
    purpose: '为防止有人冒充团组织索要个人信息',
    items: ['发现后先截图', '向平台投诉', '告知上级团委', '向师生说明'],
  },
  {
    subject: '停用平台账号的处理',
    purpose: '为理清已停止服务的平台上的旧账号',
    items: ['列出旧账号', '保存历史内容', '在名录中标为已关闭', '登记现用账号'],
  },
  {
    subject: '团员发展与团务公开',
    purpose: '为规范基层团组织的日常工作',
    items: ['公布发展计划', '公示发展名单', '公开团费收支', '接受团员监督'],
  },
  {
    subject: '防汛防火安全提示',
    purpose: '为保障学生在校和假期安全',
    items: ['转发权威预警', '不传播未经核实的消息', '公布求助电话', '及时辟谣'],
  },
  {
    subject: '优秀账号推荐',
    purpose: '为交流经验、推广好的做法',
    items: ['学校自荐', '县级团委初审', '地市级团委推荐', '网上展示'],
  },
]

const FORMS = [
  '关于做好{}工作的通知',
  '关于开展{}的通知',
  '关于进一步加强{}的意见',
  '关于{}情况的通报',
  '关于报送{}材料的函',
  '{}安排',
]
const REQUIREMENTS = [
  '高度重视，明确专人负责，逐级抓好落实。',
  '填报内容必须真实，不得代填、虚报。',
  '注意时间节点，逾期未报的将在下一期通报中列出。',
  '不得向学校和学生收取任何费用。',
  '联系人的个人信息只用于本项工作，不得公开。',
  '密码、验证码不要告诉任何人，也不要写进表格。',
  '遇到困难及时向上一级团委反映，不要越级群发。',
  '好的做法请随时报送，将在公告栏刊发。',
  '已经报送过的单位不必重复报送。',
]
const STEPS = ['动员部署', '自查自纠', '集中填报', '逐级审核', '抽查通报', '总结提高']
const UNITS = ['省级', '地市级', '县级', '学校']

/** A notice on a topic drawn at random; `extent` 0 is a sentence, 1 a page, and each more adds a page's half. */
export function noticeText(
  { region, year: current, extent }: { region: string; year: string; extent: number },
  random: Random,
): NoticeText {
  const topic = random.pick(TOPICS)
  const year = random.pick([`${current} 年`, '本学期', ''])
  const title = random
    .pick(FORMS)
    .replace('{}', `${extent > 0 && random.chance(0.3) ? region : ''}${year}${topic.subject}`)
  const opening = `${topic.purpose}，现就${year}${topic.subject}有关事项通知如下。`
  if (extent === 0)
    return {
      title,
      body: `${topic.purpose}，请${region}各级团组织抓好「${random.pick(topic.items)}」，并在官方账号上公布。`,
    }
  const sections = [
    opening,
    range(region, topic),
    schedule(random),
    requirements(random, Math.min(extent + 2, REQUIREMENTS.length)),
  ]
  for (let more = 1; more < extent * 3; more += 1) sections.push(detail(more, topic, random))
  return { title, body: sections.join('\n\n') }
}

const range = (region: string, { items }: Topic) =>
  `## 一、范围和内容\n\n${region}普通中学、高校和县级以上团委。主要内容：\n\n${items.map((item) => `- ${item}`).join('\n')}`

function schedule(random: Random): string {
  const month = 1 + random.below(12)
  const rows = UNITS.map(
    (unit, at) =>
      `| ${unit} | ${month} 月 ${6 + at * 6 + random.below(5)} 日 17:00 前 | ${random.pick(STEPS)} |`,
  )
  return `## 二、时间安排\n\n| 层级 | 完成时间 | 事项 |\n| --- | --- | --- |\n${rows.join('\n')}`
}

function requirements(random: Random, count: number): string {
  const start = random.below(REQUIREMENTS.length)
  const lines = Array.from({ length: count }, (_, at) => REQUIREMENTS[(start + at) % REQUIREMENTS.length])
  return `## 三、有关要求\n\n${lines.map((line, at) => `${at + 1}. ${line}`).join('\n')}`
}

function detail(number: number, { subject, items }: Topic, random: Random): string {
  const item = random.pick(items)
  const sentences = Array.from({ length: 3 + random.below(4) }, () => random.pick(REQUIREMENTS)).join('')
  return `### ${number}. ${item}\n\n在${subject}中，**${item}**由各单位按本地实际安排。${sentences}\n\n> 详细做法见本站[指南](/guide/operate)。`
}
