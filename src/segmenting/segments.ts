import { audit } from '../admitting/index.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import type * as contract from '../contract/segmenting.ts'
import { sql as clickhouseSql } from '../engines/clickhouse/index.ts'
import { sql } from '../engines/postgres/index.ts'
import type { Context } from '../feature.ts'
import { problem } from '../vocabulary/problem.ts'
import { refuseFlaws } from './create-segment.ts'
import { sizeOf, sizesOf } from './members.ts'
import { customersOfRule, measuredCustomers } from './questions/customers-of-rule.ts'
import { computeRule } from './refresh-segments.ts'
import { faceOf, refuseTaken, rowOf, rowsOf, toldSize } from './store.ts'

export async function listSegments(
  context: Context,
  { query }: InputOf<typeof contract.listSegments>,
): Promise<AnswerOf<typeof contract.listSegments>> {
  const { postgres, clickhouse, workspace } = context
  const [rows, sizes] = await Promise.all([
    rowsOf(postgres, workspace.number, query.archived === 'true'),
    sizesOf(clickhouse, workspace.number),
  ])
  return { segments: rows.map(row => faceOf(context, row, sizes.get(row.segment_id) ?? 0)) }
}

export async function getSegment(
  context: Context,
  { params }: InputOf<typeof contract.getSegment>,
): Promise<AnswerOf<typeof contract.getSegment>> {
  const { postgres, clickhouse, workspace } = context
  const row = await rowOf(postgres, workspace.number, params.segment)
  const [size, sizes] = await Promise.all([
    sizeOf(clickhouse, workspace.number, params.segment),
    postgres.rows(sql<{ at: Date; customers: number; came: number | null; gone: number | null }>`
      select at, customers, came, gone
      from segmenting.sizes
      where workspace_id = ${workspace.number} and segment_id = ${params.segment}
      order by at desc
      limit 400`),
  ])
  return {
    segment: faceOf(context, row, size),
    sizes: sizes.toReversed().map(({ at, customers, came, gone }) => {
      // One of both gives the other away, beside the sizes before and after.
      const [comers, leavers] = [toldSize(context, came ?? 0), toldSize(context, gone ?? 0)]
      const open = came !== null && comers !== null && leavers !== null
      return {
        at: at.toISOString(),
        customers: toldSize(context, customers),
        came: open ? comers : null,
        left: open ? leavers : null,
      }
    }),
  }
}

/** @throws problem `not_found`, `segment_invalid`, `segment_has_no_rule`, `segment_name_taken`, `too_many_segments`. */
export async function changeSegment(
  context: Context,
  { params, body }: InputOf<typeof contract.changeSegment>,
): Promise<AnswerOf<typeof contract.changeSegment>> {
  const { postgres, clickhouse, workspace } = context
  const { number } = workspace
  if (body.rule) refuseFlaws(body.rule)
  await postgres.transaction(async transaction => {
    const row = await rowOf(transaction, number, params.segment)
    if (body.rule && row.kind === 'fixed') throw problem('segment_has_no_rule')
    const name = body.name ?? row.name
    const archived = body.archived ?? row.archived_at !== null
    if (!archived) await refuseTaken(transaction, number, name, params.segment)
    await transaction.run(sql`
      update segmenting.segments
      set
        name = ${name},
        rule = coalesce(${body.rule ? JSON.stringify(body.rule) : null}::jsonb, rule),
        fingerprint = case when ${body.rule !== undefined} then null else fingerprint end,
        archived_at = case when ${archived} then coalesce(archived_at, ${context.now()}) end
      where workspace_id = ${number} and segment_id = ${params.segment}`)
    const told = { renamed: body.name !== undefined, rule: body.rule !== undefined, archived }
    await audit(context, transaction, 'segment.changed', { segment: params.segment, ...told })
  })
  // A changed rule, or one that was left alone in the archive, speaks of today again.
  if (body.rule || body.archived === false)
    await computeRule(context, workspace, await rowOf(postgres, number, params.segment))
  const row = await rowOf(postgres, number, params.segment)
  return faceOf(context, row, await sizeOf(clickhouse, number, params.segment))
}

/** @throws problem `not_found`, `segment_has_no_rule`. */
export async function refreshSegment(
  context: Context,
  { params }: InputOf<typeof contract.refreshSegment>,
): Promise<AnswerOf<typeof contract.refreshSegment>> {
  const { postgres, clickhouse, workspace } = context
  const row = await rowOf(postgres, workspace.number, params.segment)
  if (row.rule === null) throw problem('segment_has_no_rule')
  await computeRule(context, workspace, row)
  const size = await sizeOf(clickhouse, workspace.number, params.segment)
  return faceOf(context, await rowOf(postgres, workspace.number, params.segment), size)
}

/** @throws problem `segment_invalid`. */
export async function previewSegment(
  context: Context,
  { body }: InputOf<typeof contract.previewSegment>,
): Promise<AnswerOf<typeof contract.previewSegment>> {
  refuseFlaws(body.rule)
  const { clickhouse, workspace } = context
  const scope = { workspace: workspace.number, timeZone: workspace.timeZone, now: context.now() }
  const row = await clickhouse.first<{ customers: string; of: string }>(clickhouseSql`
    select
      (select count() from (${customersOfRule(body.rule, scope)})) as customers,
      (select count() from (${measuredCustomers(workspace.number)})) as of`)
  return { customers: toldSize(context, Number(row?.customers ?? 0)), of: Number(row?.of ?? 0) }
}
