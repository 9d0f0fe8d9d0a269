import type { listAtRisk } from '../../contract/measuring-leaving.ts'
import type { InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import {
  type FactorColumns,
  type FactorValue,
  factorColumns,
  factorRow,
} from '../../vocabulary/statistics/factor-columns.ts'
import { chooseLogistic, type LogisticModel, probabilityOf } from '../../vocabulary/statistics/logistic-model.ts'
import type { Predicted } from '../../vocabulary/statistics/prediction-quality.ts'
import type { PlainAnswer } from '../../vocabulary/survey/plain-answer.ts'
import { type Activities, activitiesOf } from '../filtering/activities.ts'
import { durationOf } from '../filtering/duration-of.ts'
import { keepingOf } from '../filtering/kept-visits.ts'
import { type DescribedCustomer, describeCustomers } from '../questions/describe-customers.ts'
import { observedUntil } from './observed-until.ts'

/** As many teach a model of so few factors all that there is to learn; of today’s, more are looked at. */
const mostTaught = 5_000
const mostCustomers = 20_000
const mostActivities = 12
const leastSeenSeconds = 90 * 86_400
/** Fewer who left, or who stayed, teach nothing. */
const fewestOfEither = 30

export type Churn = {
  readonly minimumGroup: number
  readonly model: LogisticModel | undefined
  readonly columns: FactorColumns
  readonly learned: { readonly at: Date; readonly customers: readonly DescribedCustomer[] }
  /** A fifth of the customers, by their number, whom the model never saw, on a later day. */
  readonly judged: { readonly at: Date; readonly predicted: readonly Predicted[] }
  readonly now: readonly {
    readonly customer: DescribedCustomer
    readonly row: readonly number[]
    readonly risk: number
  }[]
  readonly nameOf: (column: FactorColumns[number]) => PlainAnswer
}

type Query = Omit<InputOf<typeof listAtRisk>['query'], 'limit'>

/** Learns who leaves on one day before, judges it on a later one, and looks at today. */
export async function churnModel(context: Context, query: Query): Promise<Churn> {
  const { clickhouse, workspace } = context
  const { map, leaving, within, ...filter } = query
  const activities = await activitiesOf(context, map)
  const { journey, minimumGroup, numberOf } = activities
  // What lies after the day looked at is in every trace: only what is narrowed beside time may be.
  const { from: _from, to, ...narrowed } = filter
  const keeping = keepingOf(workspace.number, journey, narrowed, activities)
  const withinSeconds = durationOf(within, 86_400)
  const today = await observedUntil(context, to)
  const day = (ago: number) => new Date(today.getTime() - ago * withinSeconds * 1000)
  const describe = (on: Date, most: number) =>
    describeCustomers(clickhouse, keeping, {
      on,
      withinSeconds,
      seenSeconds: Math.max(withinSeconds, leastSeenSeconds),
      leaving: leaving === undefined ? undefined : numberOf(leaving),
      most,
    })
  const [early, later, current] = await Promise.all([
    describe(day(2), mostTaught),
    describe(day(1), mostTaught),
    describe(today, mostCustomers),
  ])
  const taught = early.filter(each => !heldOut(each))
  const common = commonest(taught)
  const known = (customer: DescribedCustomer) => factorsOf(customer, common)
  const columns = factorColumns(taught.map(known))
  const rowOf = (customer: DescribedCustomer) => factorRow(columns, known(customer))
  const left = taught.filter(each => each.left === 1).length
  const model =
    Math.min(left, taught.length - left) < fewestOfEither
      ? undefined
      : chooseLogistic(
          taught.map(rowOf),
          taught.map(each => each.left === 1),
        )
  return {
    ...{ minimumGroup, model, columns },
    learned: { at: day(2), customers: taught },
    judged: {
      at: day(1),
      predicted: model
        ? later
            .filter(heldOut)
            .map(each => ({ probability: probabilityOf(model, rowOf(each)), happened: each.left === 1 }))
        : [],
    },
    now: model
      ? current.map(customer => {
          const row = rowOf(customer)
          return { customer, row, risk: probabilityOf(model, row) }
        })
      : [],
    nameOf: column => factorName(column, activities),
  }
}

/** A fixed fifth. Numbers of customers are spread evenly, so the last digit says nothing of them. */
function heldOut({ customer_id }: DescribedCustomer): boolean {
  return BigInt(customer_id) % 5n === 0n
}

function commonest(customers: readonly DescribedCustomer[]): readonly number[] {
  const met = new Map<number, number>()
  for (const { lately } of customers) for (const each of new Set(lately)) met.set(each, (met.get(each) ?? 0) + 1)
  return [...met]
    .sort(([a, one], [b, other]) => other - one || a - b)
    .slice(0, mostActivities)
    .map(([number]) => number)
}

/** Times and counts by their logarithm: twice as long matters as much for days as for months. */
function factorsOf(each: DescribedCustomer, common: readonly number[]): Record<string, FactorValue> {
  return {
    silent: Math.log1p(Math.max(0, Number(each.silent)) / 86_400),
    known: Math.log1p(Math.max(0, Number(each.known)) / 86_400),
    visits: Math.log1p(each.lately.length),
    channels: Number(each.channels),
    score: each.score,
    last: each.last_score,
    ...Object.fromEntries(
      common.map(number => [`did ${number}`, Math.log1p(each.lately.filter(one => one === number).length)]),
    ),
  }
}

const names: Readonly<Record<string, PlainAnswer>> = {
  silent: { fr: 'Jours depuis la dernière visite', en: 'Days since last seen' },
  known: { fr: 'Ancienneté', en: 'Days since first seen' },
  visits: { fr: 'Visites récentes', en: 'Recent visits' },
  channels: { fr: 'Canaux utilisés', en: 'Channels used' },
  score: { fr: 'Satisfaction moyenne', en: 'Mean satisfaction' },
  last: { fr: 'Dernière satisfaction', en: 'Latest satisfaction' },
}

function factorName({ kind, factor }: FactorColumns[number], { nameOf, map }: Activities): PlainAnswer {
  const told = names[factor] ?? activityName(Number(factor.slice(4)), nameOf, map)
  return kind === 'missing' ? { fr: `${told.fr} : inconnue`, en: `${told.en}: not known` } : told
}

function activityName(number: number, nameOf: Activities['nameOf'], map: Activities['map']): PlainAnswer {
  const label = map?.touchpoints.find(each => each.number === number)?.name
  const plain = nameOf(number)
  return { fr: label?.fr ?? label?.en ?? plain, en: label?.en ?? label?.fr ?? plain }
}
