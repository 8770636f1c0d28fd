/** The origin that absolute addresses are made with. Throws where none is configured. */
export function siteOf({ site }: { site: URL | undefined }): URL {
  if (site === undefined) throw new Error('没有设好 SITE_URL，写不出完整的地址。')
  return site
}
