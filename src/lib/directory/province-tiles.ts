/** Where the tile of a province lies in the country's rough shape: row from the north, column from the west, counted from 1. */
const TILES: Readonly<Record<string, readonly [row: number, column: number]>> = {
  黑龙江: [1, 8],
  内蒙古: [2, 5],
  吉林: [2, 8],
  新疆: [3, 1],
  北京: [3, 6],
  辽宁: [3, 7],
  青海: [4, 2],
  甘肃: [4, 3],
  宁夏: [4, 4],
  山西: [4, 5],
  河北: [4, 6],
  天津: [4, 7],
  西藏: [5, 2],
  陕西: [5, 4],
  河南: [5, 5],
  山东: [5, 6],
  江苏: [5, 7],
  四川: [6, 3],
  重庆: [6, 4],
  湖北: [6, 5],
  安徽: [6, 6],
  上海: [6, 7],
  云南: [7, 3],
  贵州: [7, 4],
  湖南: [7, 5],
  江西: [7, 6],
  浙江: [7, 7],
  广西: [8, 4],
  广东: [8, 5],
  福建: [8, 6],
  海南: [9, 5],
}

/** Null for a place without a tile: 台湾, 香港 and 澳门 have no organizations of this federation. */
export function tileOf(shortName: string): { row: number; column: number } | null {
  const [row, column] = TILES[shortName] ?? []
  return row === undefined || column === undefined ? null : { row, column }
}

/** Whole percent; 100 only where all are, and 0 only where none is. */
export function percentOf({ registered, expected }: { registered: number; expected: number }): number {
  if (registered === 0) return 0
  if (registered >= expected) return 100
  return Math.min(99, Math.max(1, Math.round((registered / expected) * 100)))
}
