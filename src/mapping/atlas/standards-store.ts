import { type HouseStandards, houseStandards } from '../../contract/house-standards.ts'
import { type Queryable, sql } from '../../engines/postgres/index.ts'

/** The standards of the house; a house that set none asks for nothing. */
export async function readStandards(store: Queryable, workspace: number): Promise<HouseStandards> {
  const row = await store.first(sql<{ document: unknown }>`
    select document from mapping.standards where workspace_id = ${workspace}`)
  return row ? houseStandards.parse(row.document) : { lanes: {} }
}
