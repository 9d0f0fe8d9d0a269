/** The moment at which a survey shows itself on a page. It is waited for in the visitor's browser. */
export type DisplayMoment =
  | { readonly kind: 'seconds'; readonly seconds: number }
  /** From 0 to 1, of the height of the page. */
  | { readonly kind: 'scroll'; readonly share: number }
  /** The pointer leaves towards the tabs. Fingers have no such gesture. */
  | { readonly kind: 'exit' }
  /** An event of this name was tracked. */
  | { readonly kind: 'event'; readonly event: string }

/**
 * Where and when a survey shows itself on a web site. Whether it may show at all is decided on the server, so that no
 * copy of the page decides otherwise.
 */
export type SurveyDisplay = {
  readonly isOn: boolean
  /** Paths with `*` for anything: `/orders/*`. None is every page. */
  readonly pages: readonly string[]
  readonly notPages: readonly string[]
  /** Hosts of the sites that may show it: `shop.example.com`. None is every site that holds a key. */
  readonly sites: readonly string[]
  readonly moment: DisplayMoment
  /** From 0 to 1, of visitors; the same ones each time. */
  readonly share: number
  /** It shows to the same visitor once in so many days. */
  readonly everyDays: number
  /** What visitors must have agreed to besides being measured; empty for nothing more. */
  readonly purpose: string
}

export const usualDisplay: SurveyDisplay = {
  isOn: false,
  pages: [],
  notPages: [],
  sites: [],
  moment: { kind: 'seconds', seconds: 10 },
  share: 1,
  everyDays: 90,
  purpose: '',
}

/** Why a survey does not show to a visitor now, in the order in which the rules are looked at. */
export const notShownReasons = [
  'notLive',
  'off',
  'site',
  'page',
  'consent',
  'purpose',
  'share',
  'shownLately',
  'answered',
  // Other surveys asked this person lately, or too often.
  'asked',
  'language',
  'moment',
] as const
export type NotShownReason = (typeof notShownReasons)[number]

/** Whether a page is one of those on which the survey shows. */
export function isOnPage({ pages, notPages }: Pick<SurveyDisplay, 'pages' | 'notPages'>, path: string): boolean {
  return (pages.length === 0 || pages.some(one => matches(one, path))) && !notPages.some(one => matches(one, path))
}

/** Whether a site may show it. `origin` is what the browser says of itself: `https://shop.example.com`. */
export function isOnSite(sites: readonly string[], origin: string | null): boolean {
  if (sites.length === 0) return true
  const host = /^https?:\/\/([^/?#]+)$/.exec(origin ?? '')?.[1]?.toLowerCase()
  return host !== undefined && sites.some(one => one.toLowerCase() === host || `${one.toLowerCase()}:443` === host)
}

/** `*` is any run of signs. Looked for part by part, from left to right: no pattern takes long. */
function matches(pattern: string, path: string): boolean {
  const parts = pattern.split('*')
  const first = parts[0]!
  if (parts.length === 1) return withoutEnd(path) === withoutEnd(first)
  const last = parts[parts.length - 1]!
  if (!path.startsWith(first) || path.length < first.length + last.length || !path.endsWith(last)) return false
  let at = first.length
  const end = path.length - last.length
  for (const part of parts.slice(1, -1)) {
    const found = path.indexOf(part, at)
    if (found < 0 || found + part.length > end) return false
    at = found + part.length
  }
  return true
}

/** A site answers at `/basket` and `/basket/` alike. */
const withoutEnd = (path: string) => (path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path)
