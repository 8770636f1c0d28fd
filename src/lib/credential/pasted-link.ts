import { formatBundleLink, parseBundleLink } from '#contracts/credential/bundle.ts'
import { formatLink, parseLink } from '#contracts/credential/credential.ts'

/** What a link looks like behind its `#`; what stands around it is the mail's. */
const LINK = /(bundle=)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(\d{1,6})\.([\w-]{43})/i

/**
 * Finds the one-time link in what was pasted: the whole address or its end, with `%23` for `#`, broken over lines, in brackets, with the
 * words of the mail around it. Gives the fragment with its `#`; null where there is none.
 */
export function fragmentIn(pasted: string): string | null {
  const joined = pasted
    .slice(0, 4000)
    .replace(/%(?:25)*3D/gi, '=')
    .replace(/[\s\u200b\u00ad]+/g, '')
  const [found] = LINK.exec(joined) ?? []
  if (found === undefined) return null
  const bundle = parseBundleLink(found)
  if (bundle !== null) return `#${formatBundleLink(bundle)}`
  const link = parseLink(found)
  return link === null ? null : `#${formatLink(link)}`
}
