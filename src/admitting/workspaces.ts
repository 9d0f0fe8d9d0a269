import type {
  getWorkspace as getWorkspaceRoute,
  listWorkspaces as listWorkspacesRoute,
  MeasurementConsent,
  newWorkspace as newWorkspaceRoute,
  updateWorkspace as updateWorkspaceRoute,
  WorkspaceFace,
} from '../contract/admitting-workspaces.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import { type Queryable, sql } from '../engines/postgres/index.ts'
import type { Actor, Context, Installation, OpenContext, Workspace } from '../feature.ts'
import { problem } from '../vocabulary/problem.ts'
import type { Role } from '../vocabulary/role.ts'
import { audit } from './audit.ts'
import { forgetKeyHolders } from './key-holder.ts'
import { signedMember } from './signed-member.ts'
import { type WorkspaceRow, workspaceColumns, workspaceOf } from './workspace-row.ts'

/** The workspace of a key, whoever asks: for the operator and for jobs. */
export async function workspaceByKey(
  installation: Pick<Installation, 'postgres'>,
  key: string,
): Promise<Workspace | undefined> {
  const row = await installation.postgres.first(sql<WorkspaceRow>`
    select ${workspaceColumns} from admitting.workspaces as w where w.key = ${key}`)
  return row && workspaceOf(row)
}

/** The workspace of a number, for loops that go through all of them. */
export async function workspaceByNumber(
  installation: Pick<Installation, 'postgres'>,
  number: number,
): Promise<Workspace | undefined> {
  const row = await installation.postgres.first(sql<WorkspaceRow>`
    select ${workspaceColumns} from admitting.workspaces as w where w.workspace_id = ${number}`)
  return row && workspaceOf(row)
}

export async function allWorkspaces(installation: Pick<Installation, 'postgres'>): Promise<readonly Workspace[]> {
  const rows = await installation.postgres.rows(sql<WorkspaceRow>`
    select ${workspaceColumns} from admitting.workspaces as w order by w.workspace_id`)
  return rows.map(workspaceOf)
}

/** The workspace and what the member is there; nothing for a stranger, as for a workspace that does not exist. */
export async function memberIn(
  installation: Pick<Installation, 'postgres'>,
  memberId: string,
  key: string,
): Promise<{ readonly workspace: Workspace; readonly role: Role } | undefined> {
  const row = await installation.postgres.first(sql<WorkspaceRow & { role: Role }>`
    select ${workspaceColumns}, m.role
    from admitting.workspaces as w
    join admitting.memberships as m using (workspace_id)
    where w.key = ${key} and m.member_id = ${memberId}`)
  return row && { workspace: workspaceOf(row), role: row.role }
}

export type NewWorkspace = {
  readonly name: string
  /** Made from the name when absent, with a number where that is taken. */
  readonly key?: string | undefined
  readonly timeZone: string
  readonly locale: 'fr' | 'en'
  /** `opt-in` unless said. */
  readonly measurementConsent?: MeasurementConsent | undefined
  /** The first member of the installation unless said; nobody while there is none. */
  readonly ownerId?: string | undefined
  readonly actor: Actor
}

/** Makes a workspace. @throws problem `workspace_key_taken` when the key was asked for and is in use. */
export function createWorkspace(
  installation: Pick<Installation, 'postgres' | 'now' | 'post'>,
  wanted: NewWorkspace,
): Promise<Workspace> {
  return installation.postgres.transaction(transaction => createWorkspaceIn(installation, transaction, wanted))
}

/** The same inside a transaction that does more. */
export async function createWorkspaceIn(
  installation: Pick<Installation, 'now' | 'post'>,
  transaction: Parameters<Installation['post']>[0],
  wanted: NewWorkspace,
): Promise<Workspace> {
  const now = installation.now()
  // Two that are made together from one name must not choose the same key.
  await transaction.run(sql`lock table admitting.workspaces in share row exclusive mode`)
  const key = wanted.key ?? (await freeKey(transaction, wanted.name))
  const row = await transaction.first(sql<WorkspaceRow>`
    insert into admitting.workspaces as w (key, name, time_zone, locale, measurement_consent, minimum_group, created_at)
    values (${key}, ${wanted.name}, ${wanted.timeZone}, ${wanted.locale}, ${wanted.measurementConsent ?? 'opt-in'},
      5, ${now})
    on conflict (key) do nothing
    returning ${workspaceColumns}`)
  if (!row) throw problem('workspace_key_taken', { key })
  const ownerId =
    wanted.ownerId ??
    (
      await transaction.first(sql<{ member_id: string }>`
      select member_id from admitting.members order by created_at, member_id limit 1`)
    )?.member_id
  if (ownerId !== undefined) {
    await transaction.run(sql`
      insert into admitting.memberships (workspace_id, member_id, role, since)
      values (${row.workspace_id}, ${ownerId}, 'owner', ${now})`)
  }
  const workspace = workspaceOf(row)
  await installation.post(transaction, { kind: 'workspace.created', workspace: workspace.number })
  await audit({ workspace, actor: wanted.actor, now: installation.now }, transaction, 'workspace.created', { key })
  return workspace
}

