import { createHmac } from 'node:crypto'
import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { Installation } from '../../feature.ts'
import type { Tongue } from '../../vocabulary/label.ts'
import type { SmsState } from '../../vocabulary/survey/sms-dialogue.ts'
import { dealFor } from '../answering/deal.ts'

/** The one question that is open for a number. */
export type SmsDialogue = {
  readonly workspace: number
  /** The keyed hash of the number, as in suppressions. */
  readonly number: string
  readonly invitation: string
  readonly survey: string
  readonly version: number
  readonly language: Tongue
  readonly turn: number
  readonly state: SmsState
  /** What an anonymous response is found again by while it is asked; gone with the dialogue, so that nothing joins them. */
  readonly salt: Buffer
  readonly lastTold: Buffer | null
  readonly lastAt: Date | null
}

/** What draws the blocks and orders of the survey that is asked. */
export const dealOfDialogue = (installation: Pick<Installation, 'secret'>, survey: string, salt: Buffer): string =>
  dealFor(installation, survey, `sms ${salt.toString('hex')}`)

const openMs = 3 * 86_400_000

/** The same message told twice by a gateway that gives none a name: the same words within so long. */
const sameWithinMs = 60_000

/**
 * Opens the question of an invitation. False while another is open for the number: two at once, and nobody could say
 * which one an answer is to.
 */
export async function openDialogue(
  { now }: Pick<Installation, 'now'>,
  queryable: Queryable,
  dialogue: Omit<SmsDialogue, 'turn' | 'lastTold' | 'lastAt'>,
): Promise<boolean> {
  const { workspace, number, invitation, survey, version, language, state, salt } = dialogue
  const opened = await queryable.run(sql`
    insert into listening.sms_dialogues as held (
      workspace_id, address_token, invitation_id, survey_id, version, language, state, salt, opened_at
    )
    values (
      ${workspace}, ${number}, ${invitation}, ${survey}, ${version}, ${language}, ${JSON.stringify(state)}::jsonb,
      ${salt}, ${now()}
    )
    on conflict (workspace_id, address_token) do update
    set invitation_id = excluded.invitation_id, survey_id = excluded.survey_id, version = excluded.version,
      language = excluded.language, state = excluded.state, salt = excluded.salt, opened_at = excluded.opened_at,
      turn = 0, last_told = null, last_at = null
    where held.opened_at < ${new Date(now().getTime() - openMs)}
      or (held.invitation_id = excluded.invitation_id and held.turn = 0)`)
  return opened > 0
}

export async function readDialogue(
  { postgres, now }: Pick<Installation, 'postgres' | 'now'>,
  workspace: number,
  number: string,
): Promise<SmsDialogue | undefined> {
  const row = await postgres.first(sql<{
    invitation_id: string
    survey_id: string
    version: number
    language: Tongue
    turn: number
    state: SmsState
    salt: Buffer
    last_told: Buffer | null
    last_at: Date | null
  }>`
    select invitation_id, survey_id, version, language, turn, state, salt, last_told, last_at
    from listening.sms_dialogues
    where workspace_id = ${workspace} and address_token = ${number}
      and opened_at >= ${new Date(now().getTime() - openMs)}`)
  return (
    row && {
      workspace,
      number,
      invitation: row.invitation_id,
      survey: row.survey_id,
      version: row.version,
      language: row.language,
      turn: row.turn,
      state: row.state,
      salt: row.salt,
      lastTold: row.last_told,
      lastAt: row.last_at,
    }
  )
}

/** A message as it is known again: by the name that the gateway gave it, else by its words. */
export const tellingOf = ({ secret }: Pick<Installation, 'secret'>, dialogue: SmsDialogue, told: string): Buffer =>
  createHmac('sha256', secret('listening.sms-told')).update(`${dialogue.workspace} ${dialogue.number} ${told}`).digest()

export function wasTold(dialogue: SmsDialogue, telling: Buffer, isNamed: boolean, now: Date): boolean {
  if (!dialogue.lastTold?.equals(telling)) return false
  return isNamed || now.getTime() - (dialogue.lastAt?.getTime() ?? 0) < sameWithinMs
}

export async function goOnWithDialogue(
  { postgres, now }: Pick<Installation, 'postgres' | 'now'>,
  { workspace, number, turn }: SmsDialogue,
  state: SmsState,
  telling: Buffer,
): Promise<void> {
  await postgres.run(sql`
    update listening.sms_dialogues
    set turn = turn + 1, state = ${JSON.stringify(state)}::jsonb, last_told = ${telling}, last_at = ${now()}
    where workspace_id = ${workspace} and address_token = ${number} and turn = ${turn}`)
}

/** Nothing is open for the number any more. */
export async function closeDialogue(queryable: Queryable, workspace: number, number: string): Promise<void> {
  await queryable.run(sql`
    delete from listening.sms_dialogues where workspace_id = ${workspace} and address_token = ${number}`)
}

/** Questions that nobody answers are open for three days. */
export async function forgetDialogues({ postgres, now }: Pick<Installation, 'postgres' | 'now'>): Promise<void> {
  await postgres.run(sql`
    delete from listening.sms_dialogues where opened_at < ${new Date(now().getTime() - openMs)}`)
}

/** A customer is forgotten: what is open for them is not. */
export async function forgetDialoguesOf(
  transaction: Queryable,
  workspace: number,
  customers: readonly string[],
): Promise<void> {
  await transaction.run(sql`
    delete from listening.sms_dialogues
    where workspace_id = ${workspace} and invitation_id in (
      select invitation_id from listening.invitations
      where workspace_id = ${workspace} and customer_id = any(${[...customers]}::bigint[])
    )`)
}
