import { setTimeout as pause } from 'node:timers/promises'
import { workspaceByNumber } from '../admitting/index.ts'
import { acceptMessages, reachCustomers } from '../collecting/index.ts'
import { sql } from '../engines/postgres/index.ts'
import type { Installation } from '../feature.ts'
import { anonymousAnswers } from '../vocabulary/survey/anonymous-answers.ts'
import type { Answer, Question } from '../vocabulary/survey/survey.ts'
import { questionsOf } from '../vocabulary/survey/survey.ts'
import { openSender } from './answering/sender.ts'
import { forgetCalls } from './calling/calls-store.ts'
import { forgetDialogues } from './calling/sms-dialogues.ts'
import { forgetOrders } from './receipts/order-addresses.ts'
import { readVersion } from './surveys-store.ts'

/** The event by which an answer on a scale is told to whoever measures. */
export const answeredEvent = 'Survey Answered'

const constructOf = {
  nps: 'nps',
  csat: 'satisfaction',
  ces: 'effort',
  stars: 'satisfaction',
  smileys: 'satisfaction',
} as const
const everyMs = 2000
const dayMs = 86_400_000
const together = 200

type Waiting = {
  workspace_id: number
  response_id: string
  survey_id: string
  version: number
  place: string
  kind: string
  anonymity: string
  touchpoint_id: string | null
  completed_at: Date
  sender_sealed: Buffer | null
  customer_id: string | null
  channel: string | null
  answers: Readonly<Record<string, Answer>> | null
}

/**
 * Tells what was answered as events, by the same door as anyone's. A response is marked once its events are on disk, and
 * their ids come from it: killed between the two, it tells them again and they are known already.
 */
export async function tellAnswers(installation: Installation, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const told = await tellSome(installation)
    if (told < together) await pause(everyMs, undefined, { signal }).catch(() => {})
  }
}

async function tellSome(installation: Installation): Promise<number> {
  const { postgres } = installation
  const waiting = await postgres.rows(sql<Waiting>`
    select workspace_id, response_id, responses.survey_id, responses.version, coalesce(place, '') as place, surveys.kind, anonymity, touchpoint_id, completed_at,
      sender_sealed, customer_id, coalesce((
        select channel from listening.invitations
        where invitations.workspace_id = responses.workspace_id and invitations.invitation_id = responses.invitation_id
      ), case when links.kind = 'voice' then 'voice' end) as channel,
      (
        select jsonb_object_agg(question_id, value)
        from listening.answers
        where answers.workspace_id = responses.workspace_id and answers.response_id = responses.response_id
          and jsonb_typeof(value) = 'number'
      ) as answers
    from listening.responses
    join listening.surveys using (workspace_id, survey_id)
    left join listening.links using (workspace_id, link_id)
    where completed_at is not null and told_at is null and not left_out
      -- Of an anonymous answer the event would keep the hour in which it came: they are told together, a day later.
      and (anonymity <> 'anonymous' or completed_at < ${new Date(installation.now().getTime() - dayMs)})
    order by completed_at
    limit ${together}`)
  const groups = new Map<string, Telling>()
  for (const response of waiting) {
    const workspace = await workspaceByNumber(installation, response.workspace_id)
    const survey = await readVersion(postgres, response.workspace_id, response.survey_id, response.version)
    if (!workspace || !survey) continue
    const who = await whoAnswered(installation, response)
    const messages = questionsOf(survey).flatMap(question => messageOf(response, question, who))
    // What a page of a web site says of its visitor is believed as far as its events are.
    const trusted = response.sender_sealed === null
    const channel = response.channel === 'voice' ? 'phone' : (response.channel ?? 'web')
    const name = who.anonymousId === nobodyOf(response) ? anonymousAnswers : 'Surveys'
    const key = [workspace.number, name, channel, trusted].join(' ')
    const group = groups.get(key) ?? { source: { workspace, name, channel, trusted }, messages: [] }
    group.messages.push(...messages)
    groups.set(key, group)
  }
  for (const { source, messages } of groups.values()) {
    if (messages.length > 0)
      await acceptMessages(installation, source, messages, { sentAt: undefined, historical: true })
  }
  if (waiting.length > 0)
    await postgres.run(sql`
      update listening.responses as held
      set told_at = ${installation.now()}, sender_sealed = null
      from unnest(
        ${waiting.map(one => one.workspace_id)}::integer[], ${waiting.map(one => one.response_id)}::text[]
      ) as told (workspace_id, response_id)
      where held.workspace_id = told.workspace_id and held.response_id = told.response_id`)
  return waiting.length
}

/** What is told by one name and channel goes through the door together. */
type Telling = { readonly source: Parameters<typeof acceptMessages>[1]; readonly messages: Record<string, unknown>[] }

type Names = Readonly<Record<string, string>>

/** Whoever was invited is known: what they answered is theirs, and stands in their timeline. */
async function whoAnswered(installation: Installation, response: Waiting): Promise<Names> {
  if (response.sender_sealed !== null) return openSender(installation, response.sender_sealed)
  const customer = response.customer_id === null ? undefined : BigInt(response.customer_id)
  const reached =
    customer === undefined
      ? undefined
      : (await reachCustomers(installation, response.workspace_id, [customer])).get(customer)
  return reached?.names ?? { anonymousId: nobodyOf(response) }
}

const nobodyOf = ({ response_id }: Waiting) => `survey:${response_id}`

function messageOf(response: Waiting, question: Question, who: Names): readonly Record<string, unknown>[] {
  const answer = response.answers?.[question.id]
  if (typeof answer !== 'number' || !(question.kind in constructOf)) return []
  return [
    {
      type: 'track',
      event: answeredEvent,
      messageId: `survey:${response.response_id}:${question.id}`,
      ...who,
      timestamp: response.completed_at.toISOString(),
      properties: {
        survey: response.survey_id,
        surveyKind: response.kind,
        surveyVersion: String(response.version),
        question: question.id,
        place: response.place,
        // Crossed with what customers did, and listed with nobody.
        ...(response.anonymity === 'identified' ? {} : { anonymity: response.anonymity }),
        ...(response.touchpoint_id === null ? {} : { touchpoint: response.touchpoint_id }),
        score: answer,
        scaleMin: question.min,
        scaleMax: question.max,
        construct: constructOf[question.kind as keyof typeof constructOf],
      },
    },
  ]
}

const forgetEveryMs = 3_600_000

/** The pseudonyms of addresses serve the limits of ten minutes; after two days they are gone. */
export async function forgetAddresses(installation: Installation, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await installation.postgres.run(sql`
      update listening.responses
      set address_token = null
      where address_token is not null and started_at < ${new Date(installation.now().getTime() - 2 * 86_400_000)}`)
    await forgetCalls(installation)
    await forgetDialogues(installation)
    await forgetOrders(installation)
    await pause(forgetEveryMs, undefined, { signal }).catch(() => {})
  }
}
