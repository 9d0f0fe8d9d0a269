import type { Cell, JourneyMap, Phase, Step } from '../../../vocabulary/map/journey-map.ts'
import type { Placement } from '../../../vocabulary/touchpoint.ts'

/** What goes when something is taken away. */
export type Holding = {
  readonly steps: number
  readonly touchpoints: number
  readonly texts: number
  readonly evidence: number
  readonly moments: number
}

/** Counts what stands below the given elements, each once. */
export function holdingOf(
  map: JourneyMap,
  gone: {
    readonly phases?: readonly Phase[]
    readonly steps?: readonly Step[]
    readonly placements?: readonly Placement[]
    readonly cells?: readonly Cell[]
  },
): Holding {
  const steps = [...(gone.phases ?? []).flatMap(phase => phase.steps), ...(gone.steps ?? [])]
  const placements = [...steps.flatMap(step => step.placements), ...(gone.placements ?? [])]
  const cells = [...steps.flatMap(step => step.cells), ...(gone.cells ?? [])]
  const ids = new Set(placements.map(one => one.id))
  const moments = map.momentsOfTruth.filter(one => ids.has(one.placement))
  const evidence = [...placements, ...cells, ...moments].flatMap(one => one.evidence)
  return {
    steps: steps.length,
    touchpoints: placements.length,
    texts: cells.filter(cell => cell.text !== null).length,
    evidence: evidence.length,
    moments: moments.length,
  }
}

/** Whether taking it away deserves a question: an empty step does not. */
export function isWorthAsking({ touchpoints, texts, evidence, moments }: Holding): boolean {
  return evidence > 0 || moments > 0 || touchpoints + texts > 1
}
