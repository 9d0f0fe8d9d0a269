import { type ClickHouse, every, instant, type Sql, sql, text, u32 } from '../../engines/clickhouse/index.ts'
import { placesIn } from '../../segmenting/index.ts'
import { keptCases } from '../filtering/kept-cases.ts'
import type { Keeping } from '../filtering/kept-visits.ts'

/** An answer to a question of a survey, and the case that whoever gave it was in. */
export type CrossedAnswer = {
  readonly message: string
  readonly customer_id: string
  readonly answered_at: string
  readonly answer: number
  readonly version: string
  readonly low: number
  readonly high: number
  readonly construct: string
  /** Empty where whoever answered may be told with it. */
  readonly anonymity: string
  /** What was lived before the answer; empty where no case began in the ninety days before. */
  readonly steps: readonly number[]
  readonly channels: readonly number[]
  readonly started: string
  readonly seconds: number
  /** A hash of the steps, repetitions told once. */
  readonly variant: string
}

export type AskedQuestion = {
  readonly survey: string
  readonly question: string
  readonly from?: string | undefined
  readonly to?: string | undefined
}

const daysBefore = 90
const most = 200_000

/**
 * What was answered to a question, each with the case that had begun last before it? Visits at the very moment of the
 * answer are the answer itself. Numbers and lists are both made of these rows.
 */
export function listCrossedAnswers(
  clickhouse: ClickHouse,
  keeping: Keeping,
  { survey, question, from, to }: AskedQuestion,
): Promise<readonly CrossedAnswer[]> {
  const within: readonly Sql[] = [
    ...(from === undefined ? [] : [sql`occurred_at >= ${instant(new Date(from))}`]),
    ...(to === undefined ? [] : [sql`occurred_at < ${instant(new Date(to))}`]),
  ]
  return clickhouse.rows<CrossedAnswer>(sql`
    with
      arrayFilter(
        (visit, moment) -> moment < answered and moment > subtractDays(answered, ${u32(daysBefore)}),
        arrayZip(touchpoints, case_channels, moments), moments) as lived
    select
      message, toString(customer) as customer_id, toString(answered) as answered_at, answer, version, low, high, construct, anonymity,
      arrayMap(visit -> visit.1, lived) as steps,
      arrayMap(visit -> visit.2, lived) as channels,
      if(empty(lived), '', toString(lived[1].3)) as started,
      if(empty(lived), 0, toFloat64(dateDiff('second', lived[1].3, lived[-1].3))) as seconds,
      toString(sipHash64(arrayCompact(steps))) as variant
    from (
      select
        toString(message_id) as message,
        if(places.customer_id = 0, told.anchor, places.customer_id) as customer,
        occurred_at as answered,
        numbers['score'] as answer,
        texts['surveyVersion'] as version,
        numbers['scaleMin'] as low,
        numbers['scaleMax'] as high,
        construct,
        texts['anonymity'] as anonymity
      from (
        select message_id, anchor, occurred_at, numbers, texts, construct
        from events
        where ${every([
          sql`workspace_id = ${u32(keeping.workspace)}`,
          sql`name = 'Survey Answered'`,
          sql`measurable = 1`,
          sql`texts['survey'] = ${text(survey)}`,
          sql`texts['question'] = ${text(question)}`,
          ...within,
        ])}
      ) as told
      left join (${placesIn(keeping.workspace)}) as places on told.anchor = places.anchor
    ) as answers
    left join (
      select customer_id, touchpoints, channels as case_channels, moments
      from (${keptCases(keeping, ['touchpoint', 'channel', 'moment'])})
    ) as cases on cases.customer_id = answers.customer
    order by answered desc, message, started desc
    limit 1 by message
    limit ${u32(most)}`)
}
