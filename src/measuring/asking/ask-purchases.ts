import type { askPurchases as askPurchasesRoute, PurchasesAnswer } from '../../contract/exploring.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import {
  expectedPurchases,
  fitPurchaseModel,
  type PurchaseHistory,
  type PurchaseModel,
  stillCustomer,
} from '../../vocabulary/statistics/purchase-model.ts'
import { activitiesOf } from '../filtering/activities.ts'
import { keepingOf } from '../filtering/kept-visits.ts'
import { listPurchases } from '../questions/list-purchases.ts'

const fewestRepeats = 50
/** More histories change a model of four numbers no more: beyond these every nth one is looked at. */
const mostFitted = 20_000
const daysInWeek = 7

type Buyer = { readonly days: readonly number[]; readonly customers: number }

/** Who still buys, and how much is to be expected, when nobody says that they leave. Times of the model are weeks. */
export async function askPurchases(
  context: Context,
  { query }: InputOf<typeof askPurchasesRoute>,
): Promise<AnswerOf<typeof askPurchasesRoute>> {
  const { clickhouse, workspace } = context
  const { map, purchase, weeks, ...filter } = query
  const activities = await activitiesOf(context, map)
  const { journey, minimumGroup, numberOf } = activities
  const keeping = keepingOf(workspace.number, journey, filter, activities)
  const found = await listPurchases(clickhouse, keeping, numberOf(purchase), workspace.timeZone)
  const told = found.map(row => ({ days: row.days, customers: Number(row.customers) }))
  // Of too few customers nothing is told: as if there were none.
  const buyers = told.reduce((sum, each) => sum + each.customers, 0) < minimumGroup ? [] : told
  const lastDay = buyers.reduce((latest, { days }) => Math.max(latest, days.at(-1)!), 0)
  const end = Math.min(Math.floor(context.now().getTime() / 86_400_000), endOf(filter.to, lastDay))
  const model = modelOf(buyers, end)
  const customers = buyers.reduce((sum, each) => sum + each.customers, 0)
  const expecting = (value: (history: PurchaseHistory, model: PurchaseModel) => number) =>
    model === null ? null : sumOver(buyers, end, history => value(history, model))
  return {
    customers,
    purchases: buyers.reduce((sum, each) => sum + each.customers * each.days.length, 0),
    until: dayOf(end),
    model,
    stillCustomers: expecting((history, fitted) => stillCustomer(fitted, history)),
    ahead: { weeks, purchases: expecting((history, fitted) => expectedPurchases(fitted, history, weeks)) },
    backTest: backTest(buyers, end, minimumGroup),
  }
}

/** The day up to which was looked: the period's end, else the last day on which anybody bought. */
function endOf(to: string | undefined, lastDay: number): number {
  return to === undefined ? lastDay : Math.floor(Date.parse(to) / 86_400_000) - 1
}

function dayOf(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10)
}

/** A history as seen on a day; undefined for who had not bought yet. */
function historyOf(days: readonly number[], until: number): PurchaseHistory | undefined {
  const bought = days.filter(day => day <= until)
  const [first] = bought
  if (first === undefined) return undefined
  return {
    repeats: bought.length - 1,
    lastAt: (bought.at(-1)! - first) / daysInWeek,
    observed: (until - first) / daysInWeek,
  }
}

function modelOf(buyers: readonly Buyer[], until: number): PurchaseModel | null {
  const histories = buyers.flatMap(({ days, customers }) => {
    const history = historyOf(days, until)
    return history ? Array.from({ length: customers }, () => history) : []
  })
  const repeats = histories.reduce((sum, each) => sum + Math.min(1, each.repeats), 0)
  if (repeats < fewestRepeats) return null
  const every = Math.ceil(histories.length / mostFitted)
  return fitPurchaseModel(histories.filter((_, index) => index % every === 0))
}

function sumOver(buyers: readonly Buyer[], until: number, value: (history: PurchaseHistory) => number): number {
  return buyers.reduce((sum, { days, customers }) => {
    const history = historyOf(days, until)
    return history ? sum + customers * value(history) : sum
  }, 0)
}

const groupsShown = ['0', '1', '2', '3', '4', '5', '6', '7+'] as const

function backTest(buyers: readonly Buyer[], end: number, minimumGroup: number): PurchasesAnswer['backTest'] {
  const begin = buyers.reduce((earliest, { days }) => Math.min(earliest, days[0]!), end)
  const split = begin + Math.floor(((end - begin) * 2) / 3)
  const model = modelOf(buyers, split)
  if (model === null) return null
  const weeks = (end - split) / daysInWeek
  const groups = groupsShown.map(repeats => ({ repeats, customers: 0, expected: 0, actual: 0 }))
  for (const { days, customers } of buyers) {
    const history = historyOf(days, split)
    if (!history) continue
    const group = groups[Math.min(history.repeats, groupsShown.length - 1)]!
    group.customers += customers
    group.expected += customers * expectedPurchases(model, history, weeks)
    group.actual += customers * days.filter(day => day > split).length
  }
  return {
    splitAt: dayOf(split),
    weeks,
    customers: groups.reduce((sum, each) => sum + each.customers, 0),
    expected: groups.reduce((sum, each) => sum + each.expected, 0),
    actual: groups.reduce((sum, each) => sum + each.actual, 0),
    groups: joinedGroups(groups, minimumGroup),
  }
}

type Group = NonNullable<PurchasesAnswer['backTest']>['groups'][number]

/** Those who bought most often are few: they are told with the next, until all told are enough to be shown. */
function joinedGroups(groups: readonly Group[], minimumGroup: number): Group[] {
  const told: Group[] = []
  for (const group of groups.toReversed().filter(each => each.customers > 0)) {
    const before = told[0]
    if (before && before.customers < minimumGroup)
      told[0] = {
        repeats: `${group.repeats}+`,
        customers: before.customers + group.customers,
        expected: before.expected + group.expected,
        actual: before.actual + group.actual,
      }
    else told.unshift(group)
  }
  return told[0] && told[0].customers < minimumGroup ? told.slice(1) : told
}
