import type { askConformance as askConformanceRoute, ConformanceAnswer } from '../contract/exploring.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import type { Context } from '../feature.ts'
import type { Deviation } from '../vocabulary/conformance.ts'
import { placementsOf } from '../vocabulary/journey-map.ts'
import { acceptedOn } from './accepted-deviations.ts'
import { type AlignedCases, type AlignedVariant, alignKept, closedCasesOf } from './align-cases.ts'
import { longestWaits } from './longest-waits.ts'
import { type BreachCount, countBreaches } from './questions/count-breaches.ts'
import { countCases } from './questions/count-stories.ts'

/** How lived journeys keep to the map, by alignment, once for each variant. */
export async function askConformance(
  context: Context,
  { params, query }: InputOf<typeof askConformanceRoute>,
): Promise<AnswerOf<typeof askConformanceRoute>> {
  const kept = await closedCasesOf(context, params.map, query)
  const { clickhouse, workspace } = context
  const [aligned, all, breaches, accepted] = await Promise.all([
    alignKept(context, kept),
    countCases(clickhouse, kept.keeping),
    countBreaches(clickhouse, kept.keeping, kept.closedBefore, longestWaits(kept.map)),
    acceptedOn(context, params.map),
  ])
  const closed = aligned.variants.filter(each => each.closed)
  const open = aligned.variants.filter(each => !each.closed)
  const cases = casesOf(closed)
  const idOf = idsOf(aligned)
  const passes = ({ kind, touchpoint, placement }: Deviation) =>
    accepted({ kind, touchpoint: idOf(touchpoint), placement })
  const conforming = casesOf(closed.filter(each => each.shown.every(({ deviation }) => passes(deviation))))
  const visits = sumOf(closed, each => each.cases * each.touchpoints.length)
  const explained = sumOf(closed, each => each.cases * each.explained)
  const deviations = [...leftOver(closed, idOf), ...breached(breaches, idOf)]
  const told = deviations.filter(each => each.customers >= workspace.minimumGroup)
  const placements = judgePlacements(aligned, closed, workspace.minimumGroup)
  return {
    closed: {
      cases,
      fitness: fitnessOf(closed),
      conforming,
      conformRate: cases === 0 ? null : conforming / cases,
    },
    open: { cases: casesOf(open), fitness: fitnessOf(open) },
    designShare: visits === 0 ? null : explained / visits,
    variants: aligned.variants.length,
    unjudgedCases: all - casesOf(aligned.variants),
    placements,
    deviations: told
      .map(({ customers: _, ...each }) => ({ ...each, share: each.cases / cases, accepted: accepted(each) }))
      .sort((a, b) => b.cases - a.cases || a.kind.localeCompare(b.kind) || a.touchpoint.localeCompare(b.touchpoint)),
    hiddenDeviations: deviations.length - told.length,
    unusedDesign: placements.filter(each => each.expected && (each.reach ?? 1) < 0.05).map(each => each.placement),
  }
}

function sumOf(variants: readonly AlignedVariant[], amount: (each: AlignedVariant) => number): number {
  return variants.reduce((sum, each) => sum + amount(each), 0)
}

function casesOf(variants: readonly AlignedVariant[]): number {
  return sumOf(variants, each => each.cases)
}

/** The fitness of all: 1 − Σ cost ÷ Σ worst. */
function fitnessOf(variants: readonly AlignedVariant[]): number | null {
  if (variants.length === 0) return null
  const worst = sumOf(variants, each => each.cases * each.alignment.worst)
  return worst === 0 ? 1 : 1 - sumOf(variants, each => each.cases * each.alignment.cost) / worst
}

type Counted = Omit<ConformanceAnswer['deviations'][number], 'share' | 'accepted'> & { readonly customers: number }

function idsOf({ map }: AlignedCases): (number: number) => string {
  const ids = new Map(map.touchpoints.map(each => [each.number, each.id]))
  return number => ids.get(number) ?? `#${number}`
}

/** How many closed cases show what the alignment left over: a case that repeats twice shows one deviation of two visits. */
function leftOver(closed: readonly AlignedVariant[], idOf: (number: number) => string): readonly Counted[] {
  const found = new Map<string, { -readonly [Name in keyof Counted]: Counted[Name] }>()
  for (const { shown, cases, customers } of closed) {
    for (const { name, deviation, visits } of shown) {
      let held = found.get(name)
      if (!held) {
        const { kind, touchpoint, placement } = deviation
        held = { kind, touchpoint: idOf(touchpoint), placement, cases: 0, visits: 0, customers: 0 }
        found.set(name, held)
      }
      held.visits += visits * cases
      held.cases += cases
      held.customers += customers
    }
  }
  return [...found.values()]
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
  { map, leftOut }: AlignedCases,
  closed: readonly AlignedVariant[],
  minimumGroup: number,
): ConformanceAnswer['placements'] {
  const all = casesOf(closed)
  const reasons = new Map(leftOut.map(each => [each.placement, each.reason]))
  const reached = new Map<string, number>()
  const skipped = new Map<string, number>()
  for (const each of closed) {
    for (const id of each.reached) reached.set(id, (reached.get(id) ?? 0) + each.cases)
    for (const { deviation, visits } of each.shown) {
      const { kind, placement } = deviation
      if (kind === 'skipped' && placement !== null)
        skipped.set(placement, (skipped.get(placement) ?? 0) + visits * each.cases)
    }
  }
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
