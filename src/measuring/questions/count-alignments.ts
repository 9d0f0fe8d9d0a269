import { type ClickHouse, f64s, type Sql, sql, u32, u64 } from '../../engines/clickhouse/index.ts'
import { itemNumber } from '../conformance/alignment-frame.ts'
import type { Keeping } from '../filtering/kept-visits.ts'
import { toldCases } from './count-stories.ts'
import { countingUpTo } from './counted-up-to.ts'

/** Which cases are aligned with which map: `frame` is the number that its alignments are kept by. */
export type AlignmentScope = {
  readonly keeping: Keeping
  /** A case is closed when it reached its end or nothing came after its last visit since then. */
  readonly closedBefore: Date
  readonly frame: bigint
}

/** An item of alignments (see alignment-frame.ts) over closed, or open, cases. */
export type ItemCount = {
  readonly closed: 0 | 1
  readonly item: string
  readonly cases: string
  /** Of these, those with no deviation but what is accepted. */
  readonly conforming: string
  /** The amounts of all cases: visits, and for what they cost, costs. */
  readonly amounts: string
  /** Distinct customers, counted no further than asked. */
  readonly customers: string
  readonly variants: string
}

/**
 * What do the alignments of these cases show, item by item? Cases are counted by variant, and what is kept of the
 * variant's alignment counts for each. `accepted` are items of deviations that the map lets pass.
 */
export function countAlignments(
  clickhouse: ClickHouse,
  scope: AlignmentScope,
  accepted: readonly number[],
  minimumGroup: number,
): Promise<readonly ItemCount[]> {
  const customers = countingUpTo(minimumGroup)
  const deviations = numberOf(itemNumber('skipped'))
  // Items of deviations are the greatest: where none is accepted, a case conforms that has no such item.
  const passes =
    accepted.length === 0
      ? sql`arrayMax(kept_items) < ${deviations}`
      : sql`not arrayExists(item -> item >= ${deviations} and not has(${f64s(accepted)}, toFloat64(item)), kept_items)`
  return clickhouse.rows<ItemCount>(sql`
    select
      over as closed,
      item,
      sum(many) as cases,
      sumIf(many, passes) as conforming,
      sum(many * amount) as amounts,
      ${customers.merge(sql`some`)} as customers,
      count() as variants
    from (
      select over, many, some, kept_items, kept_amounts, ${passes} as passes
      from (
        select variant, over, count() as many, ${customers.state} as some
        from (${toldCases(scope.keeping, scope.closedBefore)})
        group by variant, over
      ) as told
      any left join (${keptAlignments(scope)}) as kept on told.variant = kept.story and told.over = kept.closed
    )
    left array join kept_items as item, kept_amounts as amount
    group by over, item`)
}

const numberOf = (item: number) => u64(BigInt(item))

function keptAlignments({ keeping, frame }: AlignmentScope): Sql {
  return sql`
    select story, closed, items as kept_items, amounts as kept_amounts
    from alignments_raw
    where workspace_id = ${u32(keeping.workspace)} and frame = ${u64(frame)}`
}

/** A variant that was not aligned yet, of closed or of open cases. */
export type Unaligned = { readonly variant: string; readonly closed: 0 | 1 }

/**
 * Which variants were not aligned yet, the most frequent first? They come as columns: of a hundred thousand rows the
 * names would be most of what is read.
 */
export async function listUnaligned(
  clickhouse: ClickHouse,
  scope: AlignmentScope,
  most: number,
): Promise<readonly Unaligned[]> {
  const columns = await clickhouse.first<{
    readonly variants: readonly string[]
    readonly closed: readonly (0 | 1)[]
  }>(sql`
    select groupArray(variant) as variants, groupArray(over) as closed
    from (
      select variant, over, count() as many
      from (${toldCases(scope.keeping, scope.closedBefore)})
      where (variant, over) not in (
        select story, closed
        from alignments_raw
        where workspace_id = ${u32(scope.keeping.workspace)} and frame = ${u64(scope.frame)})
      group by variant, over
      order by many desc, variant, over
      limit ${u32(most)}
    )`)
  return columns?.variants.map((variant, index) => ({ variant, closed: columns.closed[index]! })) ?? []
}

/** A condition on a variant, as `variant`: whether its alignment in closed cases shows an item. */
export function showing({ keeping, frame }: AlignmentScope, item: number): Sql {
  return sql`variant in (
    select story
    from alignments_raw
    where workspace_id = ${u32(keeping.workspace)} and frame = ${u64(frame)} and closed = 1 and has(items, ${numberOf(item)}))`
}
