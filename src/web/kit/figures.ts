import i18next from 'i18next'
import { createContext, use, useSyncExternalStore } from 'react'
import type { Language } from './language.ts'

const Zone = createContext<string | undefined>(undefined)
/** The time zone in which instants are read: the workspace's, so that colleagues see the same hours. */
export const ZoneProvider = Zone.Provider

/** The reader's language, and figures written as it writes them. */
export function useFigures() {
  // Thousands of cells ask: no more is heard here than the language, and formats are made once for all of them.
  const language: Language = useSyncExternalStore(hearLanguage, () => i18next.language) === 'fr' ? 'fr' : 'en'
  const zone = use(Zone)
  const key = `${language} ${zone}`
  const figures = made.get(key) ?? figuresIn(language, zone)
  made.set(key, figures)
  return figures
}

/** How the days of an axis are written: with the year where they lie in several. */
export function useDayWords(): (days: readonly string[]) => (at: number) => string {
  const figures = useFigures()
  return days => {
    const many = days.length > 0 && days[0]!.slice(0, 4) !== days.at(-1)!.slice(0, 4)
    return at => (many ? figures.day : figures.shortDay)(new Date(at))
  }
}

const made = new Map<string, Figures>()

function hearLanguage(hear: () => void): () => void {
  i18next.on('languageChanged', hear)
  return () => i18next.off('languageChanged', hear)
}

export type Figures = ReturnType<typeof figuresIn>

export function figuresIn(language: Language, timeZone?: string) {
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB'
  const inZone = timeZone ? { timeZone } : {}
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const fine = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  const finePercent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  const signed = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    signDisplay: 'exceptZero',
  })
  const day = new Intl.DateTimeFormat(locale, { ...inZone, day: 'numeric', month: 'short', year: 'numeric' })
  const shortDay = new Intl.DateTimeFormat(locale, { ...inZone, day: 'numeric', month: 'short' })
  const moment = new Intl.DateTimeFormat(locale, { ...inZone, dateStyle: 'medium', timeStyle: 'short' })
  const hour = new Intl.DateTimeFormat(locale, { ...inZone, timeStyle: 'short' })
  const clock = new Intl.DateTimeFormat(locale, { ...inZone, timeStyle: 'medium' })
  return {
    language,
    locale,
    // The narrow space of French figures all but vanishes between tabular digits.
    whole: (n: number) => whole.format(n).replaceAll('\u202f', '\u00a0'),
    fine: (n: number) => fine.format(n),
    /** A share of 0–1; a decimal where the whole per cent would say nought. */
    share: (n: number) => (n > 0 && n < 0.01 ? finePercent : percent).format(n),
    /** A feeling on −1…1, with a true minus sign. */
    feeling: (n: number) => signed.format(n).replace('-', '−'),
    day: (at: Date | string) => day.format(new Date(at)),
    shortDay: (at: Date | string) => shortDay.format(new Date(at)),
    moment: (at: Date | string) => moment.format(new Date(at)),
    clock: (at: Date | string) => clock.format(new Date(at)),
    /** The hour and minute. */
    time: (at: Date | string) => hour.format(new Date(at)),
    /** A name and what it is: French puts a space before the colon. */
    pair: (name: string, value: string) => (language === 'fr' ? `${name}\u00a0: ${value}` : `${name}: ${value}`),
    /** A figure with the unit that a metric names; the day, which is written `d`, in the reader's language. */
    measured: (n: number, unit: string) =>
      unit === '' ? fine.format(n) : `${fine.format(n)}\u00a0${unit === 'd' ? unitsOf(language).d : unit}`,
    lasting: (ms: number) => lasting(ms, language, fine),
    /** The same in hours at most, where days are not of one length: those of opening hours. */
    lastingHours: (ms: number) =>
      ms < 3_600_000 ? lasting(ms, language, fine) : `${fine.format(ms / 3_600_000)}\u00a0${unitsOf(language).h}`,
  }
}

const unitsOf = (language: Language) => ({ d: language === 'fr' ? 'j' : 'd', h: 'h', min: 'min', s: 's' })

/** A length of time in its two largest useful units' worth of precision: `4.2 d`, `35 min`. */
function lasting(ms: number, language: Language, fine: Intl.NumberFormat): string {
  const unit = unitsOf(language)
  const seconds = ms / 1000
  // A no-break space keeps the figure and its unit on one line.
  if (seconds < 60) return `${Math.round(seconds)}\u00a0${unit.s}`
  if (seconds < 3600) return `${Math.round(seconds / 60)}\u00a0${unit.min}`
  if (seconds < 86_400) return `${fine.format(seconds / 3600)}\u00a0${unit.h}`
  return `${fine.format(seconds / 86_400)}\u00a0${unit.d}`
}
