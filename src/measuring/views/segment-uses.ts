import type { segmentUses as segmentUsesRoute } from '../../contract/measuring-lists.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { segmentNamed } from '../../segmenting/index.ts'

/** What looks at a segment: saved views that are narrowed to it or compared with it, and watched measures. */
export async function segmentUses(
  { postgres, workspace }: Context,
  { params }: InputOf<typeof segmentUsesRoute>,
): Promise<AnswerOf<typeof segmentUsesRoute>> {
  await segmentNamed({ postgres }, workspace.number, params.segment)
  const [views, watches] = await Promise.all([
    postgres.rows(sql<{ id: string; name: string }>`
      select view_id as id, name
      from measuring.saved_views
      where workspace_id = ${workspace.number} and removed_at is null
        and (search->>'segment' = ${params.segment} or search->>'against' = ${`segment ${params.segment}`})
      order by lower(name)`),
    postgres.rows(sql<{ id: string; name: string }>`
      select watch_id as id, name
      from measuring.watches
      where workspace_id = ${workspace.number} and removed_at is null and measure->>'segment' = ${params.segment}
      order by lower(name)`),
  ])
  return { views: [...views], watches: [...watches] }
}
