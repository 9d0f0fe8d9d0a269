import type { ClickHouse } from '../engines/clickhouse/index.ts'
import type { Moves } from './identities.ts'
import { nextVersion } from './version.ts'

/** Tells the analytical store which anchors now belong to which customer; the latest word on an anchor counts. */
export async function insertPlaces(clickhouse: ClickHouse, workspace: number, places: Moves['places']): Promise<void> {
  if (places.size === 0) return
  const version = nextVersion()
  await clickhouse.insert(
    'customer_places_raw',
    ['workspace_id', 'anchor', 'customer_id', 'version'],
    [...places].map(([anchor, customer]) => [workspace, String(anchor), String(customer), String(version)]),
  )
}
