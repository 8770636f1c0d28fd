import type { Random } from './random.ts'

/** Names of towns as the region has them. They are put together, so that none is meant to be a certain town. */
interface Style {
  readonly heads: readonly string[]
  readonly tails: readonly string[]
  /** Longer parts where names are transliterated: put together instead of heads and tails. */
  readonly parts?: readonly [first: readonly string[], last: readonly string[]]
}

const HEADS = [
  ...'大小东西南北上下新老古高长平安兴永泰和福龙凤马石白黄青红金银铜沙清双三五七九义仁德文武云天柳杨桃梅松竹桂槐枣莲',
]
const SURNAMES = [
  ...'李王张刘陈杨赵周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
]

const NORTH: Style = { heads: HEADS, tails: [...'庄店屯营集寨堡口铺关庙河山岭沟峪坡洼台楼村桥泉塬川'] }
const NORTHEAST: Style = { heads: HEADS, tails: [...'屯岗岭甸沟河泡山站房窝林泉堡台'] }
const EAST: Style = { heads: HEADS, tails: [...'桥塘浦港溪埠湾渡泾墩荡埭圩庄店山洲坞岙'] }
const SOUTH: Style = { heads: HEADS, tails: [...'圩塘岗涌沙围坑坪埔厝湾洲田山寮楼头尾陂'] }
const CENTRE: Style = { heads: HEADS, tails: [...'铺坪冲湾桥市洲港畈嘴店岭垸塘渡坳溪'] }
const SOUTHWEST: Style = { heads: HEADS, tails: [...'坝坪沟寨场驿滩溪垭洞井梁湾桥关坎箐'] }
const STEPPE: Style = {
  ...NORTHEAST,
  parts: [
    ['巴音', '乌兰', '查干', '白音', '哈日', '阿拉', '宝力', '呼和', '额尔', '道伦', '达来', '伊和', '锡尼'],
    ['塔拉', '高勒', '淖尔', '敖包', '浩特', '乌拉', '图', '宝格', '花', '布拉格', '陶亥', '希热', '温都尔'],
  ],
}
const PLATEAU: Style = {
  ...NORTH,
  parts: [
    ['曲', '扎', '那', '措', '多', '昂', '尼', '甲', '德', '比', '色', '洛', '仲', '卡', '江'],
    ['玛', '塘', '果', '雄', '宗', '嘎', '龙', '绒', '达', '措', '乃', '吾', '热', '木', '孜'],
  ],
}
const WEST: Style = {
  ...NORTH,
  parts: [
    ['阿克', '喀拉', '博斯', '托格', '库木', '英', '依干', '塔什', '吐曼', '奥依', '巴格', '色力'],
    ['塔格', '铁热克', '苏', '巴扎', '买里', '艾日克', '托海', '布拉克', '其', '恰', '力克', '霍依拉'],
  ],
}

const STYLES: Readonly<Record<string, Style>> = {
  15: STEPPE,
  21: NORTHEAST,
  22: NORTHEAST,
  23: NORTHEAST,
  31: EAST,
  32: EAST,
  33: EAST,
  34: EAST,
  35: SOUTH,
  36: CENTRE,
  42: CENTRE,
  43: CENTRE,
  44: SOUTH,
  45: SOUTH,
  46: SOUTH,
  50: SOUTHWEST,
  51: SOUTHWEST,
  52: SOUTHWEST,
  53: SOUTHWEST,
  54: PLATEAU,
  63: PLATEAU,
  65: WEST,
}

/** A town's name without 镇 or 乡, in the manner of the province that the division code begins with. */
export function townName(divisionCode: string, random: Random): string {
  const { heads, tails, parts } = STYLES[divisionCode.slice(0, 2)] ?? NORTH
  const tail = random.pick(tails)
  if (parts !== undefined && random.chance(0.8)) return `${random.pick(parts[0])}${random.pick(parts[1])}`
  if (random.chance(0.3)) return `${random.pick(SURNAMES)}家${tail}`
  if (random.chance(0.15)) return `${random.pick(heads)}${random.pick(SURNAMES)}${tail}`
  return `${random.pick(heads)}${tail}`
}
