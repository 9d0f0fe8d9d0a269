import { z } from 'zod'
import { objectId } from '../extensible.ts'
import {
  detailsOfLane,
  detailsOfMap,
  detailsOfMoment,
  detailsOfPhase,
  detailsOfPlacement,
  detailsOfStep,
} from '../statistics/comparison-words.ts'
import { expectedGains } from './expected-gain.ts'
import { type JourneyMap, type Phase, type Step, stepsOf } from './journey-map.ts'
import type { Library } from './library.ts'
import {
  type ChangePlace,
  changedFields,
  emotionOf,
  fieldsThatDiffer,
  gain,
  type MapChange,
  mapChangeShape,
  nameOf,
  one,
  stepHolding,
  whereabouts,
} from './map-change.ts'
import { keepsOrder, type MatchedMaps, matchMaps, type Pair } from './map-matching.ts'

/** The steps of both maps side by side, in the order of the second; what was removed stands where it was. */
const comparedStepShape = z.strictObject({
  before: objectId.nullable(),
  after: objectId.nullable(),
  kind: z.enum(['same', 'changed', 'moved', 'added', 'removed']),
  gain,
})
export type ComparedStep = z.output<typeof comparedStepShape>

export const mapComparisonShape = z.strictObject({
  changes: z.array(mapChangeShape),
  steps: z.array(comparedStepShape),
  /** How the journey feels on average, before and after, over the steps of which both are known; `gain` is the difference. */
  feeling: z.strictObject({ before: z.number().nullable(), after: z.number().nullable(), gain }),
})
export type MapComparison = z.output<typeof mapComparisonShape>

/**
 * Compares the structure of two maps: what was added, removed, moved and changed.
 *
 * **Expected gain**, in points of feeling (the scale runs from −1 to 1). A step of the first map feels as it is
 * declared (the mean over personas); a step of the second as it is desired, or declared where nothing is desired.
 * - A step on both sides gains `expected − declared`.
 * - An added step gains `expected − m`, a removed one `m − declared`, where m is the mean of the first map.
 *
 * So the gains of all steps, divided by the number of steps of the second map, are exactly the difference between
 * the means of the two maps. A step of which one side is not known has no gain and stands in neither mean.
 */
export function compareMaps(before: JourneyMap, after: JourneyMap, library: Library): MapComparison {
  const matched = matchMaps(before, after, library)
  const feeling = expectedGains(before, after, matched)
  const words = { library }
  const changes: MapChange[] = []
  changes.push(...changedFields('map', before, after, detailsOfMap(before, words), detailsOfMap(after, words)))
  changes.push(...laneChanges(before, after, matched))
  const rows: ComparedStep[] = []

  const pairOfStep = bothWays(matched.steps)
  const pairOfPhase = bothWays(matched.phases)
  const pairOfPlacement = bothWays(matched.placements)
  const stayed = stepsThatStayed(matched)
  const phasesStayed = keepsOrder(matched.phases, pair => before.phases.indexOf(pair.before))

  const stepChanges = (step: Step, phase: Phase): MapChange[] => {
    const pair = pairOfStep.get(step)
    const place = { phase: phase.name, step: step.title }
    const worth = feeling.gains.get(step) ?? null
    if (!pair) {
      return [
        one('added', 'step', null, step.id, step.title, place, worth),
        ...step.placements
          .filter(placement => !pairOfPlacement.has(placement))
          .map(placement => one('added', 'placement', null, placement.id, nameOf(placement, library), place)),
      ]
    }
    const own: MapChange[] = []
    if (!stayed.has(pair)) {
      own.push(one('moved', 'step', pair.before.id, step.id, step.title, place, null, whereabouts(pair.before, before)))
    }
    own.push(
      ...changedFields('step', pair.before, step, detailsOfStep(pair.before), detailsOfStep(step), place, pair.by),
      ...placementChanges(pair, place),
      ...cellChanges(pair, place),
      ...changedFields('emotion', pair.before, step, emotionOf(pair.before, library), emotionOf(step, library), place),
    )
    const [first, ...rest] = own
    return first ? [{ ...first, gain: worth }, ...rest] : []
  }

  const placementChanges = (pair: Pair<Step>, place: ChangePlace): MapChange[] => {
    const found: MapChange[] = []
    const kept = matched.placements.filter(
      one => pair.before.placements.includes(one.before) && pair.after.placements.includes(one.after),
    )
    const inOrder = keepsOrder(kept, one => pair.before.placements.indexOf(one.before))
    for (const placement of pair.after.placements) {
      const twin = pairOfPlacement.get(placement)
      const name = nameOf(placement, library)
      if (!twin) {
        found.push(one('added', 'placement', null, placement.id, name, place))
        continue
      }
      const same = kept.includes(twin)
      if (!same || !inOrder.has(twin)) {
        const from = same ? [] : whereabouts(stepHolding(before, twin.before)!, before)
        found.push(one('moved', 'placement', twin.before.id, placement.id, name, place, null, from))
      }
      found.push(
        ...changedFields(
          'placement',
          twin.before,
          placement,
          detailsOfPlacement(twin.before, words),
          detailsOfPlacement(placement, words),
          place,
          twin.by,
          name,
        ),
        ...changedFields(
          'moment',
          twin.before,
          placement,
          detailsOfMoment(before.momentsOfTruth.find(moment => moment.placement === twin.before.id)),
          detailsOfMoment(after.momentsOfTruth.find(moment => moment.placement === placement.id)),
          place,
          null,
          name,
        ),
      )
    }
    for (const placement of pair.before.placements) {
      if (!pairOfPlacement.has(placement))
        found.push(one('removed', 'placement', placement.id, null, nameOf(placement, library), place))
    }
    return found
  }

  const cellChanges = (pair: Pair<Step>, place: ChangePlace): MapChange[] =>
    matched.lanes.flatMap(lanes => {
      const [old, now] = [
        pair.before.cells.find(cell => cell.lane === lanes.before.id),
        pair.after.cells.find(cell => cell.lane === lanes.after.id),
      ]
      const fields = fieldsThatDiffer(detailsOfLane.cell(old, words), detailsOfLane.cell(now, words))
      if (fields.length === 0) return []
      const kind = !old ? 'added' : !now ? 'removed' : 'changed'
      const name = lanes.after.name ?? detailsOfLane.typeName(lanes.after.type)
      return [{ ...one(kind, 'cell', old ? pair.before.id : null, now ? pair.after.id : null, name, place), fields }]
    })

  const removedSteps = (phase: Phase | undefined): void => {
    for (const step of phase?.steps ?? []) {
      if (pairOfStep.has(step)) continue
      const place = { phase: phase!.name, step: step.title }
      const worth = feeling.gains.get(step) ?? null
      changes.push(one('removed', 'step', step.id, null, step.title, place, worth))
      changes.push(
        ...step.placements
          .filter(placement => !pairOfPlacement.has(placement))
          .map(placement => one('removed', 'placement', placement.id, null, nameOf(placement, library), place)),
      )
    }
  }

  for (const phase of after.phases) {
    const pair = pairOfPhase.get(phase)
    const place = { phase: phase.name, step: null }
    if (!pair) changes.push(one('added', 'phase', null, phase.id, phase.name, place))
    else {
      if (!phasesStayed.has(pair)) changes.push(one('moved', 'phase', pair.before.id, phase.id, phase.name, place))
      changes.push(
        ...changedFields(
          'phase',
          pair.before,
          phase,
          detailsOfPhase(pair.before),
          detailsOfPhase(phase),
          place,
          pair.by,
        ),
      )
    }
    for (const step of phase.steps) {
      const twin = pairOfStep.get(step)
      const told = stepChanges(step, phase)
      changes.push(...told)
      rows.push({
        before: twin?.before.id ?? null,
        after: step.id,
        kind: !twin ? 'added' : !stayed.has(twin) ? 'moved' : told.length > 0 ? 'changed' : 'same',
        gain: feeling.gains.get(step) ?? null,
      })
    }
    removedSteps(pair?.before)
  }
  for (const phase of before.phases.filter(phase => !pairOfPhase.has(phase))) {
    changes.push(one('removed', 'phase', phase.id, null, phase.name, { phase: phase.name, step: null }))
    removedSteps(phase)
  }
  return { changes, steps: withRemoved(rows, before, matched, feeling.gains), feeling: feeling.whole }
}

