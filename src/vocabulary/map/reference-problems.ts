import { channels } from '../channel.ts'
import type { JourneyMap } from './journey-map.ts'
import { type Library, type LibraryKind, libraryKinds } from './library.ts'
import type { MapProblem, ProblemPlace } from './map-problem.ts'

/** Everything that a map names is in the library. */
export function referenceProblems(journeyMap: JourneyMap, library: Library): readonly MapProblem[] {
  return missingReferences(journeyMap, library).map(({ kind, id, at }) => ({
    code: 'reference_missing',
    weight: 'error' as const,
    at,
    en: `The map names ${id}, which is not among the ${kind} of the library.`,
    fr: `La carte nomme ${id}, qui n’est pas dans la bibliothèque (${kind}).`,
  }))
}

/** What a map refers to, by kind of the library. */
export function referencesOf(
  journeyMap: JourneyMap,
): readonly { readonly kind: LibraryKind; readonly id: string; readonly at: ProblemPlace[] }[] {
  const refs: { kind: LibraryKind; id: string; at: ProblemPlace[] }[] = []
  const add = (kind: LibraryKind, list: readonly string[], at: ProblemPlace[]) => {
    for (const id of list) refs.push({ kind, id, at })
  }
  add('personas', journeyMap.personas, [{ kind: 'map', id: journeyMap.id }])
  for (const phase of journeyMap.phases) {
    for (const step of phase.steps) {
      const at: ProblemPlace[] = [
        { kind: 'step', id: step.id },
        { kind: 'phase', id: phase.id },
      ]
      for (const cell of step.cells) add('evidence', cell.evidence, at)
      const personas = step.emotion.declared.flatMap(one => (one.persona === null ? [] : [one.persona]))
      add('personas', personas, at)
      for (const placement of step.placements) {
        const here: ProblemPlace[] = [{ kind: 'placement', id: placement.id }, ...at]
        add('touchpoints', [placement.touchpoint], here)
        add(
          'channels',
          placement.channels.filter(code => !Object.hasOwn(channels, code)),
          here,
        )
        add(
          'departments',
          placement.raci.map(one => one.department),
          here,
        )
        add('assets', placement.assets, here)
        add(
          'metrics',
          placement.metrics.map(one => one.metric),
          here,
        )
        add('evidence', placement.evidence, here)
      }
    }
  }
  for (const moment of journeyMap.momentsOfTruth) {
    add('evidence', moment.evidence, [{ kind: 'placement', id: moment.placement }])
  }
  return refs
}

function missingReferences(journeyMap: JourneyMap, library: Library) {
  const known = new Map(libraryKinds.map(kind => [kind, new Set<string>(library[kind].map(({ id }) => id))]))
  return referencesOf(journeyMap).filter(({ kind, id }) => !known.get(kind)?.has(id))
}
