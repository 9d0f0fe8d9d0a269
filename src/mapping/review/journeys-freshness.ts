import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { Workspace } from '../../feature.ts'
import { dayIn } from '../../vocabulary/calendar-day.ts'
import type { Journey } from '../../vocabulary/journey.ts'
import { type Freshness, freshnessOf } from '../../vocabulary/map/freshness.ts'
import { referencesOf } from '../../vocabulary/map/reference-problems.ts'
import { nextReviewOn } from '../../vocabulary/map/review-policy.ts'
import { readJourneys } from '../store/journeys.ts'
import { readLibrary } from '../store/library.ts'
import { type KeptMap, readMaps } from '../store/maps.ts'
import { readLivedChanges } from './lived-changes.ts'
import { type KeptReview, type KeptRhythm, readReviews, readRhythms } from './reviews-store.ts'
import { readFreshness } from './unknown-events.ts'

/** A journey with all that its freshness is judged by, and the judgement. */
export type JudgedJourney = {
  readonly journey: Journey
  readonly maps: readonly KeptMap[]
  readonly rhythm: KeptRhythm
  /** The latest first. */
  readonly reviews: readonly KeptReview[]
  readonly nextOn: string
  readonly freshness: Freshness
  readonly toldState: string | null
}

/** Judges every journey of the workspace, in their order; `today` is a day of its calendar. */
export async function judgeJourneys(
  store: Queryable,
  workspace: Pick<Workspace, 'number' | 'timeZone'>,
  now: Date,
): Promise<readonly JudgedJourney[]> {
  const { number, timeZone } = workspace
  const today = dayIn(now, timeZone)
  const journeys = await readJourneys(store, number)
  const maps = await readMaps(store, number)
  const { library } = await readLibrary(store, number)
  const rhythms = await readRhythms(store, number)
  const reviews = await readReviews(store, number)
  const counted = await readFreshness(store, number)
  const lived = await readLivedChanges(store, number)
  const published = await lastPublished(store, number)
  const evidence = new Map(library.evidence.map(one => [one.id, one]))

  return journeys.map(({ journey }) => {
    const own = maps.filter(one => one.journeyId === journey.id)
    const open = own.filter(one => one.archivedAt === null)
    // A future map that is worked on every day says nothing of the one that customers live.
    const current = open.filter(one => one.draft.kind === 'current')
    const judged = current.length > 0 ? current : open
    const rhythm = rhythms.get(journey.id)!
    const held = reviews.filter(one => one.journeyId === journey.id)
    const began = dayIn(rhythm.began, timeZone)
    const nextOn = nextReviewOn(rhythm.policy, { last: held[0]?.review, began })
    const kept = counted.get(journey.id)
    const touches = [
      began,
      ...judged.flatMap(one => [one.updatedAt, ...(published.get(one.draft.id) ?? [])]).map(at => dayIn(at, timeZone)),
      ...held.map(one => one.review.heldOn),
    ]
    const freshness = freshnessOf({
      today,
      nextReviewOn: nextOn,
      lastReviewOn: held[0]?.review.heldOn ?? null,
      touchedOn: touches.sort().at(-1)!,
      evidence: [
        ...new Set(
          judged.flatMap(one => referencesOf(one.draft)).flatMap(ref => (ref.kind === 'evidence' ? ref.id : [])),
        ),
      ]
        .flatMap(id => evidence.get(id) ?? [])
        .map(({ date, expiresAt }) => ({ date, expiresAt })),
      unknown: kept?.unknown ?? null,
      drift: lived.get(journey.id)?.drift,
      moved: lived.get(journey.id)?.moved,
    })
    return { journey, maps: own, rhythm, reviews: held, nextOn, freshness, toldState: kept?.toldState ?? null }
  })
}

async function lastPublished(store: Queryable, workspace: number): Promise<ReadonlyMap<string, readonly Date[]>> {
  const rows = await store.rows(sql<{ map_id: string; at: Date }>`
    select map_id, max(published_at) as at
    from mapping.versions
    where workspace_id = ${workspace}
    group by map_id`)
  return new Map(rows.map(row => [row.map_id, [row.at]]))
}
