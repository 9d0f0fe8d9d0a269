/** A piece of a page. Only `html` makes it, so that no text becomes markup by accident. */
export type Html = { readonly markup: string }

type Part = Html | string | number | readonly Html[] | null | undefined | false

/** `html\`<p>${words}</p>\`` with every value escaped, but what `html` itself made. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let markup = strings[0]!
  parts.forEach((part, index) => {
    markup += markupOf(part) + strings[index + 1]!
  })
  return { markup }
}

function markupOf(part: Part): string {
  if (part === null || part === undefined || part === false) return ''
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part))
  if ('markup' in part) return part.markup
  return part.map(one => one.markup).join('')
}

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, mark => marks[mark]!)
}
