import type { NationalOrganization } from '../register/organizations.ts'
import { AS_OF, dayBetween } from '../words/calendar.ts'
import { inventedHandle, pickPlatforms } from '../words/handles.ts'
import { CADRE_POSTS, personName, YOUTH_WORKER_POSTS } from '../words/people.ts'
import type { Random } from '../words/random.ts'
import { closedOn, UNOPENED, type UnnumberedAccount, verified } from './account.ts'
import { freeNickname, officialNickname } from './nicknames.ts'

/** What accounts there are beside those that registrations brought; each maker is given a serial number of its own. */

/** R074. */
const PROJECTS = ['12355 青少年服务台', '希望工程', '青年文明号', '青年志愿者', '保护母亲河']
const SIDE_PROJECTS = [
  '青年大学习',
  '阳光助残',
  '四点半课堂',
  '暑期三下乡',
  '返家乡',
  '西部计划',
  '青年马克思主义者培养工程',
  '团干部健康成长',
]
export const PROJECT_NAMES = [...PROJECTS, ...SIDE_PROJECTS]

type Maker = (organization: NationalOrganization, serial: number, random: Random) => UnnumberedAccount

/** Known to staff though nobody registered it: open and not verified, or only wished for (R080, R081). */
export function ownAccount(
  organization: NationalOrganization,
  serial: number,
  random: Random,
  taken: ReadonlySet<string>,
): UnnumberedAccount | null {
  const [platform] = pickPlatforms(random, 1, taken)
  if (platform === undefined) return null
  const { code: organization_code } = organization
  if (random.chance(0.45))
    return { ...UNOPENED, organization_code, platform, nickname: officialNickname(organization) }
  const nickname = freeNickname(organization, random)
  const opened_on = dayBetween('2014-03-01', AS_OF, random)
  return { ...UNOPENED, organization_code, ...inventedHandle(platform, serial), nickname, opened_on }
}

/** Given up for another one on the same platform. */
export const replacedAccount: Maker = (organization, serial, random) => {
  const [platform = 'weibo'] = pickPlatforms(random, 1)
  const opened_on = dayBetween('2013-03-01', '2022-12-31', random)
  const account: UnnumberedAccount = {
    ...UNOPENED,
    organization_code: organization.code,
    ...inventedHandle(platform, serial),
    nickname: freeNickname(organization, random),
    opened_on,
  }
  const ended = dayBetween(opened_on, organization.closed_on ?? AS_OF, random)
  return closedOn(
    random.chance(0.5) ? { ...verified(account, random, ended), checked_at: null } : account,
    ended,
  )
}

/** On a platform that is gone (R119, R128): closed with it, though some were never taken off the books. */
export const goneAccount: Maker = (organization, serial, random) => {
  const platform = random.weigh([
    [6, 'tencent'],
    [4, 'k618'],
    [2, 'mobile'],
  ] as const)
  const ended = { tencent: '2020-09-28', k618: '2019-06-30', mobile: '2018-12-31' }[platform]
  const account: UnnumberedAccount = {
    ...UNOPENED,
    organization_code: organization.code,
    ...inventedHandle(platform, serial),
    nickname: freeNickname(organization, random),
    opened_on: dayBetween('2012-11-01', '2014-12-31', random),
  }
  const old = random.chance(0.6) ? { ...verified(account, random, '2015-12-31'), checked_at: null } : account
  return closedOn(old, ended)
}

export const projectAccount: Maker = (organization, serial, random) => {
  const project = random.pick(PROJECT_NAMES)
  const [platform = 'weibo'] = pickPlatforms(random, 1)
  const short = (organization.short_name ?? organization.name)
    .replace(/^共青团|委员会$|委$/g, '')
    .slice(0, 14)
  const account: UnnumberedAccount = {
    ...UNOPENED,
    organization_code: organization.code,
    subject: 'project',
    project,
    ...inventedHandle(platform, serial),
    nickname: `${short}${project.replace(/\s/g, '')}`.slice(0, 30),
    opened_on: dayBetween('2013-03-01', '2026-06-30', random),
  }
  return random.chance(0.7) ? verified(account, random) : account
}

/** R073, R075, R084: the nickname is free, the verification is under the real name, and none of it is public. */
export const personAccount: Maker = (organization, serial, random) => {
  const isCadre = random.chance(0.6)
  const real_name = personName(random)
  const [platform = 'weibo'] = pickPlatforms(random, 1)
  const wished: UnnumberedAccount = {
    ...UNOPENED,
    organization_code: organization.code,
    subject: isCadre ? 'cadre' : 'youth_worker',
    platform,
    nickname: `${real_name.slice(0, 2)}${random.pick(['的课间', '在基层', '说青春', '读书记', '随手拍'])}`,
    person: { real_name, post: random.pick(isCadre ? CADRE_POSTS : YOUTH_WORKER_POSTS) },
  }
  if (random.chance(0.2)) return wished
  const opened = {
    ...wished,
    ...inventedHandle(platform, serial),
    opened_on: dayBetween('2013-03-01', '2026-06-30', random),
  }
  return random.chance(0.6) ? verified(opened, random) : opened
}
