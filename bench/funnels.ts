import type { FunnelAnswer } from '../src/contract/exploring.ts'
import type { DuckRows } from './duckdb.ts'
import type { Asked } from './explore.ts'
import type { Facts } from './facts.ts'
import type { Product } from './open-product.ts'
import type { Rivals } from './rivals.ts'
import { segments, segmentTrait } from './segments.ts'
import { funnelInArrays, type VisitArrays } from './visit-arrays.ts'

const five = [2, 3, 8, 10, 12]
const twelve = [1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 16, 18]
const weekMs = 7 * 86_400_000
const monthMs = 30 * 86_400_000

/** Five steps within a week, told apart by segment too; twelve, each within a month of the one before. */
export function funnelQuestions(
  product: Product,
  visits: VisitArrays,
  duckdb: DuckRows,
  rivals: Rivals,
): readonly Asked[] {
  const ask = async (steps: readonly number[], more: string) => {
    const told = encodeURIComponent(steps.map(step => `tch-${step}`).join(' > '))
    return factsOfFunnel(await product.get<FunnelAnswer>(`/funnel?map=map-bench&steps=${told}&${more}`))
  }
  return [
    {
      name: 'A funnel of five steps',
      aimMs: 400,
      hugeAimMs: 2500,
      product: () => ask(five, 'within=P7D'),
      arrays: () => levelFacts(funnelInArrays(visits, five, { withinMs: weekMs })),
      duckdb: async () => levelFacts(await duckFunnel(duckdb, five, weekMs)),
      rival: {
        name: 'a join of the events with themselves for each step',
        aim: 10,
        run: () => rivals.funnel(five, weekMs),
      },
    },
    {
      name: 'Q1: the same funnel by segment',
      aimMs: 300,
      product: () => ask(five, `within=P7D&trait=${segmentTrait}`),
      arrays: () => levelFacts(funnelInArrays(visits, five, { withinMs: weekMs }), true),
      duckdb: async () => levelFacts(await duckFunnel(duckdb, five, weekMs), true),
    },
    {
      name: 'Q2: a funnel of twelve steps, each within a month, with median times',
      aimMs: 300,
      product: () => ask(twelve, 'stepWithin=P30D'),
      arrays: () => levelFacts(funnelInArrays(visits, twelve, { stepMs: monthMs })),
    },
  ]
}

function factsOfFunnel({ steps, breakdown }: FunnelAnswer): Facts {
  // What is hidden is told by nobody else.
  const told = (name: string, amounts: readonly (number | null)[]) =>
    amounts.flatMap((amount, index) => (amount === null ? [] : [[`${name}step ${index + 1}`, amount] as const]))
  return Object.fromEntries([
    ...told(
      '',
      steps.map(step => step.amount),
    ),
    ...breakdown.flatMap(({ value, amounts }) => told(`${value} `, amounts)),
  ])
}

/** By segment, and of each step all of them. */
function levelFacts(reached: readonly (readonly number[])[], apart = false): Facts {
  const all = reached[0]!.map((_, step) => reached.reduce((sum, own) => sum + own[step]!, 0))
  return Object.fromEntries([
    ...all.map((amount, step) => [`step ${step + 1}`, amount] as const),
    ...(apart
      ? reached.flatMap((own, at) => own.map((amount, step) => [`${segments[at]} step ${step + 1}`, amount] as const))
      : []),
  ])
}

/** The start of the latest chain that came so far is carried on, step by step. */
async function duckFunnel(rows: DuckRows, steps: readonly number[], withinMs: number): Promise<number[][]> {
  const chains = steps.map((step, index) => {
    const carried =
      index === 0
        ? 'at_ms'
        : `case when at_ms - last_value(s${index - 1} ignore nulls) over w <= ${withinMs}
             then last_value(s${index - 1} ignore nulls) over w end`
    const table = index === 0 ? 'events' : `chain${index - 1}`
    return `chain${index} as (
      select *, case when touchpoint = ${step} then ${carried} end as s${index} from ${table}
      ${index === 0 ? `where touchpoint in (${steps.join(', ')})` : ''}
      ${index === 0 ? '' : 'window w as (partition by customer order by at_ms, position rows between unbounded preceding and 1 preceding)'}
    )`
  })
  const told = await rows(`
    with ${chains.join(', ')}
    select
      customer % ${segments.length} as segment,
      ${steps.map((_, index) => `count(distinct customer) filter (s${index} is not null) as l${index}`).join(', ')}
    from chain${steps.length - 1}
    group by segment`)
  return segments.map((_, at) => {
    const row = told.find(each => Number(each.segment) === at)
    return steps.map((_, index) => Number(row?.[`l${index}`] ?? 0))
  })
}
