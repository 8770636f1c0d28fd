/**
 * Radicals and strokes that have code points of their own, each before the ideograph that looks the same: what copying from some PDFs
 * gives (⻘海, ⻢鞍山). From Unicode's EquivalentUnifiedIdeograph.txt (15.0), without those that NFKC changes itself, Kangxi radicals.
 */
export const RADICALS =
  '⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕𫜹⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗' +
  '⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼⻦鸟' +
  '⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀㇆𠃌㇏乀㇐一㇑丨㇒丿㇓丿㇔丶㇕𠃍㇖乛㇗𠃊㇘𠃎㇙𠄌㇚亅㇛𡿨㇜𠃋㇝乀㇞𠃑㇟乚㇠乙㇡𠄎'

const RADICAL = /[\u2e80-\u2eff\u31c0-\u31ef]/gu

/** Made when it is asked for, so that a program that does without it can leave the table out. */
let ideographs: ReadonlyMap<string, string> | null = null

function ideographOf(sign: string): string {
  ideographs ??= new Map(
    [...RADICALS].flatMap((each, at, all): [string, string][] =>
      at % 2 === 0 ? [[each, all[at + 1] ?? each]] : [],
    ),
  )
  return ideographs.get(sign) ?? sign
}

/** Puts the ideograph for each radical or stroke that stands for one. */
export function mendRadicals(text: string): string {
  return text.replace(RADICAL, ideographOf)
}

/** A number in Chinese digits, with what is typed for its noughts: the letter O, a digit, a circle. */
const NUMERAL =
  /[〇零一二三四五六七八九][〇零一二三四五六七八九oO0○◯]+(?![〇零一二三四五六七八九○◯A-Za-z0-9])/gu
const NOUGHT = /[oO0○◯]/gu

/** Writes the noughts of numbers in Chinese digits as such: 第一O一中学, 第一○一中学 and 第一0一中学 are 第一〇一中学. */
export function mendNoughts(text: string): string {
  return text.replace(NUMERAL, (numeral) => numeral.replace(NOUGHT, '〇'))
}

const BRACKETS = '[]【】〔〕'
const PLAIN_BRACKETS = '()()()'

/**
 * What two names have in common that are the same to a person: width, radicals, case of letters, kind of brackets, spaces and the
 * spelling of nought in numbers left aside. Nobody is shown it. `private.name_key` is the same in the database.
 */
export function nameKey(name: string): string {
  const joined = mendRadicals(name.normalize('NFKC')).replace(/\s+/gu, '')
  const plain = mendNoughts(joined).replace(/[A-Z]/g, (letter) => letter.toLowerCase())
  return [...plain]
    .map((sign) => PLAIN_BRACKETS[BRACKETS.indexOf(sign)] ?? (sign === '零' ? '〇' : sign))
    .join('')
}
