import { createHmac } from 'node:crypto'
import type { VoiceSettings } from '../../contract/survey-voice.ts'
import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { Installation } from '../../feature.ts'
import type { Tongue } from '../../vocabulary/label.ts'
import type { Answers } from '../../vocabulary/survey/survey.ts'
import type { VoiceState } from '../../vocabulary/survey/voice-dialogue.ts'
import { sealed, unsealed } from '../sending/seal.ts'

/** A call under way, or over since less than two days. */
export type Call = {
  readonly workspace: number
  readonly hash: Buffer
  readonly survey: string
  readonly version: number
  readonly link: string
  readonly customer: string | null
  readonly language: Tongue
  readonly settings: VoiceSettings
  readonly turn: number
  readonly state: VoiceState
  /** Of a test; undefined for a real call, whose answers are kept where all are. */
  readonly testAnswers: Answers | undefined
}

const keptMs = 2 * 86_400_000

/** Lines name a call by its number in their own books, which may hold a telephone number: kept is a keyed hash. */
export const callHash = ({ secret }: Pick<Installation, 'secret'>, workspace: number, call: string): Buffer =>
  createHmac('sha256', secret('listening.calls')).update(`${workspace} ${call}`).digest()

/** The secret of the response that a call makes, so that it makes one however often it is told. */
export const responseTokenOf = ({ link, hash }: Pick<Call, 'link' | 'hash'>): string =>
  `VOICE ${link} ${hash.toString('hex')}`

export async function readCall(installation: Installation, workspace: number, hash: Buffer): Promise<Call | undefined> {
  const row = await installation.postgres.first(sql<{
    survey_id: string
    version: number
    link_id: string
    customer_id: string | null
    language: Tongue
    settings: VoiceSettings
    turn: number
    state: VoiceState
    test_answers: Buffer | null
  }>`
    select survey_id, version, link_id, customer_id, language, settings, turn, state, test_answers
    from listening.calls where workspace_id = ${workspace} and call_hash = ${hash}`)
  return (
    row && {
      workspace,
      hash,
      survey: row.survey_id,
      version: row.version,
      link: row.link_id,
      customer: row.customer_id,
      language: row.language,
      settings: row.settings,
      turn: row.turn,
      state: row.state,
      testAnswers: row.test_answers
        ? (JSON.parse(unsealed(installation, workspace, row.test_answers)) as Answers)
        : undefined,
    }
  )
}

/** Nothing happens where the call is known already. */
export async function insertCall(installation: Installation, call: Call): Promise<void> {
  const { workspace, hash, testAnswers } = call
  const test = testAnswers === undefined ? null : sealed(installation, workspace, JSON.stringify(testAnswers))
  await installation.postgres.run(sql`
    insert into listening.calls (
      workspace_id, call_hash, survey_id, version, link_id, customer_id, language, settings, turn, state, test_answers,
      heard_at
    )
    values (
      ${workspace}, ${hash}, ${call.survey}, ${call.version}, ${call.link}, ${call.customer}::bigint, ${call.language},
      ${JSON.stringify(call.settings)}::jsonb, ${call.turn}, ${JSON.stringify(call.state)}::jsonb, ${test},
      ${installation.now()}
    )
    on conflict do nothing`)
}

/** Goes on to the next turn. False when somebody else did, by the same message sent twice at once. */
export async function nextTurn(
  installation: Installation,
  { workspace, hash, turn }: Call,
  state: VoiceState,
  testAnswers: Answers | undefined,
): Promise<boolean> {
  const test = testAnswers === undefined ? null : sealed(installation, workspace, JSON.stringify(testAnswers))
  const went = await installation.postgres.run(sql`
    update listening.calls
    set turn = turn + 1, state = ${JSON.stringify(state)}::jsonb, test_answers = ${test}, heard_at = ${installation.now()}
    where workspace_id = ${workspace} and call_hash = ${hash} and turn = ${turn}`)
  return went > 0
}

export async function forgetCalls({ postgres, now }: Pick<Installation, 'postgres' | 'now'>): Promise<void> {
  await postgres.run(sql`delete from listening.calls where heard_at < ${new Date(now().getTime() - keptMs)}`)
}

/** A customer is forgotten: of their calls nothing is left to go on with. */
export async function forgetCallsOf(
  transaction: Queryable,
  workspace: number,
  customers: readonly string[],
): Promise<void> {
  await transaction.run(sql`
    delete from listening.calls where workspace_id = ${workspace} and customer_id = any(${[...customers]}::bigint[])`)
}
