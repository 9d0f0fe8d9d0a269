import { type JourneyMap, stepsOf } from './journey-map.ts'
import type { SingleEdit } from './map-edit.ts'
import { keyOfTarget, type MapTarget } from './map-target.ts'

/** The most votes a workshop may give each person. */
export const mostVotes = 20

export type Tally = { readonly target: MapTarget; readonly dots: number }

/** Votes summed by element, the most chosen first; equal ones keep the order in which they came. */
export function tallyOf(votes: readonly Tally[]): readonly Tally[] {
  const sums = new Map<string, Tally>()
  for (const { target, dots } of votes) {
    const key = keyOfTarget(target)
    sums.set(key, { target, dots: (sums.get(key)?.dots ?? 0) + dots })
  }
  return [...sums.values()].filter(one => one.dots > 0).sort((a, b) => b.dots - a.dots)
}

/**
 * The edits that link a piece of evidence to what was voted for. Placements and cells hold evidence themselves; a step
 * does by its placements, or by its cells when it has none. A phase, a lane, the map hold none.
 */
export function evidenceEdits(map: JourneyMap, tally: readonly Tally[], evidence: string): readonly SingleEdit[] {
  const chosen = new Set(tally.map(one => keyOfTarget(one.target)))
  const edits: SingleEdit[] = []
  for (const step of stepsOf(map)) {
    const ofStep = chosen.has(`step/${step.id}`)
    for (const placement of step.placements) {
      if (!(ofStep || chosen.has(`placement/${placement.id}`)) || placement.evidence.includes(evidence)) continue
      if (placement.evidence.length >= 50) continue
      edits.push({
        op: 'setPlacement',
        placement: placement.id,
        set: { evidence: [...placement.evidence, evidence] },
      })
    }
    for (const cell of step.cells) {
      const inItsPlace = ofStep && step.placements.length === 0
      if (!(inItsPlace || chosen.has(`cell/${step.id}/${cell.lane}`)) || cell.evidence.includes(evidence)) continue
      if (cell.evidence.length >= 50) continue
      edits.push({
        op: 'setCell',
        step: step.id,
        lane: cell.lane,
        cell: { ...cell, evidence: [...cell.evidence, evidence] },
      })
    }
  }
  return edits
}
