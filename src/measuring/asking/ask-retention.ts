import type { askRetention as askRetentionRoute, RetentionAnswer } from '../../contract/exploring.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { activitiesOf } from '../filtering/activities.ts'
import { keepingOf } from '../filtering/kept-visits.ts'
import { countRetention, type RetentionAsk, type RetentionCount } from '../questions/count-retention.ts'
import { firstDayUnseen } from './observed-until.ts'

/**
 * Retention by cohort. The period of the filter says which cohorts are told; who is new is judged over all history, as
 * otherwise everybody would be new at its beginning.
 */
export async function askRetention(
  context: Context,
  { query }: InputOf<typeof askRetentionRoute>,
): Promise<AnswerOf<typeof askRetentionRoute>> {
  const { clickhouse, workspace } = context
  const { map, unit, periods, start, comeBack, cohorts, from, to, ...filter } = query
  const activities = await activitiesOf(context, map)
  const { journey, minimumGroup, numberOf } = activities
  // Reads the period for what it refuses; the visits of all times are kept.
  keepingOf(workspace.number, journey, { from, to }, activities)
  const rows = await countRetention(clickhouse, keepingOf(workspace.number, journey, filter, activities), {
    unit,
    start: start === undefined ? undefined : numberOf(start),
    comeBack: comeBack === undefined ? undefined : numberOf(comeBack),
    firstOnly: cohorts === 'first',
    timeZone: workspace.timeZone,
  })
  const day = (instant: string) => localDay(new Date(instant), workspace.timeZone)
  const told = [...Map.groupBy(rows, row => row.cohort)].filter(
    ([cohort]) => (from === undefined || cohort >= day(from)) && (to === undefined || cohort < day(to)),
  )
  const today = await firstDayUnseen(context)
  const table = told.map(([cohort, own]) => tellCohort(cohort, own, { unit, periods, today, minimumGroup }))
  return { unit, cohorts: table, average: averageOf(table, periods) }
}

function tellCohort(
  cohort: string,
  rows: readonly RetentionCount[],
  {
    unit,
    periods,
    today,
    minimumGroup,
  }: { unit: RetentionAsk['unit']; periods: number; today: string; minimumGroup: number },
): RetentionAnswer['cohorts'][number] {
  const size = Number(rows.find(row => row.later === -1)?.customers ?? 0)
  const hidden = size < minimumGroup
  const cells = []
  for (let later = 0; later < periods && shifted(cohort, unit, later) <= today; later++) {
    const customers = Number(rows.find(row => row.later === later)?.customers ?? 0)
    const told = hidden || (customers > 0 && customers < minimumGroup) ? null : customers
    cells.push({
      later,
      customers: told,
      share: told === null ? null : told / size,
      mature: shifted(cohort, unit, later + 1) <= today,
    })
  }
  return { period: cohort, size: hidden ? null : size, cells }
}

function averageOf(cohorts: RetentionAnswer['cohorts'], periods: number): RetentionAnswer['average'] {
  return Array.from({ length: periods }, (_, later) => {
    const cells = cohorts.flatMap(({ size, cells }) => {
      const cell = cells[later]
      return cell?.mature && cell.customers !== null && size !== null ? [{ size, customers: cell.customers }] : []
    })
    const customers = cells.reduce((sum, cell) => sum + cell.size, 0)
    const back = cells.reduce((sum, cell) => sum + cell.customers, 0)
    return { later, share: customers === 0 ? null : back / customers, customers }
  })
}

/** The first day of the period so many units after that of `day`. */
function shifted(day: string, unit: RetentionAsk['unit'], units: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  if (unit === 'month') date.setUTCMonth(date.getUTCMonth() + units)
  else date.setUTCDate(date.getUTCDate() + units * (unit === 'week' ? 7 : 1))
  return date.toISOString().slice(0, 10)
}

/** The day of an instant in a time zone, `2026-03-29`. */
function localDay(instant: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    instant,
  )
}
