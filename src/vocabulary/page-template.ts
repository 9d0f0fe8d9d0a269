/** The longest name of a page that is kept. */
export const longestTemplate = 160

const folded = /^(?:\d[\d.,_-]*|[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}|[0-9a-f]{16,}|(?=.*\d)[\w-]{20,})$/i

/**
 * The page that an address is one of: `/product/1234-red-lamp` and `/product/99-vase` are both `/product/:id`, so that
 * samples add up and no address of one customer's order is kept. Numbers, identifiers and what begins with a number
 * become `:id`; e-mail addresses too. What follows `?` is no part of it.
 */
export function pageTemplate(path: string): string {
  const parts = (path.split(/[?]/)[0] ?? '')
    .split('/')
    .filter(part => part !== '')
    .slice(0, 12)
    .map(part => (isOfOne(part) ? ':id' : part.toLowerCase()))
  return `/${parts.join('/')}`.slice(0, longestTemplate)
}

function isOfOne(part: string): boolean {
  return folded.test(part) || /^\d+-/.test(part) || /-\d{2,}$/.test(part) || /\d{4,}/.test(part) || /@|%40/.test(part)
}
