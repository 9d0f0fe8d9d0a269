import { audit } from '../admitting/index.ts'
import { customersNumbered } from '../collecting/index.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import type { createSegment as createSegmentRoute, Segment, SegmentOrigin } from '../contract/segmenting.ts'
import type { Context } from '../feature.ts'
import { newId, numberFromCustomerId } from '../vocabulary/id.ts'
import { problem } from '../vocabulary/problem.ts'
import { flawOf, type SegmentRule } from '../vocabulary/segment.ts'
import { addListed, newMembers, publish, sizeOf } from './members.ts'
import { computeRule } from './refresh-segments.ts'
import { faceOf, insertRow, recordComputed, refuseTaken, rowOf } from './store.ts'

/** @throws problem `segment_invalid`, `segment_name_taken`, `too_many_segments`, `not_found` for an unknown customer. */
export async function createSegment(
  context: Context,
  { body }: InputOf<typeof createSegmentRoute>,
): Promise<AnswerOf<typeof createSegmentRoute>> {
  if ('rule' in body) return await createByRule(context, body.name, body.rule)
  const numbers = body.customers.map(id => {
    const number = numberFromCustomerId(id)
    if (number === undefined) throw problem('not_found', { what: 'customer' })
    return number
  })
  const known = await customersNumbered(context, numbers)
  if (known.size < new Set(numbers).size) throw problem('not_found', { what: 'customer' })
  return await createFixed(context, { name: body.name }, [[...new Set(known.values())]])
}

async function createByRule(context: Context, name: string, rule: SegmentRule): Promise<Segment> {
  refuseFlaws(rule)
  const { workspace, postgres, clickhouse } = context
  const id = newId('seg', context.now())
  await postgres.transaction(async transaction => {
    await insertRow(transaction, context, { id, name, rule })
    await audit(context, transaction, 'segment.created', { segment: id, kind: 'rule' })
  })
  await computeRule(context, workspace, { segment_id: id, rule, fingerprint: null })
  const row = await rowOf(postgres, workspace.number, id)
  return faceOf(context, row, await sizeOf(clickhouse, workspace.number, id))
}

/**
 * Makes a segment of customers as they come, in parts. Nobody sees it before all are in; a crash leaves parts that
 * belong to nothing and are forgotten.
 * @throws problem `segment_name_taken`, `too_many_segments`.
 */
export async function createFixed(
  context: Context,
  { name, origin }: { readonly name: string; readonly origin?: SegmentOrigin },
  customers: AsyncIterable<readonly bigint[]> | Iterable<readonly bigint[]>,
): Promise<Segment> {
  const { workspace, postgres, clickhouse } = context
  // Before anything is written: a list may be long.
  await refuseTaken(postgres, workspace.number, name)
  const id = newId('seg', context.now())
  const started = performance.now()
  const members = newMembers(workspace.number, id)
  for await (const part of customers) if (part.length > 0) await addListed(clickhouse, members, part)
  await publish(clickhouse, members)
  await postgres.transaction(async transaction => {
    await insertRow(transaction, context, { id, name, ...(origin ? { origin } : {}) })
    await audit(context, transaction, 'segment.created', { segment: id, kind: 'fixed', list: origin?.list ?? null })
  })
  const size = await sizeOf(clickhouse, workspace.number, id)
  const found = { customers: size, tookMs: Math.round(performance.now() - started), fingerprint: '' }
  await recordComputed(context, workspace.number, id, found)
  return faceOf(context, await rowOf(postgres, workspace.number, id), size)
}

/** @throws problem `segment_invalid`. */
export function refuseFlaws(rule: SegmentRule): void {
  for (const condition of rule.conditions) {
    const reason = flawOf(condition)
    if (reason) throw problem('segment_invalid', { reason })
  }
}
