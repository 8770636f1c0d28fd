import type { z } from 'zod'
import { Organization, Platform, RegisterEvent } from '#contracts/directory.ts'
import { FEDERATION } from '#contracts/federation.ts'
import { divisionChain, divisionName } from '../directory/divisions.ts'
import { addressOf } from '../directory/folding.ts'
import type { Register } from '../snapshot/register.ts'
import { type AtomEntry, atomXml, tagOf } from './atom.ts'
import { escapeXml } from './xml.ts'

/** An Atom reader asks often; who wants all takes the lines of JSON. */
const NEWEST = 100

const EventRow = RegisterEvent.extend({
  platform_name: Platform.shape.name.nullable(),
  status: Organization.shape.status,
  division_code: Organization.shape.division_code,
})
type EventRow = z.output<typeof EventRow>

const EVENTS = `select e.*, p.name as platform_name, o.status, o.division_code
  from register_events e join organizations o on o.code = e.organization_code left join platforms p on p.id = e.platform`

const quoted = (name: string | null) => `「${name ?? '未命名'}」`

/** What happened, as a person would say it. */
function inWords(register: Register, { event, name, previous, platform_name, account }: EventRow): string {
  const its = `${quoted(name)}在${platform_name ?? '平台'}的账号${quoted(account)}`
  switch (event) {
    case 'added':
      return `${quoted(name)}列入名录`
    case 'registered':
      return `${quoted(name)}登记通过`
    case 'renamed':
      return `${quoted(previous)}改名为${quoted(name)}`
    case 'moved': {
      const before = previous === null ? '' : divisionName(divisionChain(register, previous))
      return `${quoted(name)}换了上级或地区${before === '' ? '' : `，原在${before}`}`
    }
    case 'closed':
      return `${quoted(name)}已撤销`
    case 'reopened':
      return `${quoted(name)}恢复，不再是已撤销`
    case 'verified':
      return `${its}成为官方账号`
    case 'unverified':
      return `${its}不再是官方账号`
  }
}

function entryOf(register: Register, site: URL, event: EventRow): AtomEntry {
  const title = inWords(register, event)
  const organization = { ...event, code: event.organization_code }
  return {
    id: tagOf(site, `changes/${event.id}`),
    title,
    address: new URL(addressOf(register, organization), site).href,
    updated: event.happened_at,
    author: FEDERATION.title,
    categories: [event.event],
    html: `<p>${escapeXml(title)}。组织编号 ${event.organization_code}。</p>`,
  }
}

/** The newest changes of the register as a feed. */
export function changeFeed(register: Register, site: URL): string {
  const events = register.rows(EventRow, `${EVENTS} order by e.id desc limit ?`, NEWEST)
  return atomXml({
    id: tagOf(site, 'changes'),
    title: `名录动态 · ${FEDERATION.directory}`,
    subtitle: '组织的新增、登记、改名、迁移、撤销和恢复，账号成为或不再是官方账号',
    self: new URL('/data/changes.xml', site).href,
    page: new URL('/data', site).href,
    author: FEDERATION.title,
    entries: events.map((event) => entryOf(register, site, event)),
  })
}

/** Every change that the snapshot keeps, one object a line, oldest first: who followed goes on after the last `id` known. */
export function changeLines(register: Register): string {
  return register
    .rows(EventRow, `${EVENTS} order by e.id`)
    .map((row) => {
      const { id, happened_at, event, organization_code, name, previous, platform, account } = row
      const words = inWords(register, row)
      return `${JSON.stringify({ id, happened_at, event, organization_code, name, previous, platform, account, words })}\n`
    })
    .join('')
}
