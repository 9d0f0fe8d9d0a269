import {
  type ContactDefinition,
  contactDefinition,
  type KeptContactDefinition,
} from '../../contract/measuring-contacts.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'

const nothingSaid: ContactDefinition = {
  ...{ contacts: null, assisted: null, reason: null, conversation: null, mergeMinutes: null },
  ...{ days: null, selfHelp: null, solved: null, leakHours: null },
}

export type DefinitionRow = { readonly revision: number; readonly document: unknown; readonly changed_at: Date }

/** What the workspace counts as a contact, where a question says nothing else. */
export async function readContactDefinition(
  context: Pick<Context, 'postgres' | 'workspace'>,
): Promise<KeptContactDefinition> {
  const row = await context.postgres.first(sql<DefinitionRow>`
    select revision, document, changed_at
    from measuring.contact_definitions
    where workspace_id = ${context.workspace.number}`)
  if (!row) return { revision: 0, definition: nothingSaid, changedAt: null }
  return toldOf(row)
}

export function toldOf({ revision, document, changed_at }: DefinitionRow): KeptContactDefinition {
  const definition = contactDefinition.parse({ ...nothingSaid, ...(document as object) })
  return { revision, definition, changedAt: changed_at.toISOString() }
}
