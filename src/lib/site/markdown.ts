import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'

export interface Rendered {
  html: string
  /** Headings of the second level, for a table of contents; `id` is set on the heading. */
  headings: { id: string; text: string }[]
}

/** Addresses typed bare stay text: GFM would take the Chinese words that follow without a space into the link. */
const BARE_ADDRESSES = ['wwwAutolink', 'protocolAutolink', 'emailAutolink']

/** micromark escapes what was typed, so every tag in its output is one that it made itself. */
function demoteHeadings(html: string): string {
  if (!html.includes('<h1>')) return html
  return html.replace(
    /<(\/?)h([1-5])>/g,
    (_, slash: string, rank: string) => `<${slash}h${Number(rank) + 1}>`,
  )
}

/** A notice's pictures would come from other hosts, which the site never asks: their words stay, their files are attachments. */
function wordPictures(html: string): string {
  return html.replace(/<img src="[^"]*" alt="([^"]*)"(?: title="[^"]*")? \/>/g, (_, words: string) =>
    words === '' ? '' : `（图：${words}）`,
  )
}

/** An address that was refused leaves its words, not a link to the page itself. */
function dropEmptyLinks(html: string): string {
  return html.replace(/<a href="">(.*?)<\/a>/gs, '$1')
}

/** A wide table or line of code scrolls by itself and not with the page; what scrolls must take the focus, so that arrow keys reach it. */
function frameWideParts(html: string): string {
  let tables = 0
  return html
    .replace(/<table>/g, () => {
      tables += 1
      return `<div class="table-frame" role="region" aria-label="表 ${tables}" tabindex="0"><table>`
    })
    .replaceAll('</table>', '</table></div>')
    .replaceAll('<pre>', '<pre tabindex="0">')
}

/** Markdown without HTML, with tables; typed HTML is shown as text, and only http(s) and mailto addresses become links. */
export function renderMarkdown(text: string): Rendered {
  const plain = micromark(text, {
    extensions: [gfm({ singleTilde: false }), { disable: { null: BARE_ADDRESSES } }],
    htmlExtensions: [gfmHtml({ label: '脚注', backLabel: '回到正文' })],
  })
  const headings: Rendered['headings'] = []
  const html = frameWideParts(dropEmptyLinks(wordPictures(demoteHeadings(plain)))).replace(
    /<h2>(.*?)<\/h2>/g,
    (_, inner: string) => {
      const id = `s${headings.length + 1}`
      headings.push({ id, text: inner.replace(/<[^>]*>/g, '') })
      return `<h2 id="${id}">${inner}</h2>`
    },
  )
  return { html, headings }
}
