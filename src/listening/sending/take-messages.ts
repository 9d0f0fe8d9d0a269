import { sql, type Transaction } from '../../engines/postgres/index.ts'
import type { Installation } from '../../feature.ts'
import type { Tongue } from '../../vocabulary/label.ts'
import type { InvitationState, MessageKind } from '../../vocabulary/survey/invitation.ts'

/** A message that is this process's to send. */
export type TakenMessage = {
  readonly workspace: number
  readonly id: string
  readonly invitation: string
  readonly survey: string
  readonly kind: MessageKind
  readonly channel: 'email' | 'sms'
  readonly attempts: number
  readonly customer: bigint | undefined
  readonly asked: InvitationState
  readonly language: Tongue | undefined
  readonly expiresAt: Date | undefined
}

const minuteMs = 60_000

/**
 * After a crash. What was taken and not yet handed over goes again: no carrier can have it. What was handed over and has
 * no answer most likely left, and is not sent twice: it counts as sent, and says that nobody confirmed it. A gateway of
 * SMS knows a message again by its `ref`, so those go again.
 */
export async function recoverMessages({ postgres, now }: Installation): Promise<void> {
  await postgres.transaction(async transaction => {
    await transaction.run(sql`
      update listening.messages set state = 'queued', attempts = greatest(0, attempts - 1)
      where state = 'taken' and (handed_at is null or channel = 'sms')`)
    await transaction.run(sql`
      with unsure as (
        update listening.messages set state = 'sent', carrier_said = 'unconfirmed', ended_at = ${now()}
        where state = 'taken'
        returning workspace_id, invitation_id
      )
      update listening.invitations as invitations set state = 'sent', sent_at = coalesce(sent_at, ${now()})
      from unsure
      where invitations.workspace_id = unsure.workspace_id and invitations.invitation_id = unsure.invitation_id
        and invitations.state = 'queued'`)
  })
}

/** The workspaces in which messages are due. */
export async function dueWorkspaces({ postgres, now }: Installation): Promise<readonly number[]> {
  const rows = await postgres.rows(sql<{ workspace_id: number }>`
    select distinct workspace_id from listening.messages
    where state = 'queued' and send_after <= ${now()} and channel in ('email', 'sms')`)
  return rows.map(row => row.workspace_id)
}

/** How many may leave now: so many a minute, counted over the last one. */
export async function roomLeft({ postgres, now }: Installation, workspace: number, perMinute: number): Promise<number> {
  const row = await postgres.first(sql<{ amount: string }>`
    select count(*) as amount from listening.messages
    where workspace_id = ${workspace} and taken_at > ${new Date(now().getTime() - minuteMs)}`)
  return Math.max(0, perMinute - Number(row?.amount ?? 0))
}

/** Takes messages that are due, in a commit of its own: of two processes that ask at once each gets others. */
export async function takeMessages(
  { postgres, now }: Installation,
  workspace: number,
  channels: readonly string[],
  most: number,
): Promise<readonly TakenMessage[]> {
  const rows = await postgres.rows(sql<{
    message_id: string
    invitation_id: string
    survey_id: string
    kind: MessageKind
    channel: 'email' | 'sms'
    attempts: number
    customer_id: string | null
    asked: InvitationState
    language: Tongue | null
    expires_at: Date | null
  }>`
    with due as (
      select workspace_id, message_id from listening.messages
      where workspace_id = ${workspace} and state = 'queued' and send_after <= ${now()}
        and channel = any(${[...channels]}::text[])
      order by send_after, message_id
      limit ${most}
      for update skip locked
    ), taken as (
      update listening.messages as messages
      set state = 'taken', taken_at = ${now()}, handed_at = null, attempts = attempts + 1
      from due
      where messages.workspace_id = due.workspace_id and messages.message_id = due.message_id
      returning messages.workspace_id, messages.message_id, invitation_id, kind, messages.channel, attempts
    )
    select message_id, invitation_id, survey_id, kind, taken.channel, attempts, customer_id, state as asked, language,
      expires_at
    from taken join listening.invitations using (workspace_id, invitation_id)
    order by message_id`)
  return rows.map(row => ({
    workspace,
    id: row.message_id,
    invitation: row.invitation_id,
    survey: row.survey_id,
    kind: row.kind,
    channel: row.channel,
    attempts: row.attempts,
    customer: row.customer_id === null ? undefined : BigInt(row.customer_id),
    asked: row.asked,
    language: row.language ?? undefined,
    expiresAt: row.expires_at ?? undefined,
  }))
}

