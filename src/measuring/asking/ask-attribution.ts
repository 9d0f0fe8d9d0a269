import type { askAttribution as askAttributionRoute } from '../../contract/exploring.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { channelCodes } from '../../vocabulary/channel.ts'
import {
  attributionRules,
  creditByRule,
  removalEffects,
  shapleyCredit,
} from '../../vocabulary/statistics/attribution.ts'
import { activitiesOf } from '../filtering/activities.ts'
import { keepingOf } from '../filtering/kept-visits.ts'
import { countCases } from '../questions/count-stories.ts'
import { countWays } from '../questions/count-ways.ts'

/** Beyond so many different ways the rarest are left out; how many cases that is is told. */
const mostWays = 200_000
/** A chain of more states takes seconds to solve for each of them. */
const mostNames = 200

/** Credits for reaching a goal, by every rule side by side: that they differ is the point. */
export async function askAttribution(
  context: Context,
  { query }: InputOf<typeof askAttributionRoute>,
): Promise<AnswerOf<typeof askAttributionRoute>> {
  const { clickhouse, workspace } = context
  const { map, goal, of, ...filter } = query
  const activities = await activitiesOf(context, map)
  const { journey, minimumGroup, nameOf, numberOf } = activities
  const keeping = keepingOf(workspace.number, journey, filter, activities)
  const [all, ways] = await Promise.all([
    countCases(clickhouse, keeping),
    countWays(clickhouse, keeping, { goal: numberOf(goal), of, most: mostWays }),
  ])
  const common = commonest(ways.map(({ way, reached, lost }) => ({ way, cases: Number(reached) + Number(lost) })))
  const name = (number: number) =>
    !common.has(number) ? 'other' : of === 'activity' ? nameOf(number) : (channelCodes[number - 1] ?? 'other')
  const paths = ways.map(({ way, reached, lost }) => ({
    path: way.map(name),
    conversions: Number(reached),
    nulls: Number(lost),
  }))
  const byRule = Object.fromEntries(attributionRules.map(rule => [rule, creditByRule(paths, rule)]))
  const chain = removalEffects(paths)
  const shapley = shapleyCredit(paths)
  const reached = paths.reduce((sum, each) => sum + each.conversions, 0)
  const counted = paths.reduce((sum, each) => sum + each.conversions + each.nulls, 0)
  const credited = (credit: ReadonlyMap<string, number> | undefined, each: string) => credit?.get(each) ?? 0
  return {
    reached,
    direct: paths.reduce((sum, each) => sum + (each.path.length === 0 ? each.conversions : 0), 0),
    lost: counted - reached,
    leftOut: all - counted,
    rows: [...chain.effects]
      .map(([each, effect]) => ({
        name: each,
        first: credited(byRule.first, each),
        last: credited(byRule.last, each),
        linear: credited(byRule.linear, each),
        position: credited(byRule.position, each),
        markov: credited(chain.credit, each),
        shapley: credited(shapley, each),
        removalEffect: Math.min(1, Math.max(0, effect)),
      }))
      .filter(
        row =>
          paths.reduce((sum, each) => sum + (each.path.includes(row.name) ? each.conversions + each.nulls : 0), 0) >=
          minimumGroup,
      )
      .sort((a, b) => b.markov - a.markov || a.name.localeCompare(b.name)),
  }
}

/** The names met in most cases; the others are told as one. */
function commonest(ways: readonly { readonly way: readonly number[]; readonly cases: number }[]): ReadonlySet<number> {
  const cases = new Map<number, number>()
  for (const { way, cases: amount } of ways)
    for (const number of new Set(way)) cases.set(number, (cases.get(number) ?? 0) + amount)
  return new Set(
    [...cases]
      .sort(([a, one], [b, other]) => other - one || a - b)
      .slice(0, mostNames - 1)
      .map(([number]) => number),
  )
}
