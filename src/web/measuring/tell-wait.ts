import type { ClockTold } from '../../contract/clock.ts'
import type { useFigures } from '../kit/figures.ts'

/** Tells the seconds of a wait: in hours at most where they are of opening hours, as not every day has as many of them. */
export function tellWait(
  figures: Pick<ReturnType<typeof useFigures>, 'lasting' | 'lastingHours'>,
  counts: ClockTold['counts'] | undefined,
): (seconds: number) => string {
  return seconds => (counts === 'open' ? figures.lastingHours : figures.lasting)(seconds * 1000)
}
