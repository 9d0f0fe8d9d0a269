import { createContext } from 'react'
import type { MeasureFilter } from '../../../contract/measuring.ts'
import { type Days, shiftDay, startOfDay } from '../view.ts'
import { type Against, cohortOf, daysOf, segmentOf } from './against.ts'

/** What the other side's filter has otherwise; read by the filter of every question asked below it. */
export const OtherSide = createContext<Partial<MeasureFilter> | undefined>(undefined)

/** How the filter of the other side differs. Periods are of as many days, on the calendar of the workspace. */
export function otherSideOf(against: Against, shown: Days, timeZone: string): Partial<MeasureFilter> {
  const cohort = cohortOf(against)
  if (cohort !== undefined) return { cohort }
  const segment = segmentOf(against)
  if (segment !== undefined) return { segment }
  const instants = ({ from, to }: Days) => ({ from: startOfDay(from, timeZone), to: startOfDay(to, timeZone) })
  const chosen = daysOf(against)
  if (chosen) return instants(chosen)
  const days = Math.round((Date.parse(shown.to) - Date.parse(shown.from)) / 86_400_000)
  // Fifty-two weeks, so that weekends stand against weekends.
  const back = against === 'year' ? 364 : days
  return instants({ from: shiftDay(shown.from, -back), to: shiftDay(shown.to, -back) })
}
