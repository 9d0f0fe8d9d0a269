import { type Queryable, sql } from '../../engines/postgres/index.ts'
import { channels as knownChannels } from '../../vocabulary/channel.ts'
import type { JourneyMap, Phase, Step } from '../../vocabulary/map/journey-map.ts'
import type { LibraryKind } from '../../vocabulary/map/library.ts'
import { emptyLibrary } from '../../vocabulary/map/library.ts'
import { type MapEdit, type SingleEdit, singleEditsOf } from '../../vocabulary/map/map-edit.ts'
import { referenceProblems, referencesOf } from '../../vocabulary/map/reference-problems.ts'
import { problem } from '../../vocabulary/problem.ts'
import type { Placement } from '../../vocabulary/touchpoint.ts'

type Reference = { readonly kind: LibraryKind; readonly id: string }

/**
 * Refuses edits that bring a reference to nothing; one that was there before is a problem to publish. Most edits are
 * words and bring none: then neither the map is searched nor the library asked.
 */
export async function refuseMissing(
  store: Queryable,
  workspace: number,
  before: JourneyMap,
  after: JourneyMap,
  edits: readonly MapEdit[],
): Promise<void> {
  const brought = edits.flatMap(singleEditsOf).flatMap(referencesIn)
  if (brought.length === 0) return
  const had = new Set(referencesOf(before).map(keyOf))
  const unknown = new Map(brought.filter(one => !had.has(keyOf(one))).map(one => [keyOf(one), one]))
  if (unknown.size === 0) return
  const found = await store.rows(sql<Reference>`
    select kind, object_id as id
    from mapping.library
    where workspace_id = ${workspace}
      and (kind, object_id) in (
        select kind, id from jsonb_to_recordset(${JSON.stringify([...unknown.values()])}::jsonb) as asked(kind text, id text)
      )`)
  for (const one of found) unknown.delete(keyOf(one))
  if (unknown.size === 0) return
  // Against an empty library everything is missing, in the order of the references.
  const references = referencesOf(after)
  const missing = referenceProblems(after, emptyLibrary).filter((_, index) => unknown.has(keyOf(references[index]!)))
  // An edit may bring what a later edit of the same command takes away again.
  if (missing.length === 0) return
  throw problem('map_invalid', { reason: { en: missing[0]!.en, fr: missing[0]!.fr }, problems: missing })
}

const keyOf = ({ kind, id }: Reference) => `${kind}/${id}`
const all = (kind: LibraryKind, ids: readonly string[] | undefined): Reference[] =>
  (ids ?? []).map(id => ({ kind, id }))

function referencesIn(edit: SingleEdit): readonly Reference[] {
  switch (edit.op) {
    case 'setMap':
      return all('personas', edit.set.personas)
    case 'addPhase':
      return inPhase(edit.phase)
    case 'addStep':
      return inStep(edit.step)
    case 'addPlacement':
      return inPlacement(edit.placement)
    case 'setPlacement':
      return inPlacement(edit.set)
    case 'setCell':
      return all('evidence', edit.cell?.evidence)
    case 'setDeclared':
      return all('personas', edit.persona === null ? [] : [edit.persona])
    case 'addMoment':
      return all('evidence', edit.moment.evidence)
    case 'setMoment':
      return all('evidence', edit.set.evidence)
    default:
      return []
  }
}

const inPhase = (phase: Phase): Reference[] => phase.steps.flatMap(inStep)

const inStep = (step: Step): Reference[] => [
  ...step.cells.flatMap(cell => all('evidence', cell.evidence)),
  ...all(
    'personas',
    step.emotion.declared.flatMap(one => (one.persona === null ? [] : [one.persona])),
  ),
  ...step.placements.flatMap(inPlacement),
]

const inPlacement = (placement: { readonly [K in keyof Placement]?: Placement[K] | undefined }): Reference[] => [
  ...all('touchpoints', placement.touchpoint === undefined ? [] : [placement.touchpoint]),
  ...all(
    'channels',
    placement.channels?.filter(code => !Object.hasOwn(knownChannels, code)),
  ),
  ...all(
    'departments',
    placement.raci?.map(one => one.department),
  ),
  ...all('assets', placement.assets),
  ...all(
    'metrics',
    placement.metrics?.map(one => one.metric),
  ),
  ...all('evidence', placement.evidence),
]
