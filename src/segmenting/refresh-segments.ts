import { setTimeout as pause } from 'node:timers/promises'
import { allWorkspaces } from '../admitting/index.ts'
import { sql, texts, u32, u64 } from '../engines/clickhouse/index.ts'
import type { Installation, Loop, Workspace } from '../feature.ts'
import { Problem, problemSentence } from '../vocabulary/problem.ts'
import { addFound, type Moved, movedBy, newMembers, publish, sizeOf } from './members.ts'
import { customersOfRule } from './questions/customers-of-rule.ts'
import { dueRows, recordComputed, recordTrouble, rowsOf, type SegmentRow } from './store.ts'

const firstMs = 20_000
const everyMs = 60_000
const refreshEveryMs = 3_600_000

/** Computes every rule once an hour. A crash in between leaves the members of before; the next round begins anew. */
export const refreshSegments: Loop = {
  name: 'Refreshing segments',
  run: async (installation, signal) => {
    await pause(firstMs, undefined, { signal, ref: false }).catch(() => undefined)
    for (const workspace of signal.aborted ? [] : await allWorkspaces(installation))
      await forgetUnnamed(installation, workspace)
    while (!signal.aborted) {
      for (const workspace of await allWorkspaces(installation)) {
        if (signal.aborted) return
        await refreshDue(installation, workspace)
      }
      await pause(everyMs, undefined, { signal, ref: false }).catch(() => undefined)
    }
  },
}

/** Computes the rules of a workspace that were not within the hour. */
export async function refreshDue(installation: Installation, workspace: Workspace): Promise<void> {
  const before = new Date(installation.now().getTime() - refreshEveryMs)
  for (const row of await dueRows(installation.postgres, workspace.number, before)) {
    try {
      await computeRule(installation, workspace, row)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      const { code, details } = error
      await recordTrouble(installation, workspace.number, row.segment_id, {
        code,
        fr: problemSentence(code, details, 'fr'),
        en: problemSentence(code, details, 'en'),
      })
    }
  }
}

/**
 * Computes a rule, and publishes its members where they are others than before. They are summed first: most rules are
 * true of the same customers as an hour ago, and then nothing is written.
 */
export async function computeRule(
  installation: Installation,
  workspace: Workspace,
  { segment_id: segment, rule, fingerprint: before }: Pick<SegmentRow, 'segment_id' | 'rule' | 'fingerprint'>,
): Promise<void> {
  if (rule === null) return
  const { clickhouse } = installation
  const started = performance.now()
  const customers = customersOfRule(rule, {
    workspace: workspace.number,
    timeZone: workspace.timeZone,
    now: installation.now(),
  })
  const summed = await clickhouse.first<{ fingerprint: string }>(
    sql`
    select concat(toString(count()), '/', toString(groupBitXor(sipHash64(customer)))) as fingerprint
    from (${customers})`,
    { timeoutMs: 120_000 },
  )
  const fingerprint = summed?.fingerprint ?? ''
  let moved: Moved | null = null
  if (fingerprint !== before) {
    const members = newMembers(workspace.number, segment)
    await addFound(clickhouse, members, customers)
    // A changed rule begins anew: who is in it now is not who came.
    if (before !== null) moved = await movedBy(clickhouse, members)
    await publish(clickhouse, members)
  }
  await recordComputed(installation, workspace.number, segment, {
    customers: await sizeOf(clickhouse, workspace.number, segment),
    tookMs: Math.round(performance.now() - started),
    fingerprint,
    moved,
  })
}

/** Members written for a segment that a crash kept from being named belong to nothing. */
async function forgetUnnamed({ clickhouse, postgres }: Installation, { number }: Workspace): Promise<void> {
  // What is a day old is not being made any more. Generations are microseconds of the machine's clock.
  const old = sql`workspace_id = ${u32(number)} and generation < ${u64(BigInt(Date.now() - 86_400_000) * 1000n)}`
  const held = await clickhouse.rows<{ segment: string }>(sql`
    select distinct toString(segment_id) as segment from segment_members_raw where ${old}`)
  const named = new Set(
    [...(await rowsOf(postgres, number, false)), ...(await rowsOf(postgres, number, true))].map(row => row.segment_id),
  )
  const unnamed = held.map(row => row.segment).filter(segment => !named.has(segment))
  if (unnamed.length > 0)
    await clickhouse.run(sql`
      alter table segment_members_raw delete where ${old} and has(${texts(unnamed)}, segment_id)`)
}
