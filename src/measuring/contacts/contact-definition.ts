import { audit, keepDocument } from '../../admitting/index.ts'
import type {
  KeptContactDefinition,
  setContactDefinition as setContactDefinitionRoute,
} from '../../contract/measuring-contacts.ts'
import type { InputOf } from '../../contract/route.ts'
import { sql, type Transaction } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { eventNames } from '../traces/event-names.ts'
import { allContacts, readContactDefinition, toldOf } from './contact-definition-store.ts'
import { readNames } from './contact-rule.ts'

export async function getContactDefinition(context: Context): Promise<KeptContactDefinition> {
  return await readContactDefinition(context)
}

/** @throws problem `changed_meanwhile`; `input_invalid` for an event that nobody sent. */
export async function setContactDefinition(
  context: Context,
  { body }: InputOf<typeof setContactDefinitionRoute>,
): Promise<KeptContactDefinition> {
  const { workspace, postgres } = context
  const { definition, revision } = body
  const known = await eventNames(context, workspace.number, false)
  // What was kept before stays, even if its events are long forgotten.
  const { definition: before } = await readContactDefinition(context)
  for (const part of ['contacts', 'selfHelp', 'solved'] as const)
    if (definition[part]) readNames(JSON.stringify(definition[part]), [...known, ...(before[part] ?? [])])
  return await postgres.transaction(async transaction => {
    const row = await keepDocument(context, transaction, sql`measuring.contact_definitions`, {
      document: definition,
      revision,
    })
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
