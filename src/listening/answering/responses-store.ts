import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { Installation } from '../../feature.ts'
import type { Tongue } from '../../vocabulary/label.ts'
import { type Answer, type Answers, questionsOf, type Survey } from '../../vocabulary/survey/survey.ts'
import { orderedBy } from '../receipts/order-addresses.ts'
import { joinKeys, openedAnswer, openerOf, type StoredAnswer, sealedPartOf, sealerOf } from '../sealed-answers.ts'
import { type Invited, invitedBy } from '../sending/invited.ts'
import { likenessOf } from './quality.ts'
import { giveFiles } from './sent-files/files-store.ts'

/** An address at which a survey is answered, and whether it is now. */
export type OpenedLink = {
  readonly workspace: number
  /** Null for a personal address, which belongs to an invitation instead of a place. */
  readonly link: string | null
  readonly survey: string
  readonly state: 'live' | 'paused' | 'closed' | 'draft'
  readonly version: number | null
  /** Nothing that is kept may lead to a person, or tell the hour. */
  readonly isAnonymous: boolean
  /** Where the address stands: a till, a poster. Empty for the general one. */
  readonly place?: string
  /** On a poster or by mail; or on a tablet that stands there. */
  readonly kind?: 'address' | 'kiosk'
  readonly invitation?: Invited
  /** Whose answers these are, where whoever asks knows it. */
  readonly customer?: string | undefined
  /** Of an order, which has one response; its keyed hash. */
  readonly order?: string
}

/** Undefined for an address that leads nowhere, or no longer. */
export async function linkOf(postgres: Queryable, hash: Buffer, now: Date): Promise<OpenedLink | undefined> {
  const row = await postgres.first(sql<{
    workspace_id: number
    link_id: string
    survey_id: string
    state: OpenedLink['state']
    version: number | null
    anonymity: string
    place: string
    kind: 'address' | 'kiosk'
  }>`
    select workspace_id, link_id, survey_id, state, version, anonymity, place, links.kind as kind
    from listening.links join listening.surveys using (workspace_id, survey_id)
    where token_hash = ${hash} and closed_at is null and links.kind not in ('website', 'voice')`)
  if (!row) return (await orderedBy(postgres, hash, now)) ?? invitedBy(postgres, hash, now)
  const { workspace_id: workspace, link_id: link, survey_id: survey, state, version } = row
  const { place, kind } = row
  return { workspace, link, survey, state, version, isAnonymous: row.anonymity === 'anonymous', place, kind }
}

export type OpenedResponse = {
  readonly workspace: number
  readonly id: string
  readonly survey: string
  readonly link: string | null
  readonly invitation: string | null
  readonly customer: string | null
  readonly version: number
  readonly language: Tongue
  readonly passed: readonly string[]
  readonly startedAt: Date
  readonly completedAt: Date | null
  /** What drew its blocks and orders. */
  readonly deal?: string | undefined
  /** The full quota that ended it. */
  readonly screenedBy?: string | null
  /** Where its address stands. */
  readonly place?: string
}

type ResponseRow = {
  workspace_id: number
  response_id: string
  survey_id: string
  link_id: string | null
  invitation_id: string | null
  customer_id: string | null
  version: number
  language: Tongue
  passed: string[]
  started_at: Date
  completed_at: Date | null
  screened_by: string | null
  place: string | null
  deal: string | null
}

/** The response behind an address. With `hold`, until the transaction ends nobody else changes it. */
export async function responseOf(
  postgres: Queryable,
  hash: Buffer,
  { hold = false }: { hold?: boolean } = {},
): Promise<OpenedResponse | undefined> {
  const row = await postgres.first(sql<ResponseRow>`
    select workspace_id, response_id, survey_id, link_id, invitation_id, customer_id, version, language, passed, started_at, completed_at,
      screened_by, deal, (
        select place from listening.links
        where links.workspace_id = responses.workspace_id and links.link_id = responses.link_id
      ) as place
    from listening.responses
    where token_hash = ${hash}
    ${hold ? sql`for update` : sql``}`)
  if (!row) return undefined
  return {
    workspace: row.workspace_id,
    id: row.response_id,
    survey: row.survey_id,
    link: row.link_id,
    invitation: row.invitation_id,
    customer: row.customer_id,
    version: row.version,
    language: row.language,
    passed: row.passed,
    startedAt: row.started_at,
    completedAt: row.completed_at,
    screenedBy: row.screened_by,
    ...(row.deal === null ? {} : { deal: row.deal }),
    place: row.place ?? '',
  }
}

