import type { askConformance as askConformanceRoute, ConformanceAnswer } from '../../contract/exploring.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { placementsOf } from '../../vocabulary/map/journey-map.ts'
import { isLeftOver } from '../../vocabulary/statistics/conformance.ts'
import { type BreachCount, countBreaches } from '../questions/count-breaches.ts'
import { acceptedOn, type NamedDeviation } from './accepted-deviations.ts'
import { type AlignedCases, alignedCasesOf, type ItemSum, sumAlignments } from './aligned-cases.ts'
import { type AlignmentItem, deviationItem } from './alignment-frame.ts'
import { longestWaits } from './longest-waits.ts'

/** How lived journeys keep to the map, by alignment, once for each variant. */
export async function askConformance(
  context: Context,
  { params, query }: InputOf<typeof askConformanceRoute>,
): Promise<AnswerOf<typeof askConformanceRoute>> {
  const { clickhouse, workspace } = context
  const [aligned, accepted] = await Promise.all([
    alignedCasesOf(context, params.map, query),
    acceptedOn(context, params.map),
  ])
  const { map, scope } = aligned
  const [sums, breaches] = await Promise.all([
    sumAlignments(context, aligned, itemsOf(aligned, accepted)),
    countBreaches(clickhouse, scope.keeping, scope.closedBefore, longestWaits(map)),
  ])
  const closed = sums.filter(each => each.closed)
  const open = sums.filter(each => !each.closed)
  const cases = amountOf(closed, 'cases')
  const conforming = closed.find(each => each.item === 'cases')?.conforming ?? 0
  const visits = amountOf(closed, 'visits')
  const ids = new Map(map.touchpoints.map(each => [each.number, each.id]))
  const idOf = (number: number) => ids.get(number) ?? `#${number}`
  const names = new Set(accepted.map(nameOf))
  const deviations = [...leftOver(closed, aligned, idOf), ...breached(breaches, idOf)]
  const told = deviations.filter(each => each.customers >= workspace.minimumGroup)
  const placements = judgePlacements(aligned, closed, workspace.minimumGroup)
  return {
    closed: {
      cases,
      fitness: fitnessOf(closed),
      conforming,
      conformRate: cases === 0 ? null : conforming / cases,
    },
    open: { cases: amountOf(open, 'cases'), fitness: fitnessOf(open) },
    designShare: visits === 0 ? null : amountOf(closed, 'explained') / visits,
    variants: sums.reduce((sum, each) => sum + (each.item === 'cases' ? each.variants : 0), 0),
    unjudgedCases: sums.reduce((sum, each) => sum + (each.item === 'missing' ? each.cases : 0), 0),
    placements,
    deviations: told
      .map(({ customers: _, ...each }) => ({
        ...each,
        share: each.cases / cases,
        accepted: names.has(nameOf(each)),
      }))
      .sort((a, b) => b.cases - a.cases || a.kind.localeCompare(b.kind) || a.touchpoint.localeCompare(b.touchpoint)),
    hiddenDeviations: deviations.length - told.length,
    unusedDesign: placements.filter(each => each.expected && (each.reach ?? 1) < 0.05).map(each => each.placement),
  }
}

const nameOf = ({ kind, touchpoint, placement }: NamedDeviation) => `${kind} ${touchpoint} ${placement ?? ''}`

/** What is accepted, as items of alignments; what is accepted of visits wherever they stand is none. */
function itemsOf({ map, frame }: AlignedCases, accepted: readonly NamedDeviation[]): number[] {
  const numbers = new Map(map.touchpoints.map(each => [each.id, each.number]))
  return accepted.flatMap(({ kind, touchpoint, placement }) => {
    const number = numbers.get(touchpoint)
    return isLeftOver(kind) && number !== undefined
      ? [deviationItem(frame, { kind, touchpoint: number, placement })]
      : []
  })
}

function amountOf(sums: readonly ItemSum[], item: AlignmentItem): number {
  return sums.reduce((sum, each) => sum + (each.item === item ? each.amount : 0), 0)
}

/** The fitness of all: 1 − Σ cost ÷ Σ worst. */
function fitnessOf(sums: readonly ItemSum[]): number | null {
  if (amountOf(sums, 'cases') === 0) return null
  const worst = amountOf(sums, 'worst')
  return worst === 0 ? 1 : 1 - amountOf(sums, 'cost') / worst
}

type Counted = Omit<ConformanceAnswer['deviations'][number], 'share' | 'accepted'> & { readonly customers: number }

/** How many closed cases show what the alignment left over: a case that repeats twice shows one deviation of two visits. */
function leftOver(
  closed: readonly ItemSum[],
  { frame }: AlignedCases,
  idOf: (number: number) => string,
): readonly Counted[] {
  return closed.flatMap(({ item, touchpoint, place, cases, amount, customers }) =>
    isLeftOver(item)
      ? [
          {
            kind: item,
            touchpoint: idOf(touchpoint),
            placement: place === null ? null : frame.places[place]!.id,
            cases,
            visits: amount,
            customers,
          },
        ]
      : [],
  )
}

function breached(breaches: readonly BreachCount[], idOf: (number: number) => string): readonly Counted[] {
  return breaches.map(({ kind, touchpoint, visits, cases, customers }) => ({
    kind,
    touchpoint: idOf(touchpoint),
    placement: null,
    visits: Number(visits),
    cases: Number(cases),
    customers: Number(customers),
  }))
}

function judgePlacements(
  { map, frame }: AlignedCases,
  closed: readonly ItemSum[],
  minimumGroup: number,
): ConformanceAnswer['placements'] {
  const all = amountOf(closed, 'cases')
  const reasons = new Map(frame.leftOut.map(each => [each.placement, each.reason]))
  const byPlacement = (of: AlignmentItem) =>
    new Map(
      closed.flatMap(({ item, place, amount }) =>
        item === of && place !== null ? [[frame.places[place]!.id, amount]] : [],
      ),
    )
  const reached = byPlacement('reached')
  const skipped = byPlacement('skipped')
  const told = (count: number | null) => (count !== null && count > 0 && count < minimumGroup ? null : count)
  // Who came and who passed by are all closed cases: where either are few, both would tell of them.
  const apart = (came: number | null, passed: number | null): readonly [number | null, number | null] =>
    came !== null && passed !== null && came + passed === all && (told(came) === null || told(passed) === null)
      ? [null, null]
      : [told(came), told(passed)]
  const shareOf = (count: number | null) => (count === null || all === 0 ? null : count / all)
  return placementsOf(map.map).map(({ id, touchpoint, presence }) => {
    const reason = reasons.get(id) ?? null
    const [came, passed] = apart(
      reason ? null : (reached.get(id) ?? 0),
      reason || presence !== 'expected' ? null : (skipped.get(id) ?? 0),
    )
    return {
      placement: id,
      touchpoint,
      leftOut: reason,
      expected: presence === 'expected',
      reached: came,
      reach: shareOf(came),
      skipped: passed,
      skipRate: shareOf(passed),
    }
  })
}
