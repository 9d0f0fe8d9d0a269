import type { Queryable } from '../../engines/postgres/index.ts'
import type { MapProblem } from '../../vocabulary/map/map-problem.ts'
import { type KeptMap, readKeptMap } from '../store/maps.ts'

/** A future map starts from a current map of its journey that is there. One that names none is a problem of its own. */
export async function baseProblems(
  store: Queryable,
  workspace: number,
  { draft, journeyId }: KeptMap,
): Promise<readonly MapProblem[]> {
  if (draft.kind !== 'future' || draft.basedOn === null) return []
  const base = await readKeptMap(store, workspace, draft.basedOn)
  if (base && base.journeyId === journeyId && base.draft.kind === 'current') return []
  return [
    {
      code: 'future_without_current',
      weight: 'error',
      at: [{ kind: 'map', id: draft.id }],
      en: 'A future map starts from a current map of the same journey; the one that it names is not there, or is none.',
      fr: 'Une carte future part d’une carte actuelle du même parcours ; celle qu’elle indique n’est plus là, ou n’en est pas une.',
    },
  ]
}