/** The answers of a response in the clear: for whoever answers, and for nobody else. */
export async function readAnswers(
  installation: Pick<Installation, 'secret'>,
  postgres: Queryable,
  workspace: number,
  response: string,
): Promise<Answers> {
  const rows = await postgres.rows(sql<StoredAnswer & { question_id: string }>`
    select question_id, value, sealed, wrapped
    from listening.answers
    ${joinKeys}
    where answers.workspace_id = ${workspace} and answers.response_id = ${response}`)
  const open = openerOf(installation)
  return Object.fromEntries(
    rows.flatMap(row => {
      const answer = openedAnswer(open, row)
      return answer === undefined ? [] : [[row.question_id, answer]]
    }),
  )
}

/** Who answers, where their browser said so: a visitor of a web site. */
export type Sender = {
  /** The secret of the response: it comes from what was shown, so that one showing makes one response. */
  readonly token: string
  /** Nothing more of them is kept with an anonymous survey. */
  readonly known?: {
    readonly impression: string
    /** The pseudonym of the visitor, as it stands with their events. */
    readonly customer: bigint
    /** What they are called, sealed; kept until the answers are told. */
    readonly sealed: Buffer
  }
}

/** False where there is one already: an invitation or a showing has one response, whoever else sends at the same moment. */
export async function insertResponse(
  transaction: Queryable,
  response: OpenedResponse,
  {
    hash,
    addressToken,
    sender,
  }: { readonly hash: Buffer; readonly addressToken: string; readonly sender?: Sender | undefined },
): Promise<boolean> {
  const inserted = await transaction.run(sql`
    insert into listening.responses (
      workspace_id, response_id, survey_id, version, link_id, invitation_id, token_hash, language, started_at,
      address_token, deal, customer_id, impression_id, sender_sealed
    )
    values (
      ${response.workspace}, ${response.id}, ${response.survey}, ${response.version}, ${response.link},
      ${response.invitation}, ${hash}, ${response.language}, ${response.startedAt}, ${addressToken}, ${response.deal ?? null},
      ${sender?.known ? String(sender.known.customer) : response.customer}::bigint, ${sender?.known?.impression ?? null},
      ${sender?.known?.sealed ?? null}
    )
    on conflict do nothing`)
  return inserted > 0
}

/**
 * Puts the answers of some questions in the place of those before; a question that is now passed over has none. Words and
 * contact details are sealed.
 */
export async function writeAnswers(
  installation: Pick<Installation, 'secret'>,
  transaction: Queryable,
  { workspace, id, survey: of }: Pick<OpenedResponse, 'workspace' | 'id' | 'survey'>,
  survey: Survey,
  {
    questions,
    answers,
    isNew = false,
  }: {
    readonly questions: readonly string[]
    readonly answers: Answers
    /** Of a response that was just begun: there are none before. */
    readonly isNew?: boolean
  },
): Promise<void> {
  if (!isNew)
    await transaction.run(sql`
    delete from listening.answers
    where workspace_id = ${workspace} and response_id = ${id} and question_id = any(${[...questions]}::text[])`)
  await giveFiles(transaction, { workspace, id }, survey, { questions, answers })
  const given = Object.entries(answers).filter(([question]) => questions.includes(question))
  if (given.length === 0) return
  const parts = new Map(questionsOf(survey).map(question => [question.id, sealedPartOf(question)]))
  const seal = sealerOf(installation, transaction, { workspace, id })
  const likeness = (part: string, answer: Answer) =>
    part === 'words' && typeof answer === 'string' ? (likenessOf(installation, of, answer) ?? null) : null
  const rows = await Promise.all(
    given.map(async ([question, answer]) => {
      const part = parts.get(question)
      return part
        ? { question, value: null, part, sealed: await seal(part, answer), likeness: likeness(part, answer) }
        : { question, value: JSON.stringify(answer), part: null, sealed: null, likeness: null }
    }),
  )
  await transaction.run(sql`
    insert into listening.answers (workspace_id, response_id, question_id, value, part, sealed, likeness)
    select ${workspace}, ${id}, question_id, value::jsonb, part, sealed, likeness
    from unnest(
      ${rows.map(row => row.question)}::text[], ${rows.map(row => row.value)}::text[],
      ${rows.map(row => row.part)}::text[], ${rows.map(row => row.sealed)}::bytea[],
      ${rows.map(row => row.likeness)}::bytea[]
    ) as given (question_id, value, part, sealed, likeness)`)
}

/** How many began at this address from one place of the network, in the time before now. */
export async function countBegun(
  postgres: Queryable,
  { workspace, link }: OpenedLink,
  addressToken: string,
  since: Date,
): Promise<number> {
  const row = await postgres.first(sql<{ amount: string }>`
    select count(*) as amount
    from listening.responses
    where workspace_id = ${workspace} and link_id = ${link} and started_at > ${since} and address_token = ${addressToken}`)
  return Number(row?.amount ?? 0)
}
