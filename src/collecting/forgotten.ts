import { type Queryable, sql } from '../engines/postgres/index.ts'

/** The anchors of customers who were erased: what arrives later under them is not stored. */
export type Forgotten = {
  of(queryable: Queryable, workspace: number): Promise<ReadonlySet<bigint>>
  /** After a change of the table: it is read again when next asked for. */
  changed(workspace: number): void
}

/** Erasures are few: those of a workspace are read once and kept. */
export function openForgotten(): Forgotten {
  const kept = new Map<number, ReadonlySet<bigint>>()
  return {
    of: async (queryable, workspace) => {
      const known = kept.get(workspace)
      if (known) return known
      const rows = await queryable.rows(sql<{ anchor: string }>`
        select anchor from collecting.forgotten where workspace_id = ${workspace}`)
      const anchors = new Set(rows.map(row => BigInt(row.anchor)))
      kept.set(workspace, anchors)
      return anchors
    },
    changed: workspace => {
      kept.delete(workspace)
    },
  }
}