type Named = Pick<TakenMessage, 'workspace' | 'id' | 'invitation'>

/** Puts a message back, to be tried at `at`. One that was only taken and not tried does not count as a try. */
export async function putBack(
  { postgres }: Pick<Installation, 'postgres'>,
  { workspace, id }: Named,
  at: Date,
  { said = null, tried = true }: { readonly said?: string | null; readonly tried?: boolean } = {},
): Promise<void> {
  await postgres.run(sql`
    update listening.messages
    set state = 'queued', send_after = ${at}, carrier_said = coalesce(${said}::text, carrier_said), handed_at = null,
      attempts = ${tried ? sql`attempts` : sql`greatest(0, attempts - 1)`}
    where workspace_id = ${workspace} and message_id = ${id} and state = 'taken'`)
}

/** A message that was put off before it was tried has not been tried. */
export async function untry(
  { postgres }: Pick<Installation, 'postgres'>,
  { workspace, id }: Pick<Named, 'workspace' | 'id'>,
): Promise<void> {
  await postgres.run(sql`
    update listening.messages set attempts = greatest(0, attempts - 1)
    where workspace_id = ${workspace} and message_id = ${id} and state = 'queued'`)
}

/** From here on the carrier may have it. False when it was called back, or the person would have no more, meanwhile. */
export async function handOver(
  { postgres, now }: Pick<Installation, 'postgres' | 'now'>,
  { workspace, id, invitation }: Named,
  facts: {
    readonly addressToken: string
    readonly carrierId: string
    readonly tokenHash: Buffer
    readonly language: Tongue
    readonly version: number
  },
): Promise<boolean> {
  return postgres.transaction(async transaction => {
    const handed = await transaction.run(sql`
      update listening.messages
      set handed_at = ${now()}, address_token = ${facts.addressToken}, carrier_id = ${facts.carrierId}
      where workspace_id = ${workspace} and message_id = ${id} and state = 'taken'
        and not exists (
          select from listening.suppressions
          where suppressions.workspace_id = ${workspace} and suppressions.channel = messages.channel
            and suppressions.address_token = ${facts.addressToken}
        )`)
    if (handed === 0) return false
    await transaction.run(sql`
      update listening.invitations
      set token_hash = ${facts.tokenHash}, language = coalesce(language, ${facts.language}),
        version = coalesce(version, ${facts.version})
      where workspace_id = ${workspace} and invitation_id = ${invitation}`)
    return true
  })
}

/** The message is at its end; what its invitation becomes, when it was not answered meanwhile. */
export async function endMessage(
  { postgres, now }: Pick<Installation, 'postgres' | 'now'>,
  named: Named,
  end: {
    readonly state: 'sent' | 'bounced' | 'failed' | 'cancelled'
    readonly said: string | null
    readonly asked?: InvitationState | undefined
  },
  also: (transaction: Transaction) => Promise<void> = async () => {},
): Promise<void> {
  const { workspace, id, invitation } = named
  await postgres.transaction(async transaction => {
    const ended = await transaction.run(sql`
      update listening.messages set state = ${end.state}, carrier_said = ${end.said}, ended_at = ${now()}
      where workspace_id = ${workspace} and message_id = ${id} and state = 'taken'`)
    if (ended === 0) return
    if (end.asked !== undefined)
      await transaction.run(sql`
        update listening.invitations
        set state = ${end.asked},
          sent_at = ${end.asked === 'sent' ? sql`coalesce(sent_at, ${now()}::timestamptz)` : sql`sent_at`},
          ended_at = ${end.asked === 'sent' ? sql`ended_at` : sql`${now()}::timestamptz`}
        where workspace_id = ${workspace} and invitation_id = ${invitation}
          and state = any(${end.asked === 'sent' ? ['queued'] : ['queued', 'sent']}::text[])`)
    await also(transaction)
  })
}

/** Nothing more that waits leaves for this invitation. */
export async function cancelQueued(
  transaction: Pick<Transaction, 'run'>,
  at: Date,
  { workspace, invitation }: { readonly workspace: number; readonly invitation: string },
  said: string,
): Promise<void> {
  await transaction.run(sql`
    update listening.messages set state = 'cancelled', carrier_said = ${said}, ended_at = ${at}
    where workspace_id = ${workspace} and invitation_id = ${invitation} and state = 'queued'`)
}
