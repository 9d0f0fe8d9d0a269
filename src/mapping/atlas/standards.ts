import { audit } from '../../admitting/index.ts'
import type { HouseStandards, setStandards as setStandardsRoute } from '../../contract/house-standards.ts'
import type { InputOf } from '../../contract/route.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { stampOf } from '../stamp.ts'
import { readStandards } from './standards-store.ts'

export async function getStandards(context: Context): Promise<HouseStandards> {
  return await readStandards(context.postgres, context.workspace.number)
}

export async function setStandards(
  context: Context,
  { body }: InputOf<typeof setStandardsRoute>,
): Promise<HouseStandards> {
  const stamp = stampOf(context)
  return await context.postgres.transaction(async transaction => {
    await transaction.run(sql`
      insert into mapping.standards (workspace_id, document, changed_at, changed_by)
      values (${context.workspace.number}, ${JSON.stringify(body)}, ${stamp.at}, ${stamp.by})
      on conflict (workspace_id) do update set
        document = excluded.document,
        changed_at = excluded.changed_at,
        changed_by = excluded.changed_by`)
    await audit(context, transaction, 'standards.changed', { templates: Object.keys(body.lanes).join(', ') })
    return body
  })
}
