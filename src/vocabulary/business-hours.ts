import { dayAfter, instantOf, isSendingDay, localTime, type SendingHours } from './survey/send-window.ts'

/** When a company is open, by the clock of its workspace: a part of the day on some days of the week, but for holidays. */
export type BusinessHours = SendingHours

/**
 * Reads opening hours: `9-18` (o'clock, every day), `9-18 1-5` (Monday to Friday; 7 is Sunday), `9-18 1-5 france` (and
 * not on French public holidays); undefined for what is none.
 */
export function readBusinessHours(text: string): BusinessHours | undefined {
  const told = /^(\d{1,2})-(\d{1,2})(?: ([1-7])(?:-([1-7]))?)?(?: (france))?$/.exec(text.trim())
  if (!told) return undefined
  const [from, to, first, last] = told.slice(1, 5).map(part => (part === undefined ? undefined : Number(part)))
  if (from! >= to! || to! > 24 || (first !== undefined && last !== undefined && first > last)) return undefined
  const days = first === undefined ? [1, 7] : [first, last ?? first]
  return {
    from: from!,
    to: to!,
    weekdays: [1, 2, 3, 4, 5, 6, 7].filter(day => day >= days[0]! && day <= days[1]!).map(day => day % 7),
    holidays: told[5] === undefined ? 'none' : 'france',
    daysOff: [],
  }
}

/**
 * The days of a calendar from `first` on, one after the other: when each opens and closes, in milliseconds (the same
 * instant twice where it stays closed), and how many milliseconds were open on the days before it.
 */
export type OpenDays = {
  readonly timeZone: string
  readonly first: string
  readonly opens: readonly number[]
  readonly closes: readonly number[]
  readonly before: readonly number[]
}

/** The days from one instant to another, both included. */
export function openDays(hours: BusinessHours, timeZone: string, from: Date, to: Date): OpenDays {
  const first = localTime(from.getTime(), timeZone).day
  const last = localTime(to.getTime(), timeZone).day
  const opens: number[] = []
  const closes: number[] = []
  const before: number[] = []
  let sum = 0
  for (let day = first; day <= last; day = dayAfter(day)) {
    const start = instantOf(day, hours.from * 60, timeZone)
    const end = isSendingDay(day, hours) ? Math.max(start, instantOf(day, hours.to * 60, timeZone)) : start
    opens.push(start)
    closes.push(end)
    before.push(sum)
    sum += end - start
  }
  return { timeZone, first, opens, closes, before }
}

/** The milliseconds that were open up to an instant; their difference is the opening time between two. */
export function openUntil({ timeZone, first, opens, closes, before }: OpenDays, at: number): number {
  const { day } = localTime(at, timeZone)
  const place = Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / 86_400_000)
  const held = Math.min(Math.max(place, 0), opens.length - 1)
  return before[held]! + Math.max(0, Math.min(at, closes[held]!) - opens[held]!)
}
