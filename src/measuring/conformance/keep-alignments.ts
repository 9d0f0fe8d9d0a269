import { setImmediate as turn } from 'node:timers/promises'
import type { ClickHouse } from '../../engines/clickhouse/index.ts'
import { alignerOf } from '../../vocabulary/statistics/conformance.ts'
import { type AlignmentScope, listUnaligned } from '../questions/count-alignments.ts'
import { tellStories } from '../questions/count-stories.ts'
import { type AlignmentFrame, itemsOf } from './alignment-frame.ts'

/** So many are looked up and written at once. */
const batch = 25_000

/**
 * Aligns the variants that were not aligned with this map yet, the most frequent first, and keeps what came of it. What
 * is kept is a function of the map and of the variant: two that do this at once write the same.
 * @returns how many were aligned; fewer than `most` when none is left.
 */
export async function keepAlignments(
  clickhouse: ClickHouse,
  frame: AlignmentFrame,
  scope: AlignmentScope,
  most: number,
): Promise<number> {
  const unaligned = await listUnaligned(clickhouse, scope, most)
  const align = alignerOf(frame.model)
  const itemsKept = itemsOf(frame)
  for (let from = 0; from < unaligned.length; from += batch) {
    const some = unaligned.slice(from, from + batch)
    const told = await tellStories(clickhouse, scope.keeping, [...new Set(some.map(({ variant }) => variant))])
    const lines: string[] = []
    for (const [index, { variant, closed }] of some.entries()) {
      const touchpoints = told.get(variant)
      // Written again between the two questions: the next asking finds what it became.
      if (!touchpoints) continue
      const items = itemsKept(align(touchpoints, closed === 0))
      lines.push(
        `[${scope.keeping.workspace},"${scope.frame}",${closed},"${variant}",[${[...items.keys()]}],[${[...items.values()]}]]`,
      )
      // Others are answered between.
      if (index % 100 === 99) await turn()
    }
    await clickhouse.insertLines('alignments_raw', columns, lines.join('\n'))
  }
  return unaligned.length
}

const columns = ['workspace_id', 'frame', 'closed', 'story', 'items', 'amounts']
