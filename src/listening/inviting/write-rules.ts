import { audit } from '../../admitting/index.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type * as contract from '../../contract/survey-inviting.ts'
import { sql as clickhouseSql, instant, u32 } from '../../engines/clickhouse/index.ts'
import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { problem } from '../../vocabulary/problem.ts'
import { flawOfRules } from '../../vocabulary/survey/sending-rules.ts'
import { holdSurvey, readSurvey } from '../surveys-store.ts'
import { type AskingSurvey, readAsking, readPressure } from './rules-store.ts'

export async function getSendingRules(
  context: Context,
  { params }: Pick<InputOf<typeof contract.getSendingRules>, 'params'>,
): Promise<AnswerOf<typeof contract.getSendingRules>> {
  const { postgres, workspace } = context
  await readSurvey(postgres, workspace.number, params.survey)
  const [survey] = await readAsking(postgres, workspace.number, params.survey)
  return await faceOf(context, survey!)
}

/** @throws problem `not_found`, `changed_meanwhile`. */
export async function saveSendingRules(
  context: Context,
  { params, body }: InputOf<typeof contract.saveSendingRules>,
): Promise<AnswerOf<typeof contract.saveSendingRules>> {
  const { postgres, workspace } = context
  await postgres.transaction(async transaction => {
    await holdSurvey(transaction, workspace.number, params.survey)
    const [held] = await readAsking(transaction, workspace.number, params.survey)
    if (held!.revision !== body.revision) throw problem('changed_meanwhile', { survey: params.survey })
    // Rules that ask may be changed while they do, but not into rules that can't.
    const flaw = flawOfRules(body.rules)
    if (held!.since !== null && flaw) throw problem('sending_unfit', { reason: flaw })
    await writeRules(context, transaction, params.survey, body.rules, held!.since)
    await audit(context, transaction, 'survey.sending_changed', { survey: params.survey, revision: body.revision + 1 })
  })
  return await getSendingRules(context, { params })
}

/** @throws problem `not_found`, `survey_never_published`, `sending_unfit`. */
export async function switchSending(
  context: Context,
  { params, body }: InputOf<typeof contract.switchSending>,
): Promise<AnswerOf<typeof contract.switchSending>> {
  const { postgres, workspace, now } = context
  await postgres.transaction(async transaction => {
    const row = await holdSurvey(transaction, workspace.number, params.survey)
    const [held] = await readAsking(transaction, workspace.number, params.survey)
    if (body.isOn === (held!.since !== null)) return
    if (body.isOn && row.version === null) throw problem('survey_never_published')
    const flaw = flawOfRules(held!.rules)
    if (body.isOn && flaw) throw problem('sending_unfit', { reason: flaw })
    await writeRules(context, transaction, params.survey, held!.rules, body.isOn ? now() : null)
    if (!body.isOn)
      await transaction.run(sql`
        delete from listening.candidates where workspace_id = ${workspace.number} and survey_id = ${params.survey}`)
    await audit(context, transaction, 'survey.sending_switched', { survey: params.survey, isOn: body.isOn })
  })
  return await getSendingRules(context, { params })
}

async function writeRules(
  { workspace, now, actor }: Context,
  transaction: Queryable,
  survey: string,
  rules: AskingSurvey['rules'],
  since: Date | null,
): Promise<void> {
  const by = actor.kind === 'member' ? actor.memberId : null
  await transaction.run(sql`
    insert into listening.sending_rules as held (workspace_id, survey_id, rules, switched_on_at, changed_at, changed_by)
    values (${workspace.number}, ${survey}, ${JSON.stringify(rules)}::jsonb, ${since}, ${now()}, ${by})
    on conflict (workspace_id, survey_id) do update
    set rules = excluded.rules, switched_on_at = excluded.switched_on_at, revision = held.revision + 1,
      changed_at = excluded.changed_at, changed_by = excluded.changed_by`)
}

type WaveRow = {
  wave_id: string
  kind: 'wave' | 'list'
  started_at: Date
  ended_at: Date | null
  stopped_at: Date | null
  decided: number
  asked: number
}

export async function faceOf(
  { postgres, workspace }: Context,
  survey: AskingSurvey,
): Promise<AnswerOf<typeof contract.getSendingRules>> {
  const { pressure, pausedAt } = await readPressure(postgres, workspace.number)
  const waves = await postgres.rows(sql<WaveRow>`
    select wave_id, kind, started_at, ended_at, stopped_at, decided, asked
    from listening.waves
    where workspace_id = ${workspace.number} and survey_id = ${survey.id}
    order by started_at desc, wave_id desc
    limit 20`)
  const waiting = await postgres.first(sql<{ amount: string }>`
    select count(*) as amount from listening.candidates
    where workspace_id = ${workspace.number} and survey_id = ${survey.id}`)
  return {
    rules: survey.rules as AnswerOf<typeof contract.getSendingRules>['rules'],
    revision: survey.revision,
    since: survey.since?.toISOString() ?? null,
    flaw: flawOfRules(survey.rules) ?? null,
    usual: {
      sameSurveyDays: pressure.sameSurveyDays[survey.kind],
      sameKindDays: pressure.sameKindDays[survey.kind],
      hours: pressure.hours as AnswerOf<typeof contract.getSendingRules>['usual']['hours'],
    },
    isPaused: pausedAt !== null,
    waiting: Number(waiting?.amount ?? 0),
    waves: waves.map(row => ({
      id: row.wave_id,
      kind: row.kind,
      startedAt: row.started_at.toISOString(),
      endedAt: row.ended_at?.toISOString() ?? null,
      stoppedAt: row.stopped_at?.toISOString() ?? null,
      decided: row.decided,
      asked: row.asked,
    })),
  }
}

/** The events that came in the last 90 days, the most frequent first. */
export async function knownEventNames({
  clickhouse,
  workspace,
  now,
}: Context): Promise<AnswerOf<typeof contract.knownEventNames>> {
  const rows = await clickhouse.rows<{ name: string; amount: string }>(clickhouseSql`
    select toString(name) as name, count() as amount
    from events
    where workspace_id = ${u32(workspace.number)} and kind = 'track' and measurable
      and occurred_at >= ${instant(new Date(now().getTime() - 90 * 86_400_000))}
    group by name
    order by amount desc, name
    limit 500`)
  return { events: rows.map(row => ({ name: row.name, amount: Number(row.amount) })) }
}
