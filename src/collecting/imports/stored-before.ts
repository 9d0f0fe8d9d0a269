import { sql as clickhouseSql, texts, u32, u64s } from '../../engines/clickhouse/index.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Installation } from '../../feature.ts'
import { identifierText } from '../../vocabulary/message.ts'
import type { Judged } from '../accept-messages.ts'
import { anchorOf } from '../anchor.ts'
import type { Job } from './store.ts'

/** The ledger of message ids remembers at least this long. */
const ledgerDays = 4

/**
 * Whether events of this source may be stored of which the ledger knows nothing any more: the export of last month,
 * imported again with this month's rows. Stored twice they would not be, but they would be counted as new.
 */
export async function mayBeForgotten(installation: Installation, job: Job): Promise<boolean> {
  const before = new Date(job.askedAt.getTime() - ledgerDays * 86_400_000)
  const row = await installation.postgres.first(sql<{ found: boolean }>`
    select exists (
      select from collecting.imports
      where workspace_id = ${job.workspace.number} and source = ${job.source} and not dry_run and accepted > 0
        and asked_at < ${before}
    ) as found`)
  return row?.found ?? false
}

/** Which of these messages are stored already, by the customers whom they name. */
export async function storedBefore(
  installation: Installation,
  workspace: number,
  messages: Judged['messages'],
): Promise<ReadonlySet<string>> {
  const anchors = new Set<bigint>()
  for (const { value } of messages) {
    const { userId, anonymousId } = value as { readonly userId?: unknown; readonly anonymousId?: unknown }
    const [user, browser] = [identifierText(userId), identifierText(anonymousId)]
    if (user !== undefined) anchors.add(anchorOf(installation, workspace, 'user_id', user))
    if (browser !== undefined) anchors.add(anchorOf(installation, workspace, 'anonymous_id', browser))
  }
  const ids = messages.map(({ id }) => id)
  const rows = await installation.clickhouse.rows<{ id: string }>(clickhouseSql`
    select distinct toString(message_id) as id
    from events_raw
    where workspace_id = ${u32(workspace)}
      and anchor in (select arrayJoin(${u64s([...anchors])}))
      and message_id in (select toUUID(arrayJoin(${texts(ids)})))`)
  return new Set(rows.map(({ id }) => id))
}
