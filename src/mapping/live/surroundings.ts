import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { MapSurroundings } from '../../vocabulary/map/map-surroundings.ts'
import { readStandards } from '../atlas/standards-store.ts'
import { readBindings } from '../store/bindings.ts'
import { readLibrary } from '../store/library.ts'

/** What the rules look at beside a map. */
export type Surroundings = Required<MapSurroundings>

type Known = Surroundings & { readonly print: string }

const known = new WeakMap<object, Map<number, Known>>()

/**
 * The library and what is bound, read again only when a row of theirs changed: `xmin` of a row is the transaction that
 * wrote it. Asked at every edit, and hardly ever changed by one. `house` is the store that all transactions are of.
 */
export async function surroundingsOf(house: object, store: Queryable, workspace: number): Promise<Surroundings> {
  const row = await store.first(sql<{ print: string }>`
    select concat_ws(' ',
      (select concat_ws(' ', count(*), sum(xmin::text::bigint)) from mapping.library where workspace_id = ${workspace}),
      (select concat_ws(' ', count(*), sum(xmin::text::bigint)) from mapping.bindings where workspace_id = ${workspace}),
      (select xmin::text from mapping.standards where workspace_id = ${workspace})
    ) as print`)
  const print = row!.print
  const kept = known.get(house) ?? new Map<number, Known>()
  known.set(house, kept)
  const there = kept.get(workspace)
  if (there?.print === print) return there
  const { library } = await readLibrary(store, workspace)
  const bound = new Set((await readBindings(store, workspace)).map(rule => rule.touchpoint))
  const { lanes } = await readStandards(store, workspace)
  const fresh = { print, library, bound, lanes }
  if (kept.size > 100) kept.clear()
  kept.set(workspace, fresh)
  return fresh
}
