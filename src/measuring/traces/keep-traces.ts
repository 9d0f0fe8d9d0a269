import { setTimeout as pause } from 'node:timers/promises'
import {
  anchorsOfCustomers,
  backlogOf,
  nextVersion,
  settleTouched,
  type Touched,
  touchedCustomers,
} from '../../collecting/index.ts'
import { sql, u32, u32s, u64, u64s } from '../../engines/clickhouse/index.ts'
import type { Installation } from '../../feature.ts'
import { contactRulesOf } from '../contacts/contact-rule.ts'
import { anythingToWrite, writeContacts } from '../contacts/write-contacts.ts'
import { rulesOf } from './rules-of.ts'
import { type TraceRule, writeTraces } from './trace-journey.ts'

const mostCustomers = 20_000
/** Journeys written by one statement: more would make it too long. */
const mostJourneys = 8
const restMs = 300
/** Under load a customer is touched again and again: waiting a little writes their traces once for many events. */
const gatherMs = 800
/** With so many events still to be moved, the customers of today's will be touched again: their traces wait, but not for ever. */
const manyToMove = 30_000
const longestMs = 10_000

/** Keeps traces true: writes again those of customers whose events or identity changed. */
export async function keepTraces(installation: Installation, signal: AbortSignal): Promise<void> {
  let writtenAt = Date.now()
  while (!signal.aborted) {
    if (backlogOf(installation) > manyToMove && Date.now() - writtenAt < longestMs) {
      await pause(restMs, undefined, { signal }).catch(() => {})
      continue
    }
    const touched = await touchedCustomers(installation, mostCustomers)
    if (!touched) {
      await pause(restMs, undefined, { signal }).catch(() => {})
      continue
    }
    const startedAt = Date.now()
    await writeTouched(installation, touched)
    writtenAt = Date.now()
    const many = touched.customers.length > 500
    // Half of the time at most goes to traces while events pour in; a lone event is measured at once.
    if (many) await pause(Math.max(gatherMs, Date.now() - startedAt), undefined, { signal }).catch(() => {})
  }
}

/** Writes the traces of these customers again, in every journey, and says that they are written. */
export async function writeTouched(installation: Installation, touched: Touched): Promise<void> {
  const { workspace } = touched
  const customers = touched.customers.map(({ customer }) => customer)
  const version = nextVersion()
  const anchors = await anchorsOfCustomers(installation, workspace, customers)
  const condition = sql`anchor in (select arrayJoin(${u64s(anchors.map(({ anchor }) => anchor))}))`
  const rules = await rulesOf(installation, workspace, condition)
  const bound = rules.filter(rule => rule.isBound)
  for (let first = 0; first < bound.length && anchors.length > 0; first += mostJourneys) {
    const some = bound.slice(first, first + mostJourneys)
    await installation.clickhouse.run(writeTraces(some, { workspace, anchors: condition, version }), bounds)
  }
  await emptyOthers(installation, workspace, rules, customers, version)
  const own = sql`customer_id in (select arrayJoin(${u64s(customers)}))`
  // After the rules of traces, which number the names that are new.
  const contacts = await contactRulesOf(installation, workspace)
  const those = { workspace, anchors: anchors.length > 0 ? condition : sql`0`, customers: own }
  if (await installation.clickhouse.first(anythingToWrite(contacts, those), bounds))
    await installation.clickhouse.run(writeContacts(contacts, { ...those, version }), bounds)
  await settleTouched(installation, touched)
}

/** Customers that have no visit any more (joined into another, forgotten, bound otherwise) keep an empty row. */
async function emptyOthers(
  installation: Installation,
  workspace: number,
  rules: readonly TraceRule[],
  customers: readonly bigint[],
  version: bigint,
): Promise<void> {
  await installation.clickhouse.run(
    sql`
    insert into traces_raw (workspace_id, journey, customer_id, version)
    select workspace_id, journey, customer_id, ${u64(version)}
    from traces_raw
    where workspace_id = ${u32(workspace)} and journey in (select arrayJoin(${u32s(rules.map(rule => rule.journey))}))
      and customer_id in (select arrayJoin(${u64s(customers)}))
    group by workspace_id, journey, customer_id
    having max(version) < ${u64(version)} and argMax(at.size0 > 0 or claims.size0 > 0, version)`,
    bounds,
  )
}

const bounds = { timeoutMs: 120_000, maxMemoryBytes: 3_000_000_000 }
