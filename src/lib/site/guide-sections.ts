const SECTIONS = [
  ['school', '给学校'],
  ['visitor', '给所有人'],
  ['staff', '给工作人员'],
] as const

export const GUIDE_READERS = ['school', 'visitor', 'staff'] as const
type Reader = (typeof GUIDE_READERS)[number]

export interface GuideSection<Chapter> {
  name: string
  chapters: Chapter[]
}

/** Chapters by reader and in their order; a reader without chapters is left out. */
export function guideSections<Chapter extends { data: { reader: Reader; order: number } }>(
  chapters: readonly Chapter[],
): GuideSection<Chapter>[] {
  return SECTIONS.map(([reader, name]) => ({
    name,
    chapters: chapters
      .filter((chapter) => chapter.data.reader === reader)
      .sort((one, other) => one.data.order - other.data.order),
  })).filter((part) => part.chapters.length > 0)
}