/** Puts the removed steps among the others, each after the step that it stood behind. */
function withRemoved(
  rows: readonly ComparedStep[],
  before: JourneyMap,
  { steps }: MatchedMaps,
  gains: ReadonlyMap<Step, number>,
): ComparedStep[] {
  const pairs = bothWays(steps)
  const all = [...rows]
  let behind: string | undefined
  for (const step of stepsOf(before)) {
    if (!pairs.has(step)) {
      const at = all.findIndex(row => row.before === behind)
      const row = { before: step.id, after: null, kind: 'removed' as const, gain: gains.get(step) ?? null }
      all.splice(behind === undefined ? 0 : at + 1, 0, row)
    }
    behind = step.id
  }
  return all
}

function laneChanges(before: JourneyMap, after: JourneyMap, matched: MatchedMaps): MapChange[] {
  const pairs = bothWays(matched.lanes)
  const stayed = keepsOrder(matched.lanes, pair => before.lanes.indexOf(pair.before))
  const called = (lane: JourneyMap['lanes'][number]) => lane.name ?? detailsOfLane.typeName(lane.type)
  return [
    ...after.lanes.flatMap(lane => {
      const pair = pairs.get(lane)
      if (!pair) return [one('added', 'lane', null, lane.id, called(lane))]
      const moved = stayed.has(pair) ? [] : [one('moved', 'lane', pair.before.id, lane.id, called(lane))]
      const changed = changedFields(
        'lane',
        pair.before,
        lane,
        detailsOfLane.own(pair.before),
        detailsOfLane.own(lane),
        undefined,
        pair.by,
        called(lane),
      )
      return [...moved, ...changed]
    }),
    ...before.lanes.filter(lane => !pairs.has(lane)).map(lane => one('removed', 'lane', lane.id, null, called(lane))),
  ]
}

/** Steps that are in the same phase as before, in the same order among those that are. */
function stepsThatStayed(matched: MatchedMaps): ReadonlySet<Pair<Step>> {
  const stayed = new Set<Pair<Step>>()
  for (const pair of matched.phases) {
    const both = matched.steps.filter(
      one => pair.before.steps.includes(one.before) && pair.after.steps.includes(one.after),
    )
    for (const kept of keepsOrder(both, one => pair.before.steps.indexOf(one.before))) stayed.add(kept)
  }
  return stayed
}

function bothWays<Item>(pairs: readonly Pair<Item>[]): ReadonlyMap<Item, Pair<Item>> {
  return new Map(
    pairs.flatMap(pair => [
      [pair.before, pair],
      [pair.after, pair],
    ]),
  )
}
