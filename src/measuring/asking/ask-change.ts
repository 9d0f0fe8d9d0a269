import type { askChange as askChangeRoute, ChangeAnswer } from '../../contract/measuring-trends.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { channelCodes } from '../../vocabulary/channel.ts'
import { changeParts, type SegmentChange } from '../../vocabulary/map/change-parts.ts'
import { riskDifference } from '../../vocabulary/statistics/risk-difference.ts'
import { wilsonInterval } from '../../vocabulary/statistics/statistics.ts'
import { type PlainAnswer, saying } from '../../vocabulary/survey/plain-answer.ts'
import { activitiesOf } from '../filtering/activities.ts'
import { keepingOf } from '../filtering/kept-visits.ts'
import { countSegments } from '../questions/count-segments.ts'
import { observedUntil } from './observed-until.ts'

const usualDays = 28
type Side = { readonly from: Date; readonly to: Date }

/** Why a share of journeys moved against the period of the same length before it. */
export async function askChange(
  context: Context,
  { query }: InputOf<typeof askChangeRoute>,
): Promise<AnswerOf<typeof askChangeRoute>> {
  const { clickhouse, workspace } = context
  const { map, activity, by, from, to, ...filter } = query
  const activities = await activitiesOf(context, map)
  const { journey, minimumGroup, numberOf } = activities
  const end = to === undefined ? await observedUntil(context) : new Date(to)
  const begin = from === undefined ? new Date(end.getTime() - usualDays * 86_400_000) : new Date(from)
  const after: Side = { from: begin, to: end }
  const before: Side = { from: new Date(begin.getTime() * 2 - end.getTime()), to: begin }
  const trait = by === 'channel' ? null : by
  const [earlier, later] = await Promise.all(
    [before, after].map(async side => {
      const period = { from: side.from.toISOString(), to: side.to.toISOString() }
      const rows = await countSegments(
        clickhouse,
        keepingOf(workspace.number, journey, { ...filter, ...period }, activities),
        numberOf(activity),
        trait,
      )
      return rows.map(row => ({
        segment: trait === null ? (channelCodes[Number(row.segment)] ?? 'other') : row.segment,
        n: Number(row.journeys),
        hits: Number(row.hits),
        customers: Number(row.customers),
      }))
    }),
  )
  const segments = segmentsOf(earlier!, later!, minimumGroup)
  const { parts } = changeParts(segments)
  const one = sideOf(before, segments, 'before')
  const other = sideOf(after, segments, 'after')
  const found =
    one && other ? riskDifference([{ good: other.n, goodWith: other.hits, bad: one.n, badWith: one.hits }]) : undefined
  const told = parts
    .map(({ segment, before: held, after: now, mix, rate, adjusted }) => ({
      segment,
      before: { n: held.n, share: held.n === 0 ? null : held.hits / held.n },
      after: { n: now.n, share: now.n === 0 ? null : now.hits / now.n },
      ...{ mix, rate },
      adjusted: Number.isNaN(adjusted) ? null : adjusted,
    }))
    .sort((a, b) => Math.abs(b.mix + b.rate) - Math.abs(a.mix + a.rate))
  const difference = found ? { value: found.difference, low: found.low, high: found.high, p: found.p } : null
  return { meaning: meaningOf(difference, told), before: one, after: other, difference, parts: told }
}

type Counted = { readonly segment: string; readonly n: number; readonly hits: number; readonly customers: number }

/** Segments of both sides; those of too few customers on either side are told as one, so that all still add up. */
function segmentsOf(
  before: readonly Counted[],
  after: readonly Counted[],
  minimumGroup: number,
): readonly SegmentChange[] {
  // So few journeys that come to it would tell of each of them, however many do not.
  const few = (each: Counted | undefined) =>
    each !== undefined && (each.customers < minimumGroup || (each.hits > 0 && each.hits < minimumGroup))
  const names = [...new Set([...before, ...after].map(each => each.segment))].sort()
  const told = names.map(segment => {
    const one = before.find(each => each.segment === segment)
    const other = after.find(each => each.segment === segment)
    const side = (each: Counted | undefined) => ({ n: each?.n ?? 0, hits: each?.hits ?? 0 })
    return { segment, before: side(one), after: side(other), hidden: few(one) || few(other) }
  })
  const hidden = told.filter(each => each.hidden)
  const shown = told.filter(each => !each.hidden).map(({ hidden: _, ...each }) => each)
  if (hidden.length === 0) return shown
  const sum = (side: 'before' | 'after') => ({
    n: hidden.reduce((all, each) => all + each[side].n, 0),
    hits: hidden.reduce((all, each) => all + each[side].hits, 0),
  })
  const rest = { segment: '', before: sum('before'), after: sum('after') }
  // One small segment alone would be told by what is missing from the whole: it goes with the smallest of the others.
  if (hidden.length > 1 || shown.length === 0) return [...shown, rest]
  const [least, ...others] = [...shown].sort((a, b) => a.before.n + a.after.n - b.before.n - b.after.n)
  const joined = (side: 'before' | 'after') => ({
    n: rest[side].n + least![side].n,
    hits: rest[side].hits + least![side].hits,
  })
  return [...others, { segment: '', before: joined('before'), after: joined('after') }]
}

function sideOf(
  { from, to }: Side,
  segments: readonly SegmentChange[],
  side: 'before' | 'after',
): ChangeAnswer['before'] {
  const n = segments.reduce((sum, each) => sum + each[side].n, 0)
  const hits = segments.reduce((sum, each) => sum + each[side].hits, 0)
  if (n === 0) return null
  const { value, low, high } = wilsonInterval(hits, n)
  return { from: from.toISOString(), to: to.toISOString(), n, hits, share: value, low, high }
}

function meaningOf(difference: ChangeAnswer['difference'], parts: ChangeAnswer['parts']): PlainAnswer {
  return saying(say => {
    if (difference === null)
      return say(
        'L’une des deux périodes est vide : il n’y a rien à comparer.',
        'One of the two periods is empty: there is nothing to compare.',
      )
    const { value, low, high, p } = difference
    const interval = say(
      `entre ${say.points(low)} et ${say.points(high)}`,
      `between ${say.points(low)} and ${say.points(high)}`,
    )
    if (p >= 0.05)
      return say(
        `La part a bougé de ${say.points(value)} (${interval}) : le hasard suffit à l’expliquer (${say.p(p)}).`,
        `The share moved by ${say.points(value)} (${interval}): chance is enough to explain it (${say.p(p)}).`,
      )
    const mix = parts.reduce((sum, each) => sum + each.mix, 0)
    const rate = parts.reduce((sum, each) => sum + each.rate, 0)
    const [first] = parts
    const name = first!.segment === '' ? say('les petits segments', 'the small segments') : `« ${first!.segment} »`
    const cause =
      Math.abs(mix) > Math.abs(rate)
        ? say(
            'Surtout parce que la composition a changé, non parce que les segments font mieux ou moins bien.',
            'Mostly because the composition changed, not because segments do better or worse.',
          )
        : say(
            'Surtout parce que des segments font mieux ou moins bien, non parce que la composition a changé.',
            'Mostly because segments do better or worse, not because the composition changed.',
          )
    return `${say(
      `La part a bougé de ${say.points(value)} (${interval}), plus que le hasard ne l’explique (${say.p(p)}).`,
      `The share moved by ${say.points(value)} (${interval}), more than chance explains (${say.p(p)}).`,
    )} ${cause} ${say(`La plus grande part vient de ${name}.`, `The largest part comes from ${name.replace('« ', '“').replace(' »', '”')}.`)}`
  })
}
