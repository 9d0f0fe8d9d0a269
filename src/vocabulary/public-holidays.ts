/** A public holiday: its day, `YYYY-MM-DD`, and what it is. */
export type PublicHoliday = { readonly day: string; readonly key: HolidayKey }
export type HolidayKey = keyof typeof fixedDays | keyof typeof afterEaster | keyof typeof alsaceMoselle

const fixedDays = {
  newYear: '01-01',
  labour: '05-01',
  victory: '05-08',
  national: '07-14',
  assumption: '08-15',
  allSaints: '11-01',
  armistice: '11-11',
  christmas: '12-25',
} as const
/** Days after Easter Sunday. */
const afterEaster = { easterMonday: 1, ascension: 39, whitMonday: 50 } as const
const alsaceMoselle = { goodFriday: -2, secondChristmas: '12-26' } as const

/**
 * Public holidays of France (Code du travail, L3133-1) in a year, in order; in Alsace-Moselle also Good Friday and
 * 26 December (L3134-13, which for Good Friday asks for a Protestant or a mixed church in the municipality).
 */
export function frenchHolidays(year: number, isAlsaceMoselle = false): readonly PublicHoliday[] {
  const easter = easterSunday(year)
  const rules = { ...fixedDays, ...afterEaster, ...(isAlsaceMoselle ? alsaceMoselle : {}) }
  return Object.entries(rules)
    .map(([key, rule]) => ({
      key: key as HolidayKey,
      day:
        typeof rule === 'string'
          ? `${pad(year)}-${rule}`
          : new Date(easter + rule * 86_400_000).toISOString().slice(0, 10),
    }))
    .sort((a, b) => Date.parse(a.day) - Date.parse(b.day))
}

/** Whether a day, `YYYY-MM-DD`, is a public holiday there. */
export function isFrenchHoliday(day: string, isAlsaceMoselle: boolean): boolean {
  const year = Number(day.slice(0, 4))
  const key = isAlsaceMoselle ? -year : year
  const known = knownYears.get(key) ?? new Set(frenchHolidays(year, isAlsaceMoselle).map(holiday => holiday.day))
  knownYears.set(key, known)
  return known.has(day)
}

const knownYears = new Map<number, ReadonlySet<string>>()

/**
 * Easter Sunday of a year of the Gregorian calendar, as milliseconds of its midnight UTC: the anonymous algorithm
 * published in Nature, 20 April 1876, in the form of Meeus, Astronomical Algorithms, chapter 8.
 */
function easterSunday(year: number): number {
  const a = year % 19
  const [b, c] = [Math.floor(year / 100), year % 100]
  const [d, e] = [Math.floor(b / 4), b % 4]
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - d - g + 15) % 30
  const [i, k] = [Math.floor(c / 4), c % 4]
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const [month, day] = [Math.floor((h + l - 7 * m + 114) / 31), ((h + l - 7 * m + 114) % 31) + 1]
  return Date.UTC(year, month - 1, day)
}

const pad = (year: number) => String(year).padStart(4, '0')
