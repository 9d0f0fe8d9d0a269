import { problem } from '../problem.ts'
import type { Placement } from '../touchpoint.ts'
import { type JourneyMap, type Phase, placementsOf, type Step, stepsOf } from './journey-map.ts'
import { laneOf } from './map-lookup.ts'

/** Parts of a map in French, one and several. */
export const inFrench = {
  phase: ['phase', 'phases'],
  step: ['étape', 'étapes'],
  placement: ['point de contact posé', 'points de contact posés'],
  lane: ['ligne', 'lignes'],
  cell: ['cellule', 'cellules'],
  'declared emotion': ['émotion déclarée', 'émotions déclarées'],
  'moment of truth': ['moment de vérité', 'moments de vérité'],
} as const

export type Part = keyof typeof inFrench

/** Refuses what comes with an id that the map has already, or twice the same, or a cell of no lane. */
export function refuseTaken(
  map: JourneyMap,
  added: { phases?: readonly Phase[]; steps?: readonly Step[]; placements?: readonly Placement[] },
): void {
  const phases = added.phases ?? []
  const steps = [...phases.flatMap(phase => phase.steps), ...(added.steps ?? [])]
  const placements = [...steps.flatMap(step => step.placements), ...(added.placements ?? [])]
  refuseTwice('phase', [...map.phases, ...phases])
  refuseTwice('step', [...stepsOf(map), ...steps])
  refuseTwice('placement', [...placementsOf(map), ...placements])
  for (const step of steps) {
    refuseTwice(
      'cell',
      step.cells.map(cell => ({ id: laneOf(map, cell.lane).id })),
    )
    refuseTwice(
      'declared emotion',
      step.emotion.declared.map(one => ({ id: one.persona ?? '' })),
    )
  }
}

function refuseTwice(what: Part, things: readonly { readonly id: string }[]): void {
  const seen = new Set<string>()
  for (const { id } of things) {
    if (seen.has(id)) throw taken(what, id)
    seen.add(id)
  }
}

export function taken(what: Part, id: string) {
  return invalid({
    en: `there is already a ${what} with the id ${id}`,
    fr: `l’identifiant ${id} est déjà pris par un objet de la même sorte (${inFrench[what][0]})`,
  })
}

export function invalid(reason: { readonly en: string; readonly fr: string }) {
  return problem('map_invalid', { reason })
}
