import { OrganizationKind } from '../../../functions/_shared/contracts/directory.ts'
import type { NationalOrganization, NationalRegister } from '../register/organizations.ts'
import { placeReader } from '../register/places.ts'
import { AS_OF, momentOn, plusDays } from '../words/calendar.ts'
import { type Random, randomOf } from '../words/random.ts'
import { noticeText } from './notice-texts.ts'

export const ANNOUNCEMENTS = 2_000

/** A row of `announcements`, columns by their names. */
export interface NationalAnnouncement {
  readonly slug: string
  readonly issuer_code: string
  readonly title: string
  readonly document_number: string | null
  readonly addressees: string | null
  readonly body: string
  readonly attachments: readonly { readonly title: string; readonly address: string }[]
  readonly issued_on: string
  readonly publish_at: string
  readonly pinned_until: string | null
  readonly audience_code: string | null
  readonly audience_kinds: readonly NationalOrganization['kind'][]
  readonly audience_levels: readonly number[]
  readonly relayed_from: string | null
  readonly approved_by: string | null
  readonly basis: string | null
  readonly state: 'draft' | 'published' | 'withdrawn'
}

/** Hours ahead of any day this is loaded on, few, because each is a publication of its own. */
const AHEAD = ['2028-03-01T01:00:00.000Z', '2028-09-01T01:00:00.000Z', '2029-03-01T01:00:00.000Z']
const DAYS = 1050

/** How notices are shared out among the levels: 1 nation to 5 schools. */
const BY_LEVEL = [
  [8, 1],
  [30, 2],
  [30, 3],
  [25, 4],
  [7, 5],
] as const

/** `count` notices of all levels over three years, in the order of their days; a relay comes after what it relays. */
export function nationalAnnouncements(
  { organizations, divisions }: NationalRegister,
  count: number,
): NationalAnnouncement[] {
  const placeOf = placeReader(divisions)
  const issuers = Map.groupBy(
    organizations.filter(({ status, is_occupied }) => is_occupied || status === 'registered'),
    ({ level }) => level,
  )
  const published = new Map<string, NationalAnnouncement[]>()
  const announcements: NationalAnnouncement[] = []
  for (let number = 1; number <= count; number += 1) {
    const random = randomOf('announcement', number)
    const level = random.weigh(BY_LEVEL.filter(([, each]) => issuers.has(each)))
    const issuer = random.pick(issuers.get(level) ?? organizations)
    const issued_on = plusDays(AS_OF, Math.floor((number / count) * DAYS) - DAYS)
    const superior = published.get(issuer.parent_code ?? '') ?? []
    const place = level === 1 ? '全国' : placeOf(issuer.division_code).name
    const drawn = notice(issuer, place, number, issued_on, random)
    const announcement =
      superior.length > 0 && level < 5 && random.chance(0.4)
        ? relay(drawn, random.pick(superior), place)
        : drawn
    announcements.push(announcement)
    if (announcement.state === 'published' && announcement.publish_at < `${AS_OF}T23`) {
      const own = published.get(issuer.code) ?? []
      published.set(issuer.code, own)
      own.push(announcement)
    }
  }
  return announcements
}

function notice(
  issuer: NationalOrganization,
  place: string,
  number: number,
  issued_on: string,
  random: Random,
): NationalAnnouncement {
  const extent = random.weigh([
    [25, 0],
    [40, 1],
    [25, 2],
    [9, 4],
    [1, 20],
  ])
  const isUpper = issuer.kind === 'committee'
  const state = random.weigh([
    [93, 'published'],
    [4, 'draft'],
    [3, 'withdrawn'],
  ] as const)
  const isAhead = state === 'published' && random.chance(0.01)
  return {
    slug: `moni-${String(number).padStart(4, '0')}`,
    issuer_code: issuer.code,
    ...noticeText({ region: place, year: issued_on.slice(0, 4), extent }, random),
    document_number:
      isUpper && random.chance(0.6)
        ? `${place.slice(0, 2)}团模拟〔${issued_on.slice(0, 4)}〕${number} 号`
        : null,
    addressees: isUpper ? (ADDRESSEES[issuer.level] ?? null) : null,
    attachments:
      extent > 1 && random.chance(0.4)
        ? [
            {
              title: random.pick(['登记表（样表）', '使用指南', '汇总表', '材料清单']),
              address: `https://example.org/moni/${number}.pdf`,
            },
          ]
        : [],
    issued_on,
    publish_at: isAhead ? random.pick(AHEAD) : momentOn(issued_on, random),
    pinned_until: random.chance(0.01)
      ? random.pick(AHEAD)
      : random.chance(0.04)
        ? `${plusDays(issued_on, 60)}T16:00:00.000Z`
        : null,
    ...audience(issuer, random),
    relayed_from: null,
    approved_by: issuer.level <= 2 && random.chance(0.1) ? '模拟主管部门' : null,
    basis: extent > 1 && random.chance(0.2) ? '根据上级团委年度工作安排' : null,
    state,
  }
}

const ADDRESSEES: Readonly<Record<number, string>> = {
  1: '各省、自治区、直辖市团委',
  2: '各市（州、盟）团委，各高校团委',
  3: '各县（市、区）团委，市直属学校团委',
  4: '各中学团委',
}

function audience({ code, level, kind }: NationalOrganization, random: Random) {
  const kinds: NationalOrganization['kind'][] = random.chance(0.2)
    ? [random.pick(OrganizationKind.options)]
    : []
  const levels = random.chance(0.25) ? [Math.min(level + 1, 5), ...(random.chance(0.5) ? [5] : [])] : []
  return {
    audience_code: kind === 'committee' && level > 1 && random.chance(0.7) ? code : null,
    audience_kinds: kinds,
    audience_levels: [...new Set(levels)],
  }
}

function relay(
  drawn: NationalAnnouncement,
  original: NationalAnnouncement,
  place: string,
): NationalAnnouncement {
  const title = /^转发《(.*)》$/u.exec(original.title)?.[1] ?? original.title
  return {
    ...drawn,
    title: `转发《${title}》`,
    body: `现将《${title}》转发给你们，请结合${place}实际抓好落实，并按原文要求逐级报送进展。`,
    relayed_from: original.slug,
    attachments: [],
  }
}
