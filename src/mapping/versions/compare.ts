import type {
  ComparedState,
  compareMaps as compareMapsRoute,
  exportComparison as exportComparisonRoute,
} from '../../contract/map-states.ts'
import type { WholeMap } from '../../contract/mapping.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context, LeavingFile } from '../../feature.ts'
import { labelIn } from '../../vocabulary/label.ts'
import { type Library, libraryKinds } from '../../vocabulary/map/library.ts'
import { compareMaps as compare } from '../../vocabulary/map/map-comparison.ts'
import { wholeMapFor } from '../talk/reader.ts'
import { wholeDraft, wholeSnapshot, wholeVersion } from '../whole-map.ts'
import { comparisonCsv } from './comparison-csv.ts'

/** Compares two states of maps, each as far as the reader may see it. */
export async function compareMaps(
  context: Context,
  { query }: InputOf<typeof compareMapsRoute>,
): Promise<AnswerOf<typeof compareMapsRoute>> {
  const before = await stateOf(context, query.map, query.version, query.snapshot)
  const after = await stateOf(context, query.with, query.withVersion, query.withSnapshot)
  const library = joined(before.library, after.library)
  const found = compare(before.map, after.map, library)
  return { ...found, states: [comparedState(before, query.snapshot), comparedState(after, query.withSnapshot)] }
}

/** The same as a table. */
export async function exportComparison(
  context: Context,
  { query: { language, ...query } }: InputOf<typeof exportComparisonRoute>,
): Promise<LeavingFile> {
  const found = await compareMaps(context, { params: { workspace: context.workspace.key }, query, body: undefined })
  const [before] = found.states
  const name = labelIn(before.journey, language).text
  return {
    name: `${name} - ${language === 'fr' ? 'comparaison' : 'comparison'}.csv`,
    contentType: 'text/csv; charset=utf-8',
    content: new TextEncoder().encode(comparisonCsv(found.changes, language)),
  }
}

/** A version where one is named, else a snapshot where one is, else the draft. */
async function stateOf(
  context: Context,
  map: string,
  version: number | undefined,
  snapshot: number | undefined,
): Promise<WholeMap> {
  const workspace = context.workspace.number
  const whole =
    version !== undefined
      ? await wholeVersion(context.postgres, workspace, map, version)
      : snapshot !== undefined
        ? await wholeSnapshot(context.postgres, workspace, map, snapshot)
        : await wholeDraft(context.postgres, workspace, map)
  return await wholeMapFor(context, whole)
}

function comparedState({ journey, map, version, library }: WholeMap, snapshot: number | undefined): ComparedState {
  const touchpoints = new Map(library.touchpoints.map(one => [one.id, one.name]))
  return {
    map: map.id,
    journey: journey.name,
    name: map.name,
    kind: map.kind,
    version: version?.number ?? null,
    snapshot: version ? null : (snapshot ?? null),
    steps: map.phases.flatMap(phase =>
      phase.steps.map(step => ({
        id: step.id,
        title: step.title,
        phase: phase.name,
        touchpoints: step.placements.flatMap(({ touchpoint }) => touchpoints.get(touchpoint) ?? []),
      })),
    ),
  }
}

/** A version brings the library as it was: the words of the second state win where both have them. */
function joined(before: Library, after: Library): Library {
  return Object.fromEntries(
    libraryKinds.map(kind => {
      const known = new Set(after[kind].map(one => one.id))
      return [kind, [...after[kind], ...before[kind].filter(one => !known.has(one.id))]]
    }),
  ) as unknown as Library
}
