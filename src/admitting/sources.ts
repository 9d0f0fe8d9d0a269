import type {
  createSource as createSourceRoute,
  listSources as listSourcesRoute,
  Source,
  updateSource as updateSourceRoute,
} from '../contract/admitting-sources.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import { sql } from '../engines/postgres/index.ts'
import type { Context, Installation } from '../feature.ts'
import type { Channel } from '../vocabulary/channel.ts'
import { newId } from '../vocabulary/id.ts'
import { problem } from '../vocabulary/problem.ts'
import { type Auditing, audit } from './audit.ts'
import { forgetKeyHolders } from './key-holder.ts'

type SourceRow = {
  source_id: string
  number: number
  name: string
  channel: Channel
  disabled: boolean
  created_at: Date
}

const columns = sql.raw('source_id, number, name, channel, disabled, created_at')

export async function listSources(context: Context): Promise<AnswerOf<typeof listSourcesRoute>> {
  const rows = await context.postgres.rows(sql<SourceRow>`
    select ${columns} from admitting.sources where workspace_id = ${context.workspace.number} order by number`)
  return { sources: rows.map(sourceOf) }
}

/** The source of that name, made where it does not exist: for imports, the command line and the sample. */
export async function sourceByName(
  installation: Pick<Installation, 'postgres' | 'now'> & Auditing,
  name: string,
  channel: Channel,
): Promise<Source> {
  const row = await installation.postgres.first(sql<SourceRow>`
    select ${columns} from admitting.sources
    where workspace_id = ${installation.workspace.number} and name = ${name}`)
  if (row) return sourceOf(row)
  return (await makeSource(installation, name, channel)) ?? sourceByName(installation, name, channel)
}

export async function createSource(
  context: Context,
  { body }: InputOf<typeof createSourceRoute>,
): Promise<AnswerOf<typeof createSourceRoute>> {
  const made = await makeSource(context, body.name, body.channel)
  if (!made) throw problem('source_name_taken', { name: body.name })
  return made
}

export async function updateSource(
  context: Context,
  { params, body }: InputOf<typeof updateSourceRoute>,
): Promise<AnswerOf<typeof updateSourceRoute>> {
  const changed = await context.postgres.transaction(async transaction => {
    await lockNumbers(transaction, context.workspace.number)
    const taken = await transaction.first(sql<{ one: number }>`
      select 1 as one
      from admitting.sources
      where workspace_id = ${context.workspace.number}
        and name = ${body.name ?? null} and source_id <> ${params.source}`)
    const row = await transaction.first(sql<SourceRow>`
      select ${columns} from admitting.sources
      where workspace_id = ${context.workspace.number} and source_id = ${params.source}`)
    if (!row) throw problem('not_found', { what: 'source' })
    if (taken) throw problem('source_name_taken', { name: body.name })
    const after = await transaction.first(sql<SourceRow>`
      update admitting.sources
      set
        name = coalesce(${body.name ?? null}, name),
        channel = coalesce(${body.channel ?? null}, channel),
        disabled = coalesce(${body.disabled ?? null}, disabled)
      where workspace_id = ${context.workspace.number} and source_id = ${params.source}
      returning ${columns}`)
    await audit(context, transaction, 'source.changed', {
      source: params.source,
      fields: Object.keys(body).join(' '),
      disabled: after!.disabled,
    })
    return sourceOf(after!)
  })
  forgetKeyHolders(context)
  return changed
}

/** Nothing when the name is taken. */
function makeSource(
  installation: Pick<Installation, 'postgres' | 'now'> & Auditing,
  name: string,
  channel: Channel,
): Promise<Source | undefined> {
  const workspace = installation.workspace.number
  return installation.postgres.transaction(async transaction => {
    await lockNumbers(transaction, workspace)
    const row = await transaction.first(sql<SourceRow>`
      insert into admitting.sources (workspace_id, source_id, number, name, channel, created_at)
      select ${workspace}, ${newId('src', installation.now())}, coalesce(max(number), 0) + 1, ${name}, ${channel},
        ${installation.now()}::timestamptz
      from admitting.sources
      where workspace_id = ${workspace}
      on conflict (workspace_id, name) do nothing
      returning ${columns}`)
    if (!row) return undefined
    await audit(installation, transaction, 'source.created', { source: row.source_id, channel })
    return sourceOf(row)
  })
}

/** Numbers are given one after the other. */
async function lockNumbers(transaction: Parameters<Installation['post']>[0], workspace: number): Promise<void> {
  await transaction.run(sql`
    select 1 from admitting.workspaces where workspace_id = ${workspace} for no key update`)
}

function sourceOf(row: SourceRow): Source {
  return {
    id: row.source_id,
    number: row.number,
    name: row.name,
    channel: row.channel,
    disabled: row.disabled,
    createdAt: row.created_at.toISOString(),
  }
}
