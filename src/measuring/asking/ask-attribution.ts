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
  const credits = await countCredits(clickhouse, keeping, {
    goal: goalNumber,
    of,
    told: told?.map(({ activity }) => activity),
    minimumGroup,
  })
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
      .filter(({ number, customers }) => number > 0 && Number(customers) >= minimumGroup)
      .map(({ number, onward, first, linear, position, shapley }) => {
        const effect = effects.get(number) ?? 0
        return {
          name: name(number),
          first: Number(first),
          last: onward.reduce((all, [next, , reached]) => (next === 0 ? all + Number(reached) : all), 0),
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