/** The workspaces of a member, by name. */
export async function workspacesOf(queryable: Queryable, memberId: string): Promise<WorkspaceFace[]> {
  const rows = await queryable.rows(sql<WorkspaceRow & { role: Role }>`
    select ${workspaceColumns}, m.role
    from admitting.memberships as m
    join admitting.workspaces as w using (workspace_id)
    where m.member_id = ${memberId}
    order by lower(w.name), w.workspace_id`)
  return rows.map(row => faceOf(row, row.role))
}

export async function listWorkspaces(context: OpenContext): Promise<AnswerOf<typeof listWorkspacesRoute>> {
  if (context.operator) return { workspaces: await everyFace(context.postgres) }
  return { workspaces: await workspacesOf(context.postgres, signedMember(context)) }
}

export async function newWorkspace(
  context: OpenContext,
  { body }: InputOf<typeof newWorkspaceRoute>,
): Promise<AnswerOf<typeof newWorkspaceRoute>> {
  if (context.operator) {
    const { key } = await createWorkspace(context, { ...body, actor: { kind: 'operator' } })
    return (await everyFace(context.postgres)).find(face => face.key === key)!
  }
  const ownerId = signedMember(context)
  const mine = await workspacesOf(context.postgres, ownerId)
  if (!mine.some(({ role }) => role === 'owner')) throw problem('not_allowed')
  const actor = { kind: 'member', memberId: ownerId, role: 'owner' } as const
  const { key } = await createWorkspace(context, { ...body, ownerId, actor })
  return (await workspacesOf(context.postgres, ownerId)).find(face => face.key === key)!
}

async function everyFace(queryable: Queryable): Promise<WorkspaceFace[]> {
  const rows = await queryable.rows(sql<WorkspaceRow>`
    select ${workspaceColumns} from admitting.workspaces as w order by lower(w.name), w.workspace_id`)
  return rows.map(row => faceOf(row, null))
}

export async function getWorkspace(context: Context): Promise<AnswerOf<typeof getWorkspaceRoute>> {
  const row = await context.postgres.first(sql<WorkspaceRow>`
    select ${workspaceColumns} from admitting.workspaces as w where w.workspace_id = ${context.workspace.number}`)
  return faceOf(row!, roleOf(context))
}

export async function updateWorkspace(
  context: Context,
  { body }: InputOf<typeof updateWorkspaceRoute>,
): Promise<AnswerOf<typeof updateWorkspaceRoute>> {
  const row = await context.postgres.transaction(async transaction => {
    const changed = await transaction.first(sql<WorkspaceRow>`
      update admitting.workspaces as w
      set
        name = coalesce(${body.name ?? null}, w.name),
        time_zone = coalesce(${body.timeZone ?? null}, w.time_zone),
        locale = coalesce(${body.locale ?? null}, w.locale),
        measurement_consent = coalesce(${body.measurementConsent ?? null}, w.measurement_consent),
        minimum_group = coalesce(${body.minimumGroup ?? null}, w.minimum_group)
      where w.workspace_id = ${context.workspace.number}
      returning ${workspaceColumns}`)
    await audit(context, transaction, 'workspace.changed', {
      fields: Object.keys(body).join(' '),
      measurementConsent: changed!.measurement_consent,
      minimumGroup: changed!.minimum_group,
    })
    return changed
  })
  forgetKeyHolders(context)
  return faceOf(row!, roleOf(context))
}

async function freeKey(queryable: Queryable, name: string): Promise<string> {
  const wanted =
    name
      .normalize('NFKD')
      .replace(/\p{Mark}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 32)
      .replace(/-$/, '') || 'workspace'
  const taken = await queryable.rows(sql<{ key: string }>`
    select key from admitting.workspaces where key = ${wanted} or key like ${`${wanted}-%`}`)
  const keys = new Set(taken.map(({ key }) => key))
  if (!keys.has(wanted)) return wanted
  let number = 2
  while (keys.has(`${wanted}-${number}`)) number++
  return `${wanted}-${number}`
}

function faceOf(row: WorkspaceRow, role: Role | null): WorkspaceFace {
  const { number: _, ...face } = workspaceOf(row)
  return { ...face, role }
}

function roleOf(context: Context): Role | null {
  return context.actor.kind === 'member' ? context.actor.role : null
}
