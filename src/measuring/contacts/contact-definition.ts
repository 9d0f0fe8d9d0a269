import { audit } from '../../admitting/index.ts'
import type {
  KeptContactDefinition,
  setContactDefinition as setContactDefinitionRoute,
} from '../../contract/measuring-contacts.ts'
import type { InputOf } from '../../contract/route.ts'
import { sql, type Transaction } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { problem } from '../../vocabulary/problem.ts'
import { eventNames } from '../traces/event-names.ts'
import { allContacts, type DefinitionRow, readContactDefinition, toldOf } from './contact-definition-store.ts'
import { readNames } from './contact-rule.ts'

export async function getContactDefinition(context: Context): Promise<KeptContactDefinition> {
  return await readContactDefinition(context)
}

/** @throws problem `changed_meanwhile`; `input_invalid` for an event that nobody sent. */
export async function setContactDefinition(
  context: Context,
  { body }: InputOf<typeof setContactDefinitionRoute>,
): Promise<KeptContactDefinition> {
  const { workspace, actor, postgres } = context
  const { definition, revision } = body
  const known = await eventNames(context, workspace.number, false)
  // What was kept before stays, even if its events are long forgotten.
  const { definition: before } = await readContactDefinition(context)
  for (const part of ['contacts', 'selfHelp', 'solved'] as const)
    if (definition[part]) readNames(JSON.stringify(definition[part]), [...known, ...(before[part] ?? [])])
  return await postgres.transaction(async transaction => {
    const by = actor.kind === 'member' ? actor.memberId : null
    const row = await transaction.first(sql<DefinitionRow>`
      insert into measuring.contact_definitions as kept (workspace_id, revision, document, changed_at, changed_by)
      select ${workspace.number}, 1, ${JSON.stringify(definition)}::jsonb, ${context.now()}, ${by}
      where ${revision}::integer = 0
        or exists (select 1 from measuring.contact_definitions where workspace_id = ${workspace.number})
      on conflict (workspace_id) do update set
        revision = kept.revision + 1,
        document = excluded.document,
        changed_at = excluded.changed_at,
        changed_by = excluded.changed_by
      where kept.revision = ${revision}
      returning revision, document, changed_at`)
    if (!row) throw problem('changed_meanwhile')
    await askWritingContacts(transaction, workspace.number)
    await audit(context, transaction, 'contacts.defined', {
      revision: row.revision,
      said: Object.entries(definition)
        .filter(([, value]) => value !== null)
        .map(([part]) => part)
        .join(', '),
    })
    return toldOf(row)
  })
}

/** Contacts are written again by what counts now. Until they are, questions read the events. */
async function askWritingContacts(transaction: Transaction, workspace: number): Promise<void> {
  await transaction.run(sql`
    insert into measuring.rebuilds (workspace_id, journey_id)
    values (${workspace}, ${allContacts})
    on conflict (workspace_id, journey_id) do update
    set ranges = null, ranges_done = 0, asked_at = now(), started_at = null`)
}
