import { membersOf } from '../../admitting/index.ts'
import type { AtlasMap, getAtlas as getAtlasRoute } from '../../contract/atlas.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { isId } from '../../vocabulary/id.ts'
import { declaredFeeling } from '../../vocabulary/map/expected-gain.ts'
import { stepsOf } from '../../vocabulary/map/journey-map.ts'
import { visibleMap } from '../../vocabulary/map/lane-visibility.ts'
import { judgeJourneys } from '../review/journeys-freshness.ts'
import { readLibrary } from '../store/library.ts'
import type { KeptMap } from '../store/maps.ts'
import { readerOf } from '../talk/reader.ts'
import { faceOf } from '../whole-map.ts'

/** Every journey with its maps: where it stands, who answers for it, how fresh it is. */
export async function getAtlas(
  context: Context,
  { query }: InputOf<typeof getAtlasRoute>,
): Promise<AnswerOf<typeof getAtlasRoute>> {
  const { postgres, workspace } = context
  const withArchived = query.archived === 'true'
  const judged = await judgeJourneys(postgres, workspace, context.now())
  const { library, archived } = await readLibrary(postgres, workspace.number)
  const names = new Map((await membersOf(postgres, workspace.number)).map(one => [one.id, one.name]))
  const published = await lastVersions(postgres, workspace.number)
  const reader = await readerOf(context)
  const gone = new Set(archived.flatMap(one => (one.kind === 'lifeSituations' ? one.id : [])))

  const mapOf = (found: KeptMap): AtlasMap => {
    // A feeling that is told in a confidential lane is not told by the curve either.
    const { map } = visibleMap(found.draft, library, reader)
    const steps = stepsOf(map)
    const last = published.get(map.id)
    return {
      ...faceOf(found),
      basedOn: map.basedOn,
      publishedAt: last?.published_at.toISOString() ?? null,
      publishedBy: last ? (names.get(last.published_by) ?? null) : null,
      curve: steps.map(declaredFeeling),
      opens: [...new Set(steps.flatMap(step => step.subJourney ?? []))],
    }
  }
  return {
    journeys: judged
      .filter(({ journey }) => withArchived || journey.status !== 'archived')
      .map(({ journey, maps, freshness, reviews }) => ({
        journey,
        maps: maps.filter(one => withArchived || one.archivedAt === null).map(mapOf),
        owner: ownerOf(journey.owner, names),
        freshness,
        lastReviewOn: reviews[0]?.review.heldOn ?? null,
      })),
    lifeSituations: library.lifeSituations
      .filter(one => !gone.has(one.id) || judged.some(({ journey }) => journey.lifeSituation === one.id))
      .map(({ id, name }) => ({ id, name })),
  }
}

/** A journey holds the id of a member, or the name of somebody who is none. */
function ownerOf(owner: string | null, names: ReadonlyMap<string, string>): string | null {
  return owner === null ? null : (names.get(owner) ?? (isId('mem', owner) ? null : owner))
}

type VersionRow = { map_id: string; published_at: Date; published_by: string }

async function lastVersions(store: Queryable, workspace: number): Promise<ReadonlyMap<string, VersionRow>> {
  const rows = await store.rows(sql<VersionRow>`
    select distinct on (map_id) map_id, published_at, published_by
    from mapping.versions
    where workspace_id = ${workspace}
    order by map_id, number desc`)
  return new Map(rows.map(row => [row.map_id, row]))
}
