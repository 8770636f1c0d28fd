const PEOPLES =
  '蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 ' +
  '达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 俄罗斯 德昂 保安 裕固 京 独龙 各'
const PEOPLE = `(?:(?:${PEOPLES.split(' ').join('|')})族?|族)`
const AUTONOMOUS = new RegExp(`^(.{2,}?)(${PEOPLE}*自治(?:区|州|县|旗))$`, 'u')
const ORDINARY = /^(.{2,}?)(特别行政区|地区|新区|林区|特区|矿区|[省市区县旗盟州])$/u

/** A division's name in two: what people say, and the word that the law adds. */
export function cutPlaceName(name: string): PlaceName {
  const known = cut.get(name)
  if (known !== undefined) return known
  const made = cutOnce(name)
  cut.set(name, made)
  return made
}

function cutOnce(name: string): PlaceName {
  // Most names end so; the others are looked at closely.
  const last = name.charAt(name.length - 1)
  if ((last === '县' || last === '市' || last === '省') && !name.includes('自治'))
    return name.length > 2 ? { stem: name.slice(0, -1), suffix: last } : { stem: name, suffix: '' }
  const found = (name.includes('自治') ? AUTONOMOUS.exec(name) : null) ?? ORDINARY.exec(name)
  return found === null ? { stem: name, suffix: '' } : { stem: found[1] ?? name, suffix: found[2] ?? '' }
}

interface PlaceName {
  stem: string
  suffix: string
}

/** Each of some thousand names is asked for many times. */
const cut = new Map<string, PlaceName>()

/** What people call a division beside its name: the province's one-character names, and areas without a code of their own. */
export const SPOKEN_PLACES: Readonly<Record<string | number, readonly string[]>> = {
  '110000': ['京'],
  '120000': ['津'],
  '130000': ['冀'],
  '130629': ['雄安新区'],
  '130632': ['雄安新区'],
  '130638': ['雄安新区'],
  '140000': ['晋'],
  '150000': ['内蒙', '蒙'],
  '210000': ['辽'],
  '220000': ['吉'],
  '230000': ['黑'],
  '310000': ['沪'],
  '320000': ['苏'],
  '330000': ['浙'],
  '340000': ['皖'],
  '350000': ['闽'],
  '360000': ['赣'],
  '370000': ['鲁'],
  '410000': ['豫'],
  '420000': ['鄂'],
  '420600': ['襄樊'],
  '430000': ['湘'],
  '440000': ['粤'],
  '450000': ['桂'],
  '460000': ['琼'],
  '500000': ['渝'],
  '510000': ['川', '蜀'],
  '520000': ['黔'],
  '530000': ['滇'],
  '540000': ['藏'],
  '610000': ['秦'],
  '620000': ['陇'],
  '640000': ['宁'],
  '650000': ['新疆兵团'],
}
