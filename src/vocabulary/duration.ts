import { z } from 'zod'

/** Seconds of each part that has a fixed length. Months and years have none, so they are not durations here. */
const parts = /^P(?!$)(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?!$)(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?$/

/** The seconds of an ISO-8601 duration in weeks, days, hours, minutes and seconds: `PT30M` → 1800. */
export function secondsOfDuration(duration: string): number | undefined {
  const found = parts.exec(duration)
  if (!found) return undefined
  const [, weeks = '0', days = '0', hours = '0', minutes = '0', seconds = '0'] = found
  return Number(weeks) * 604_800 + Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
}

export const durationShape = z
  .string()
  .refine(text => secondsOfDuration(text) !== undefined, 'A duration is written like PT30M, PT4H or P30D')
