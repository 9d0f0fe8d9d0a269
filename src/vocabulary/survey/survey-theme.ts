import { black, contrastOf, type Hex, luminance, mixed, nearestStandingOut, white } from './contrast.ts'
import type { Survey } from './survey.ts'

/** A logo rides on every page, so it is small; only kinds of pictures that run nothing. */
export const largestLogoBytes = 12 * 1024

/** How a survey looks. What is not said is as the product looks. */
export type SurveyLook = {
  readonly paper?: Hex
  readonly accent?: Hex
  readonly corner?: number
  readonly text?: number
}

/** The look of a survey, its accent with it. */
export const lookOf = ({ accent, theme }: Pick<Survey, 'accent' | 'theme'>): SurveyLook | undefined =>
  accent === undefined && theme === undefined ? undefined : { ...theme, ...(accent === undefined ? {} : { accent }) }

const starts: readonly (readonly [string, string])[] = [
  ['data:image/png;base64,', 'iVBORw0KGgo'],
  ['data:image/jpeg;base64,', '/9j/'],
  ['data:image/webp;base64,', 'UklGR'],
]

/** Whether a text is a picture as its own words say: the first bytes are looked at, not the name. */
export function isLogo(text: string): boolean {
  return starts.some(([head, bytes]) => {
    const data = text.slice(head.length)
    return text.startsWith(head) && data.startsWith(bytes) && /^[A-Za-z0-9+/]+={0,2}$/.test(data)
  })
}

const usual = {
  light: { paper: '#faf9f6', accent: '#27467a' },
  dark: { paper: '#171613', accent: '#a3bdec' },
} as const
const inks = { dark: '#1e1d1b', light: '#f4f1ea' } as const

/** Every colour of a page, each far enough from what it lies on: 4.5 to 1 for text, 3 to 1 for the edges of controls. */
export type ThemeColours = Readonly<
  Record<'paper' | 'card' | 'ink' | 'soft' | 'muted' | 'line' | 'edge' | 'accent' | 'on-accent' | 'near', Hex>
>

const readable = 4.5
const seen = 3

function coloursOn(paper: Hex, accent: Hex): ThemeColours {
  const isDark = luminance(paper) < 0.18
  const raised = isDark ? mixed(paper, '#ffffff', 0.04) : mixed(paper, '#ffffff', 0.65)
  const isFit = (ground: Hex) => [paper, ground].every(one => contrastOf(one, isDark ? white : black) >= readable)
  // In the middle of the greys nothing can be read on both the page and a card lighter than it: the card is the page.
  const card = isFit(raised) ? raised : paper
  const grounds = [paper, card]
  const ink = nearestStandingOut(isDark ? inks.light : inks.dark, grounds, readable)
  const tinted = mixed(card, accent, isDark ? 0.22 : 0.12)
  const near = contrastOf(ink, tinted) >= readable ? tinted : card
  return {
    paper,
    card,
    ink,
    soft: nearestStandingOut(mixed(ink, paper, 0.15), grounds, readable),
    muted: nearestStandingOut(mixed(ink, paper, 0.35), grounds, readable),
    line: mixed(paper, ink, 0.18),
    edge: nearestStandingOut(mixed(ink, paper, 0.45), grounds, seen),
    accent,
    'on-accent': contrastOf(white, accent) >= readable ? white : black,
    near,
  }
}

/** The colours of a page by day and by night. The night is computed: the same hue, light enough on dark. */
export function themeColours({ paper, accent }: SurveyLook): {
  readonly light: ThemeColours
  readonly dark: ThemeColours
} {
  const day = coloursOn(paper ?? usual.light.paper, accent ?? usual.light.accent)
  // A page that is dark by day is the same by night.
  if (luminance(day.paper) < 0.18) return { light: day, dark: day }
  const ground = paper ? mixed(usual.dark.paper, paper, 0.05) : usual.dark.paper
  const card = mixed(ground, '#ffffff', 0.04)
  return {
    light: day,
    dark: coloursOn(ground, nearestStandingOut(accent ?? usual.dark.accent, [ground, card], readable)),
  }
}

export type ContrastFault = { readonly found: number; readonly needed: number; readonly nearest: Hex }

/** What is wrong with an accent on its page, and the nearest one that passes. Links are text in it. */
export function accentFault(theme: SurveyLook): ContrastFault | undefined {
  const { accent, paper, card } = themeColours(theme).light
  const found = Math.min(contrastOf(accent, paper), contrastOf(accent, card))
  if (found >= readable) return undefined
  return { found, needed: readable, nearest: nearestStandingOut(accent, [paper, card], readable) }
}

/**
 * The look of a survey inside somebody else's page: sizes there are in pixels, as the page's own letter size is anybody's;
 * `--text` says how much larger. The logo stays on the survey's own pages, whose visitors do not know where they are.
 */
export function boxStyle(theme: SurveyLook | undefined): string {
  const { text, ...look } = theme ?? {}
  return [themeStyle(look), text === undefined ? '' : `--text:${text / 100}`].filter(Boolean).join(';')
}

/**
 * The theme as a style of the root: `--accent:var(--day,#27467a) var(--night,#a3bdec);…`. `--day` is `initial` by day and
 * empty by night and `--night` the other way, so that one attribute says both without a sheet of its own.
 */
export function themeStyle(theme: SurveyLook | undefined): string {
  if (!theme) return ''
  const { light, dark } = themeColours(theme)
  const isColoured = theme.paper !== undefined || theme.accent !== undefined
  const colours = isColoured
    ? (Object.keys(light) as (keyof ThemeColours)[]).map(
        name => `--${name}:var(--day,${light[name]}) var(--night,${dark[name]})`,
      )
    : []
  return [
    ...colours,
    ...(theme.corner === undefined ? [] : [`--corner:${theme.corner}px`]),
    ...(theme.text === undefined ? [] : [`font-size:${theme.text}%`]),
  ].join(';')
}
