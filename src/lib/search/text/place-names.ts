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
