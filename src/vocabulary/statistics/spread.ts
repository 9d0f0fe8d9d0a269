import { dayAfter, instantOf, isSendingDay, localTime, type SendingHours } from '../survey/send-window.ts'

/** The sending days of a wave: so many days of the calendar from the first one on, without those on which nothing leaves. */
export function sendingDays(from: string, days: number, hours: SendingHours): readonly string[] {
  const within = Array.from({ length: Math.max(1, days) }, (_, at) => dayAfter(from, at)).filter(day =>
    isSendingDay(day, hours),
  )
  if (within.length > 0) return within
  // A wave of one day that falls on a holiday leaves on the next day that it may.
  for (let at = days, tried = 0; tried < 400; tried++, at++) {
    const day = dayAfter(from, at)
    if (isSendingDay(day, hours)) return [day]
  }
  return []
}

/**
 * When a person's invitation of a wave leaves: a day and a minute drawn by a number in [0, 1) that is the person's own, so
 * that each day gets its share, and asking again gives the same. Never before `at`; null where there is no day.
 */
export function momentInWave(
  draw: number,
  days: readonly string[],
  hours: SendingHours,
  timeZone: string,
  at: Date,
): Date | null {
  if (days.length === 0) return null
  const today = localTime(at.getTime(), timeZone)
  const left = days.filter(day => day > today.day || (day === today.day && today.hour < hours.to))
  const usable = left.length > 0 ? left : days.slice(-1)
  const place = draw * usable.length
  const day = usable[Math.min(usable.length - 1, Math.floor(place))]!
  const minutes = hours.from * 60 + Math.floor((place - Math.floor(place)) * (hours.to - hours.from) * 60)
  return new Date(Math.max(instantOf(day, minutes, timeZone), at.getTime()))
}
