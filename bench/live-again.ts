import { type ClickHouse, sql, u32, u64 } from '../src/engines/clickhouse/index.ts'
import type { VisitArrays } from './visit-arrays.ts'

/**
 * Writes the traces and contacts that are there again, for other customers, until each life was lived so many times:
 * ten million events make a hundred million in minutes. Nobody is who somebody was, so every figure is so many times
 * what it was. Told again, it goes on where it was.
 */
export async function liveAgain(clickhouse: ClickHouse, workspace: number, times: number): Promise<void> {
  const slow = { timeoutMs: 1_800_000, maxMemoryBytes: 6_000_000_000 }
  for (const table of [sql`traces_raw`, sql`contacts_raw`]) {
    const [first] = await clickhouse.rows<{ lives: string }>(sql`
      select countDistinct(bitShiftRight(version, 56)) as lives from ${table} where workspace_id = ${u32(workspace)}`)
    for (let life = Math.max(1, Number(first?.lives)); life < times; life++) {
      // The life stands in the top byte of the version, which no clock reaches.
      await clickhouse.run(
        sql`
        insert into ${table}
        select * replace (
          bitAnd(cityHash64(customer_id, ${u32(life)}), 0x7fffffffffffffff) as customer_id,
          bitOr(version, bitShiftLeft(toUInt64(${u64(BigInt(life))}), 56)) as version)
        from (
          select * from ${table} final where workspace_id = ${u32(workspace)} and bitShiftRight(version, 56) = 0
        )`,
        slow,
      )
    }
    await clickhouse.run(sql`optimize table ${table} final`, slow)
  }
}

/** The same of what is held in memory. */
export function liveAgainInArrays(visits: VisitArrays, times: number): VisitArrays {
  if (times === 1) return visits
  const { length } = visits
  const again = <A extends Uint8Array | Float64Array>(own: A, room: A): A => {
    for (let life = 0; life < times; life++) room.set(own.subarray(0, length), life * length)
    return room
  }
  const bytes = (own: Uint8Array) => again(own, new Uint8Array(length * times))
  return {
    length: length * times,
    touchpoint: bytes(visits.touchpoint),
    atMs: again(visits.atMs, new Float64Array(length * times)),
    opensCustomer: bytes(visits.opensCustomer),
    opensCase: bytes(visits.opensCase),
    segment: bytes(visits.segment),
  }
}
