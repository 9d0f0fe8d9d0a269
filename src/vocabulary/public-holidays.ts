/** Public holidays of France (Code du travail, L3133-1) in a year, as days `YYYY-MM-DD`, in order. */
export function frenchHolidays(year: number): readonly string[] {
  const easter = easterSunday(year)
  const after = (days: number) => new Date(easter + days * 86_400_000).toISOString().slice(0, 10)
  const fixed = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'].map(
    day => `${pad(year)}-${day}`,
  )
  // Easter Monday, Ascension Day, Whit Monday.
  return [...fixed, after(1), after(39), after(50)].sort()
}

/**
 * Easter Sunday of a year of the Gregorian calendar, as milliseconds of its midnight UTC: the anonymous algorithm
 * published in Nature, 20 April 1876, in the form of Meeus, Astronomical Algorithms, chapter 8.
 */
export function easterSunday(year: number): number {
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
