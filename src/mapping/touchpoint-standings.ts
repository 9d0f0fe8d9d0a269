import type { Installation } from '../feature.ts'
import { readLibrary } from './store/library.ts'
import { readMaps } from './store/maps.ts'

/** Where a touchpoint of the library stands on maps today. */
export type TouchpointStanding = {
  readonly archived: boolean
  readonly places: readonly { readonly map: string; readonly step: string }[]
}

/**
 * Every touchpoint of the library with where it stands on maps that are not archived, whoever may see them: for saying
 * that something hangs in the air, never for showing names.
 */
export async function touchpointStandings(
  { postgres }: Pick<Installation, 'postgres'>,
  workspaceNumber: number,
): Promise<{ readonly touchpoints: ReadonlyMap<string, TouchpointStanding>; readonly steps: ReadonlySet<string> }> {
  const { library, archived } = await readLibrary(postgres, workspaceNumber)
  const gone = new Set(archived.flatMap(one => (one.kind === 'touchpoints' ? one.id : [])))
  const places = new Map<string, { map: string; step: string }[]>()
  // `map` alone stands for the whole map.
  const steps = new Set<string>()
  for (const { draft, archivedAt } of await readMaps(postgres, workspaceNumber)) {
    if (archivedAt !== null) continue
    steps.add(draft.id)
    for (const step of draft.phases.flatMap(phase => phase.steps)) {
      steps.add(`${draft.id} ${step.id}`)
      for (const { touchpoint } of step.placements) {
        const held = places.get(touchpoint) ?? []
        held.push({ map: draft.id, step: step.id })
        places.set(touchpoint, held)
      }
    }
  }
  const touchpoints = new Map(
    library.touchpoints.map(({ id }) => [id, { archived: gone.has(id), places: places.get(id) ?? [] }] as const),
  )
  return { touchpoints, steps }
}
