import { createHash } from 'node:crypto'
import type { checkAudit as checkAuditRoute, listAudit as listAuditRoute } from '../contract/admitting-audit.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import { type Queryable, sql } from '../engines/postgres/index.ts'
import type { Actor, Context, Installation } from '../feature.ts'

/** What an entry may tell besides who, when and what: ids, codes and counts, never a name, an address or a text. */
export type AuditPayload = Readonly<Record<string, string | number | boolean | null>>

/** Where an entry goes: a context does; so does `installationChain`. */
export type Auditing = {
  readonly workspace: { readonly number: number }
  readonly actor: Acting
  readonly now: () => Date
}

/** Outside a workspace a member has no role. */
type Acting = Actor | { readonly kind: 'member'; readonly memberId: string }

/** The chain of what happens outside any workspace: signing in, recovering. Only the operator reads it. */
export function installationChain(installation: Pick<Installation, 'now'>, actor: Acting): Auditing {
  return { workspace: { number: 0 }, actor, now: installation.now }
}

/**
 * Adds one entry to the audit log of the workspace, chained to the one before it.
 * It holds the workspace's head row until the transaction ends: call it last.
 */
export async function audit(
  context: Auditing,
  transaction: Queryable,
  action: `${string}.${string}`,
  payload: AuditPayload = {},
): Promise<void> {
  await transaction.run(sql`
    select admitting.append_audit(
      ${context.workspace.number}, ${context.now()}, ${actorText(context.actor)}, ${action}, ${JSON.stringify(payload)}
    )`)
}

function actorText(actor: Acting): string {
  switch (actor.kind) {
    case 'member':
      return `member:${actor.memberId}`
    case 'key':
      return `key:${actor.keyId}`
    case 'operator':
    case 'system':
      return actor.kind
    default:
      return actor satisfies never
  }
}

type EntryRow = {
  number: string
  at: Date
  actor: string
  action: string
  payload: string
  previous_hash: Buffer
  hash: Buffer
}

export async function listAudit(
  context: Context,
  { query }: InputOf<typeof listAuditRoute>,
): Promise<AnswerOf<typeof listAuditRoute>> {
  const before = /^\d{1,15}$/.test(query.cursor ?? '') ? Number(query.cursor) : Number.MAX_SAFE_INTEGER
  const rows = await context.postgres.rows(sql<EntryRow>`
    select number, at, actor, action, payload, previous_hash, hash
    from admitting.audit_entries
    where workspace_id = ${context.workspace.number} and number < ${before}
    order by number desc
    limit ${query.limit + 1}`)
  const entries = rows.slice(0, query.limit).map(row => ({
    number: Number(row.number),
    at: row.at.toISOString(),
    actor: row.actor,
    action: row.action,
    payload: JSON.parse(row.payload) as Record<string, unknown>,
    hash: row.hash.toString('hex'),
  }))
  return { entries, cursor: rows.length > query.limit ? String(entries.at(-1)!.number) : null }
}

export function checkAudit(context: Context): Promise<AnswerOf<typeof checkAuditRoute>> {
  return checkAuditChain(context.postgres, context.workspace.number)
}

/**
 * Recomputes a chain from its first entry. An edited entry is found at its number, a removed one at the number that is
 * missing, a lost end at the first number after it (as long as the head row was not rewritten with it: hence the head
 * in the answer, to be noted elsewhere).
 */
export async function checkAuditChain(
  postgres: Queryable,
  workspaceNumber: number,
): Promise<AnswerOf<typeof checkAuditRoute>> {
  const head = await postgres.first(sql<{ number: string; hash: Buffer }>`
    select number, hash from admitting.audit_heads where workspace_id = ${workspaceNumber}`)
  const last = Number(head?.number ?? 0)
  let hash = Buffer.alloc(0)
  let checked = 0
  const broken = (at: number) => ({
    intact: false,
    entries: checked,
    brokenAt: at,
    head: head?.hash.toString('hex') ?? '',
  })

  while (checked < last) {
    const rows = await postgres.rows(sql<EntryRow>`
      select number, at, actor, action, payload, previous_hash, hash
      from admitting.audit_entries
      where workspace_id = ${workspaceNumber} and number > ${checked} and number <= ${last}
      order by number
      limit 1000`)
    if (rows.length === 0) return broken(checked + 1)
    for (const row of rows) {
      const expected = entryHash(hash, workspaceNumber, checked + 1, row)
      if (Number(row.number) !== checked + 1 || !row.previous_hash.equals(hash) || !row.hash.equals(expected)) {
        return broken(checked + 1)
      }
      hash = expected
      checked++
    }
  }
  if (head && !head.hash.equals(hash)) return broken(checked)
  return { intact: true, entries: checked, brokenAt: null, head: hash.toString('hex') }
}

/** The same sum as `admitting.append_audit` makes; kept in both places so that each checks the other. */
function entryHash(previous: Buffer, workspaceNumber: number, number: number, row: EntryRow): Buffer<ArrayBuffer> {
  const fields = [
    previous.toString('hex'),
    String(workspaceNumber),
    String(number),
    String(row.at.getTime()),
    row.actor,
    row.action,
    row.payload,
  ]
  const sum = createHash('sha256')
  for (const field of fields) sum.update(`${Buffer.byteLength(field)}:${field}`)
  return sum.digest()
}
