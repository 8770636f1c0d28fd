/** One line of HTML for the organization's own site: the badge, leading to its page here. `site` is this site's origin. */
export function badgeHtml(site: string, address: string): string {
  return `<a href="${site}${address}"><img src="${site}/badge.svg" width="152" height="36" alt="官方账号，见名录"></a>`
}
