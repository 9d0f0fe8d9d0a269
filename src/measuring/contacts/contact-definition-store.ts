import type { DocumentRow } from '../../admitting/index.ts'
import {
  type ContactDefinition,
  contactDefinition,
  type KeptContactDefinition,
} from '../../contract/measuring-contacts.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Context, Installation } from '../../feature.ts'

const nothingSaid: ContactDefinition = {
  ...{ contacts: null, assisted: null, reason: null, conversation: null, mergeMinutes: null },
  ...{ days: null, selfHelp: null, solved: null, leakHours: null },
}

/** Whose definition is read: of a workspace that asks, or whose contacts are written. */
export type DefinitionPlace = Installation & { readonly workspace: Pick<Context['workspace'], 'number'> }

/** What the workspace counts as a contact, where a question says nothing else. */
export async function readContactDefinition(
  place: Pick<Context, 'postgres'> & { readonly workspace: Pick<Context['workspace'], 'number'> },
): Promise<KeptContactDefinition> {
  const { written: _, ...kept } = await readContactRules(place)
  return kept
}

export type KeptRules = KeptContactDefinition & {
  /** Whether the contacts of all customers are written by it. */
  readonly written: boolean
}

/** The same, with whether contacts are written by it: in one question, as both change together. */
export async function readContactRules({
  postgres,
  workspace,
}: Parameters<typeof readContactDefinition>[0]): Promise<KeptRules> {
  const row = await postgres.first(sql<Partial<DocumentRow> & { written: boolean }>`
    select
      kept.revision,
      kept.document,
      kept.changed_at,
      not exists (
        select from measuring.rebuilds where workspace_id = ${workspace.number} and journey_id = ${allContacts}
      ) as written
    from (select 1) as one
    left join measuring.contact_definitions as kept on kept.workspace_id = ${workspace.number}`)
  const written = row?.written === true
  if (row?.revision == null) return { revision: 0, definition: nothingSaid, changedAt: null, written }
  return { ...toldOf(row as DocumentRow), written }
}

/** Under this name the contacts of a workspace stand among the journeys that are to be measured again. */
export const allContacts = 'contacts'

export function toldOf({ revision, document, changed_at }: DocumentRow): KeptContactDefinition {
  const definition = contactDefinition.parse({ ...nothingSaid, ...(document as object) })
  return { revision, definition, changedAt: changed_at.toISOString() }
}
