import type { askAttribution as askAttributionRoute } from '../../contract/exploring.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { channelCodes } from '../../vocabulary/channel.ts'
import { type Move, removalEffects } from '../../vocabulary/statistics/removal-effects.ts'
import { activitiesOf } from '../filtering/activities.ts'
import { keepingOf } from '../filtering/kept-visits.ts'
import { type CreditCount, countCredits, otherNumber } from '../questions/count-credits.ts'
import { rankActivities } from '../questions/count-follows.ts'
import { hasEnough } from '../questions/has-enough.ts'

/** A chain of more states takes seconds to solve for each of them: the rarest are told as one. */
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
  // A goal that there is none of is refused, whoever is left.
  const goalNumber = numberOf(goal)
  const none = { reached: 0, direct: 0, lost: 0, rows: [] }
  if (!(await hasEnough(clickhouse, keeping, minimumGroup))) return none
  const many = of === 'activity' && activities.many > mostNames
  const told = many ? (await rankActivities(clickhouse, keeping)).slice(0, mostNames - 1) : undefined
  const credits = await creditsOfEnough(
    own => countCredits(clickhouse, keeping, { goal: goalNumber, of, told: own, minimumGroup }),
    told?.map(({ activity }) => activity),
    minimumGroup,
  )
  const name = (number: number) =>
    number === otherNumber ? 'other' : of === 'activity' ? nameOf(number) : (channelCodes[number - 1] ?? 'other')
  const moves = credits.flatMap(movesOf)
  const ends = moves.filter(({ to }) => to === 0)
  const sum = (of: 'reached' | 'amount', among: readonly Move[]) => among.reduce((all, each) => all + each[of], 0)
  const [reached, cases] = [sum('reached', ends), sum('amount', ends)]
  if (reached < minimumGroup) return none
  const direct = sum(
    'reached',
    moves.filter(({ from, to }) => from === 0 && to === 0),
  )
  const { effects } = removalEffects(moves)
  const whole = [...effects.values()].reduce((all, effect) => all + effect, 0)
  return {
    reached,
    direct,
    lost: cases - reached,
    rows: credits
      .filter(each => each.number > 0 && !isOfFew(each, minimumGroup))
      .map(each => {
        const { number, first, linear, position, shapley } = each
        const effect = effects.get(number) ?? 0
        return {
          name: name(number),
          first: Number(first),
          last: lastOf(each),
          linear,
          position,
          markov: whole === 0 ? 0 : ((reached - direct) * effect) / whole,
          shapley,
          removalEffect: Math.min(1, Math.max(0, effect)),
        }
      })
      .sort((a, b) => b.markov - a.markov || a.name.localeCompare(b.name)),
  }
}

/**
 * Credits, none of which tells of fewer than may be shown: what began or ended too few ways to the goal is told as one
 * with others, the rarest first, until that one is of enough. The whole stays the whole.
 */
async function creditsOfEnough(
  count: (told: readonly number[] | undefined) => Promise<readonly CreditCount[]>,
  told: readonly number[] | undefined,
  minimumGroup: number,
): Promise<readonly CreditCount[]> {
  const credits = await count(told)
  const small = credits.filter(each => each.number > 0 && isOfFew(each, minimumGroup))
  const fewest = (each: CreditCount) => Math.min(Number(each.first), lastOf(each))
  const others = credits
    .filter(each => each.number > 0 && each.number !== otherNumber && !small.includes(each))
    .sort((a, b) => fewest(a) - fewest(b) || a.number - b.number)
    .map(({ number }) => number)
  if (small.length === 0 || told?.length === 0) return credits
  // One alone would be what is left of the sum.
  const kept = small.length > 1 ? others : others.slice(1)
  return creditsOfEnough(count, kept, minimumGroup)
}

/** Whether a credit tells of fewer than may be shown: who came by, or the goals of which it was the first or the last. */
function isOfFew(each: CreditCount, minimumGroup: number): boolean {
  const few = (amount: number) => amount > 0 && amount < minimumGroup
  return Number(each.customers) < minimumGroup || few(Number(each.first)) || few(lastOf(each))
}

/** Goals of which this was the last before. */
function lastOf({ onward }: CreditCount): number {
  return onward.reduce((all, [next, , reached]) => (next === 0 ? all + Number(reached) : all), 0)
}

/** The ways as moves of a chain: from 0 they begin, to 0 they end. Empty ways begin and end at once. */
function movesOf({ number, starts, first, onward }: CreditCount): Move[] {
  const moves = onward.map(([to, amount, reached]) => ({
    from: number,
    to,
    amount: Number(amount),
    reached: Number(reached),
  }))
  return number === 0 ? moves : [{ from: 0, to: number, amount: Number(starts), reached: Number(first) }, ...moves]
}
