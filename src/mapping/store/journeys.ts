import { type Queryable, sql } from '../../engines/postgres/index.ts'
import { type Journey, journeyShape } from '../../vocabulary/journey.ts'

/** Who changes something, and when. */
export type Stamp = { readonly at: Date; readonly by: string }

export type KeptJourney = { readonly journey: Journey; readonly number: number }

type Row = { number: number; document: unknown }

export async function readJourneys(store: Queryable, workspace: number): Promise<readonly KeptJourney[]> {
  const rows = await store.rows(sql<Row>`
    select number, document
    from mapping.journeys
    where workspace_id = ${workspace}
    order by number`)
  return rows.map(kept)
}

/** The journey, locked until the transaction ends where `lock` says so. */
export async function readJourney(
  store: Queryable,
  workspace: number,
  id: string,
  lock = false,
): Promise<KeptJourney | undefined> {
  const row = await store.first(sql<Row>`
    select number, document
    from mapping.journeys
    where workspace_id = ${workspace} and journey_id = ${id}
    ${lock ? sql`for update` : sql``}`)
  return row && kept(row)
}

export async function insertJourney(
  store: Queryable,
  workspace: number,
  journey: Journey,
  stamp: Stamp,
): Promise<number> {
  const number = await nextNumber(store, workspace, 'journeys')
  await store.run(sql`
    insert into mapping.journeys (workspace_id, journey_id, number, document, created_at, created_by, updated_at)
    values (${workspace}, ${journey.id}, ${number}, ${JSON.stringify(journey)}, ${stamp.at}, ${stamp.by}, ${stamp.at})`)
  return number
}

export async function updateJourney(
  store: Queryable,
  workspace: number,
  journey: Journey,
  stamp: Stamp,
): Promise<void> {
  await store.run(sql`
    update mapping.journeys
    set document = ${JSON.stringify(journey)}, updated_at = ${stamp.at}
    where workspace_id = ${workspace} and journey_id = ${journey.id}`)
}

export async function deleteJourney(store: Queryable, workspace: number, id: string): Promise<void> {
  await store.run(sql`delete from mapping.journeys where workspace_id = ${workspace} and journey_id = ${id}`)
}

/** The next number of its kind in the workspace. Numbers are never given twice: traces may still hold an old one. */
export async function nextNumber(
  store: Queryable,
  workspace: number,
  kind: 'journeys' | 'touchpoints',
): Promise<number> {
  const row = await store.first(sql<{ last: number }>`
    insert into mapping.counters (workspace_id, kind, last)
    values (${workspace}, ${kind}, 1)
    on conflict (workspace_id, kind) do update set last = mapping.counters.last + 1
    returning last`)
  return row!.last
}

function kept(row: Row): KeptJourney {
  return { journey: journeyShape.parse(row.document), number: row.number }
}
