import type { Placement } from '../touchpoint.ts'
import { type JourneyMap, type Phase, type Step, stepsOf } from './journey-map.ts'

/** One thing that every customer comes to: an expected placement, or a choice of which one is enough. */
export type Stop = {
  readonly phase: string
  readonly step: string
  readonly placements: readonly string[]
  /** Who is accountable for it; more than one only for a choice whose members answer to different departments. */
  readonly departments: readonly string[]
}

/** The customer goes from one department to another. */
export type HandOff = { readonly from: Stop; readonly to: Stop }

export type HandOffs = {
  readonly stops: readonly Stop[]
  readonly changes: readonly HandOff[]
  /** How often the customer goes from the one department (row) to the other (column), `from/to`. */
  readonly between: ReadonlyMap<string, number>
  /** Expected placements without exactly one accountable department: nobody answers, or several do. */
  readonly orphans: readonly { readonly step: string; readonly placement: string; readonly accountable: number }[]
}

/**
 * Who answers for the customer along the map, and where that changes. Only what is expected counts, in display order;
 * the placements of a choice are one stop, at the place of the first. A stop without a department neither changes
 * hands nor hides a change: those before and after it are compared.
 */
export function handOffsOf(map: JourneyMap): HandOffs {
  const stops = stopsOf(map)
  const changes: HandOff[] = []
  let last: Stop | undefined
  for (const stop of stops) {
    if (stop.departments.length === 0) continue
    if (last && !last.departments.some(one => stop.departments.includes(one))) changes.push({ from: last, to: stop })
    last = stop
  }
  const between = new Map<string, number>()
  for (const { from, to } of changes) {
    for (const a of from.departments) {
      for (const b of to.departments) between.set(`${a}/${b}`, (between.get(`${a}/${b}`) ?? 0) + 1)
    }
  }
  const orphans = stepsOf(map).flatMap(step =>
    step.placements
      .filter(one => one.presence === 'expected' && accountable(one).length !== 1)
      .map(one => ({ step: step.id, placement: one.id, accountable: accountable(one).length })),
  )
  return { stops, changes, between, orphans }
}

/** The changes of department from the beginning of one phase to the end of another, both included. */
export function changesBetween(
  map: JourneyMap,
  { changes }: HandOffs,
  first: string,
  last: string,
): readonly HandOff[] {
  const place = (phase: string) => map.phases.findIndex(one => one.id === phase)
  const [from, to] = [Math.min(place(first), place(last)), Math.max(place(first), place(last))]
  return changes.filter(change => place(change.from.phase) >= from && place(change.to.phase) <= to)
}

function stopsOf(map: JourneyMap): readonly Stop[] {
  const stops: Stop[] = []
  for (const phase of map.phases) {
    const choices = new Map<string, number>()
    for (const step of phase.steps) {
      for (const placement of step.placements) {
        if (placement.presence !== 'expected') continue
        const group = placement.choiceGroup
        const there = group === null ? undefined : choices.get(group)
        if (there === undefined) {
          if (group !== null) choices.set(group, stops.length)
          stops.push(stopAt(phase, step, placement))
        } else {
          const stop = stops[there]!
          stops[there] = {
            ...stop,
            placements: [...stop.placements, placement.id],
            departments: [...new Set([...stop.departments, ...accountable(placement)])],
          }
        }
      }
    }
  }
  return stops
}

function stopAt(phase: Phase, step: Step, placement: Placement): Stop {
  return { phase: phase.id, step: step.id, placements: [placement.id], departments: accountable(placement) }
}

function accountable(placement: Placement): readonly string[] {
  const named = placement.raci.filter(one => one.role === 'accountable')
  return [...new Set(named.map(one => one.department))]
}
