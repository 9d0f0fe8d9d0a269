import { type Queryable, sql } from '../../engines/postgres/index.ts'
import {
  type Review,
  type ReviewPolicy,
  reviewPolicyShape,
  reviewShape,
  usualReviewPolicy,
} from '../../vocabulary/map/review-policy.ts'
import type { Stamp } from '../store/journeys.ts'

export type KeptReview = {
  readonly journeyId: string
  readonly review: Review
  readonly heldAt: Date
  readonly heldBy: string
  readonly changes: number
  readonly changedAt: Date
}

type ReviewRow = {
  journey_id: string
  document: unknown
  held_at: Date
  held_by: string
  changes: number
  changed_at: Date
}

const columns = sql`journey_id, document, held_at, held_by, changes, changed_at`

/** The reviews of a journey, or of all; the latest first. */
export async function readReviews(
  store: Queryable,
  workspace: number,
  journey?: string,
): Promise<readonly KeptReview[]> {
  const rows = await store.rows(sql<ReviewRow>`
    select ${columns}
    from mapping.reviews
    where workspace_id = ${workspace} and (${journey ?? null}::text is null or journey_id = ${journey ?? null})
    order by document ->> 'heldOn' desc, position desc`)
  return rows.map(kept)
}

/** The review, locked until the transaction ends. */
export async function readReview(store: Queryable, workspace: number, id: string): Promise<KeptReview | undefined> {
  const row = await store.first(sql<ReviewRow>`
    select ${columns} from mapping.reviews where workspace_id = ${workspace} and review_id = ${id} for update`)
  return row && kept(row)
}

export async function insertReview(
  store: Queryable,
  workspace: number,
  journey: string,
  review: Review,
  stamp: Stamp,
): Promise<void> {
  await store.run(sql`
    insert into mapping.reviews (workspace_id, review_id, journey_id, document, changed_at, held_at, held_by)
    values (
      ${workspace}, ${review.id}, ${journey}, ${JSON.stringify(review)}, ${stamp.at}, ${stamp.at}, ${stamp.by}
    )`)
}

export async function updateReview(store: Queryable, workspace: number, review: Review, stamp: Stamp): Promise<void> {
  await store.run(sql`
    update mapping.reviews
    set document = ${JSON.stringify(review)}, changes = changes + 1, changed_at = ${stamp.at}
    where workspace_id = ${workspace} and review_id = ${review.id}`)
}

/** The rhythm of a journey as it is kept: its policy, and when it began and was last changed. */
export type KeptRhythm = {
  readonly policy: ReviewPolicy
  readonly usual: boolean
  readonly began: Date
  readonly changes: number
  readonly changedAt: Date
}

type RhythmRow = {
  journey_id: string
  began: Date
  document: unknown
  changes: number | null
  changed_at: Date | null
}

/** The rhythm of every journey of the workspace. */
export async function readRhythms(store: Queryable, workspace: number): Promise<ReadonlyMap<string, KeptRhythm>> {
  const rows = await store.rows(sql<RhythmRow>`
    select j.journey_id, j.created_at as began, p.document, p.changes, p.changed_at
    from mapping.journeys as j
    left join mapping.review_policies as p using (workspace_id, journey_id)
    where workspace_id = ${workspace}`)
  return new Map(
    rows.map(row => [
      row.journey_id,
      {
        policy: row.document === null ? usualReviewPolicy : reviewPolicyShape.parse(row.document),
        usual: row.document === null,
        began: row.began,
        changes: row.changes ?? 0,
        changedAt: row.changed_at ?? row.began,
      },
    ]),
  )
}

export async function putPolicy(
  store: Queryable,
  workspace: number,
  journey: string,
  policy: ReviewPolicy,
  stamp: Stamp,
): Promise<void> {
  await store.run(sql`
    insert into mapping.review_policies (workspace_id, journey_id, document, changes, changed_at, changed_by)
    values (${workspace}, ${journey}, ${JSON.stringify(policy)}, 1, ${stamp.at}, ${stamp.by})
    on conflict (workspace_id, journey_id) do update set
      document = excluded.document,
      changes = mapping.review_policies.changes + 1,
      changed_at = excluded.changed_at,
      changed_by = excluded.changed_by`)
}

function kept(row: ReviewRow): KeptReview {
  return {
    journeyId: row.journey_id,
    review: reviewShape.parse(row.document),
    heldAt: row.held_at,
    heldBy: row.held_by,
    changes: row.changes,
    changedAt: row.changed_at,
  }
}
