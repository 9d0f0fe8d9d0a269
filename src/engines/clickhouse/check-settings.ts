import type { ClickHouse } from './index.ts'
import { sql } from './sql.ts'

/**
 * Makes a table with the promised settings and reads them back: a build that silently ignored one would lose
 * acknowledged batches at the next power cut. Also reads the bounds on time and memory.
 */
export async function checkSettings(clickhouse: ClickHouse): Promise<void> {
  await clickhouse.define(
    `create table if not exists settings_check (number UInt8) engine = MergeTree order by number settings ${clickhouse.durableTable}`,
  )
  const table = await clickhouse.first<{ definition: string }>(
    sql`select create_table_query as definition from system.tables where database = currentDatabase() and name = 'settings_check'`,
  )
  const missing = clickhouse.durableTable
    .split(', ')
    .filter(setting => !table?.definition.replaceAll(' ', '').includes(setting.replaceAll(' ', '')))
  const bounds = await clickhouse.rows<{ name: string; value: string }>(sql`
    select name, value
    from system.settings
    where name in ('max_execution_time', 'max_memory_usage', 'async_insert')`)
  const inForce = (name: string) => bounds.find(bound => bound.name === name)?.value
  if (inForce('async_insert') !== '0') missing.push('async_insert = 0')
  if (Number(inForce('max_execution_time')) === 0) missing.push('max_execution_time')
  if (Number(inForce('max_memory_usage')) === 0) missing.push('max_memory_usage')
  if (missing.length > 0) {
    throw new Error(`ClickHouse does not keep these settings: ${missing.join(', ')}. Parcours will not start on it.`)
  }
}
