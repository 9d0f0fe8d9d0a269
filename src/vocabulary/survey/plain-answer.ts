/** What an answer means and whether it means anything, in a sentence or two for whoever never heard of statistics. */
export type PlainAnswer = { readonly fr: string; readonly en: string }

export type Language = 'fr' | 'en'

/** The same sentence in both languages: `saying(say => say('Deux cas.', 'Two cases.'))` with figures written as each does. */
export function saying(words: (say: Speaker) => string): PlainAnswer {
  return { fr: words(speakers.fr), en: words(speakers.en) }
}

export type Speaker = {
  (fr: string, en: string): string
  readonly whole: (n: number) => string
  readonly fine: (n: number) => string
  readonly share: (n: number) => string
  /** So many days, in the singular where the language has it so. */
  readonly days: (n: number) => string
  /** A calendar day, `2026-01-31`, as it is written. */
  readonly day: (day: string) => string
  /** The p of a test. */
  readonly p: (p: number) => string
  /** A difference of shares, in points, with its sign. */
  readonly points: (n: number) => string
}

function speakerOf(language: Language): Speaker {
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB'
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const fine = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 })
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  const points = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, signDisplay: 'exceptZero' })
  const days = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'day',
    unitDisplay: 'long',
    maximumFractionDigits: 0,
  })
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
  const choose = (fr: string, en: string) => (language === 'fr' ? fr : en)
  return Object.assign(choose, {
    whole: (n: number) => whole.format(n).replaceAll('\u202f', '\u00a0'),
    fine: (n: number) => fine.format(n).replaceAll('\u202f', '\u00a0'),
    share: (n: number) => percent.format(n).replaceAll('\u202f', '\u00a0'),
    days: (n: number) => days.format(n).replaceAll('\u202f', '\u00a0'),
    // The first of a month is an ordinal in French, which formats do not know.
    day: (told: string) => {
      const at = Date.parse(`${told.slice(0, 10)}T12:00:00Z`)
      return Number.isNaN(at) ? told : day.format(at).replace(/^1 (?=\D)/, choose('1er ', '1 '))
    },
    p: (p: number) => (p < 0.001 ? choose('p < 0,001', 'p < 0.001') : `p = ${fine.format(p)}`),
    points: (n: number) => `${points.format(n * 100).replace('-', '−')}\u00a0${choose('points', 'points')}`,
  })
}

const speakers = { fr: speakerOf('fr'), en: speakerOf('en') }
