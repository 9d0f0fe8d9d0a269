import { audit } from '../../admitting/index.ts'
import { customersByIdentifiers } from '../../collecting/index.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type * as contract from '../../contract/survey-inviting.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { membersOf } from '../../segmenting/index.ts'
import { dayIn } from '../../vocabulary/calendar-day.ts'
import { newId } from '../../vocabulary/id.ts'
import { problem } from '../../vocabulary/problem.ts'
import { readSurvey } from '../surveys-store.ts'
import { decideNow, tallyOf } from './decide-now.ts'
import { readAsking } from './rules-store.ts'
import { faceOf } from './write-rules.ts'

/** A dry run answers at once, so it decides on so many of a long list. */
const mostTried = 20_000

/**
 * Asks the customers of a list or a segment, as a wave of its own that goes on beside requests.
 * @throws problem `not_found`, `survey_never_published`.
 */
export async function inviteList(
  context: Context,
  { params, body }: InputOf<typeof contract.inviteList>,
): Promise<AnswerOf<typeof contract.inviteList>> {
  const { postgres, workspace, now, actor } = context
  const row = await readSurvey(postgres, workspace.number, params.survey)
  const values = (body.customers ?? []).map(value => value.trim())
  const known = await customersByIdentifiers(context, values)
  const unknown = values.flatMap((value, at) => (known.has(value) ? [] : [{ line: at + 1, value }]))
  const customers = new Set(known.values())
  if (body.segment !== undefined)
    for (const { customer } of await context.clickhouse.rows<{ customer: string }>(
      membersOf(workspace.number, body.segment),
    ))
      customers.add(BigInt(customer))
  const listed = [...customers].sort((a, b) => (a < b ? -1 : 1))
  const told = { found: listed.length, unknown: unknown.slice(0, 1000) }
  if (body.dryRun) {
    const [survey] = await readAsking(postgres, workspace.number, params.survey)
    const decided = await decideNow(context, survey!, listed.slice(0, mostTried))
    const { states, reasons } = tallyOf(decided)
    return { wave: null, ...told, states, reasons }
  }
  if (row.version === null) throw problem('survey_never_published')
  const wave = newId('wav', now())
  await postgres.transaction(async transaction => {
    await transaction.run(sql`
      insert into listening.waves (workspace_id, wave_id, survey_id, kind, started_at, starts_on, made_by)
      values (
        ${workspace.number}, ${wave}, ${params.survey}, 'list', ${now()}, ${dayIn(now(), workspace.timeZone)}::date,
        ${actor.kind === 'member' ? actor.memberId : null}
      )`)
    for (let at = 0; at < listed.length; at += 10_000)
      await transaction.run(sql`
        insert into listening.listed (workspace_id, wave_id, customer_id)
        select ${workspace.number}, ${wave}, customer
        from unnest(${listed.slice(at, at + 10_000).map(String)}::bigint[]) as told (customer)`)
    await audit(context, transaction, 'survey.list_invited', { survey: params.survey, customers: listed.length })
  })
  return { wave, ...told, states: null, reasons: null }
}

/** @throws problem `not_found`. */
export async function stopWave(
  context: Context,
  { params }: InputOf<typeof contract.stopWave>,
): Promise<AnswerOf<typeof contract.stopWave>> {
  const { postgres, workspace, now } = context
  await postgres.transaction(async transaction => {
    const stopped = await transaction.run(sql`
      update listening.waves
      set stopped_at = coalesce(stopped_at, ${now()}), ended_at = coalesce(ended_at, ${now()})
      where workspace_id = ${workspace.number} and survey_id = ${params.survey} and wave_id = ${params.wave}`)
    if (stopped === 0) throw problem('not_found', { what: 'wave' })
    await transaction.run(sql`
      update listening.messages
      set state = 'cancelled', ended_at = ${now()}
      from listening.invitations
      where invitations.workspace_id = ${workspace.number} and invitations.survey_id = ${params.survey}
        and cause = ${params.wave} and messages.workspace_id = invitations.workspace_id
        and messages.invitation_id = invitations.invitation_id and messages.state = 'queued'`)
    await transaction.run(sql`
      update listening.invitations
      set state = 'blocked', reasons = '{outsidePeriod}', ended_at = ${now()}
      where workspace_id = ${workspace.number} and survey_id = ${params.survey} and cause = ${params.wave}
        and state in ('queued', 'deferred') and not exists (
          select from listening.messages
          where messages.workspace_id = invitations.workspace_id
            and messages.invitation_id = invitations.invitation_id and messages.state = 'taken'
        )`)
    await audit(context, transaction, 'survey.wave_stopped', { survey: params.survey, wave: params.wave })
  })
  const [survey] = await readAsking(postgres, workspace.number, params.survey)
  return await faceOf(context, survey!)
}
