import { customersAfter, customersNumbered } from '../../collecting/index.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Installation } from '../../feature.ts'
import { dayIn, daysBetween } from '../../vocabulary/calendar-day.ts'
import { newId } from '../../vocabulary/id.ts'
import { sendingDays } from '../../vocabulary/statistics/spread.ts'
import { dayAfter } from '../../vocabulary/survey/send-window.ts'
import type { SendingRules } from '../../vocabulary/survey/sending-rules.ts'
import { audienceAfter, isNarrow } from './audience.ts'
import { decideTogether, openDeciding } from './decide-batch.ts'
import { deciderLock, roomOf, waitingOf } from './decide-due.ts'
import type { Candidate, Decided, Deciding } from './decide-one.ts'
import { type AskingSurvey, hoursOf, type PlacedWorkspace, readPressure } from './rules-store.ts'
import { writeDecisions } from './write-decisions.ts'

const together = 20_000
/** After so long a wave lets others have their turn. */
const longestMs = 3000
const dayMs = 86_400_000

export type WaveRow = {
  wave_id: string
  survey_id: string
  kind: 'wave' | 'list'
  started_at: Date
  starts_on: string
  place: string
}

/** The day on which the wave of today began; undefined when there is none, or its days are over. */
function waveOf({ trigger }: Pick<SendingRules, 'trigger'>, today: string): string | undefined {
  if (trigger.kind !== 'wave' || trigger.startsOn === '' || today < trigger.startsOn) return undefined
  const passed = daysBetween(trigger.startsOn, today)
  const day =
    trigger.everyDays === null ? trigger.startsOn : dayAfter(trigger.startsOn, passed - (passed % trigger.everyDays))
  return daysBetween(day, today) < trigger.spreadDays ? day : undefined
}

/** Begins the waves whose day has come. Each is begun once, whoever else looks at the same time. */
export async function beginWaves(
  { postgres, now }: Installation,
  workspace: PlacedWorkspace,
  surveys: readonly AskingSurvey[],
): Promise<void> {
  const today = dayIn(now(), workspace.timeZone)
  for (const survey of surveys) {
    const day = survey.isLive && survey.since !== null ? waveOf(survey.rules, today) : undefined
    if (day === undefined) continue
    await postgres.run(sql`
      insert into listening.waves (workspace_id, wave_id, survey_id, kind, started_at, starts_on)
      select ${workspace.number}, ${newId('wav', now())}, ${survey.id}, 'wave', ${now()}, ${day}::date
      where not exists (
        select from listening.waves
        where workspace_id = ${workspace.number} and survey_id = ${survey.id} and kind = 'wave' and starts_on = ${day}::date
      )
      on conflict do nothing`)
  }
}

/** Goes on with the waves and lists of a workspace, one part of each. Answers whether more is left. */
export async function goOnWithWaves(
  installation: Installation,
  workspace: PlacedWorkspace,
  surveys: readonly AskingSurvey[],
): Promise<boolean> {
  const waves = await installation.postgres.rows(sql<WaveRow>`
    select wave_id, survey_id, kind, started_at, starts_on::text as starts_on, place
    from listening.waves
    where workspace_id = ${workspace.number} and ended_at is null and stopped_at is null
    order by wave_id`)
  let isMore = false
  for (const wave of waves) {
    const survey = surveys.find(({ id }) => id === wave.survey_id)
    // A survey that pauses holds its wave up; opened again, it goes on from where it was.
    if (!survey?.isLive || (wave.kind === 'wave' && survey.since === null)) continue
    isMore = (await goOn(installation, workspace, surveys, survey, wave)) || isMore
  }
  return isMore
}

async function goOn(
  installation: Installation,
  workspace: PlacedWorkspace,
  surveys: readonly AskingSurvey[],
  survey: AskingSurvey,
  wave: WaveRow,
): Promise<boolean> {
  const { postgres } = installation
  const { pressure } = await readPressure(postgres, workspace.number)
  const { rules } = survey
  const spread = wave.kind === 'wave' && rules.trigger.kind === 'wave' ? rules.trigger.spreadDays : 1
  const every = (rules.trigger.kind === 'wave' ? rules.trigger.everyDays : null) ?? 30
  const room = await roomOf(postgres, workspace.number, surveys)
  const deciding: Deciding = {
    ...(await openDeciding(installation, workspace, pressure, surveys, room)),
    wave: {
      survey: survey.id,
      days: sendingDays(wave.starts_on, spread, hoursOf(survey, pressure)),
      startedAt: wave.started_at,
      latestAgeMs: Math.max(spread, every) * dayMs,
      isListed: wave.kind === 'list',
    },
  }
  const begunAt = performance.now()
  return await postgres.transaction(async transaction => {
    await transaction.run(deciderLock(workspace.number))
    const held = await transaction.first(sql<{ place: string }>`
      select place from listening.waves
      where workspace_id = ${workspace.number} and wave_id = ${wave.wave_id} and ended_at is null and stopped_at is null
      for update`)
    if (!held) return false
    const seen = new Set<bigint>()
    let part = await decidePart(installation, workspace, survey, wave, deciding, BigInt(held.place), seen)
    for (;;) {
      const isLong = performance.now() - begunAt > longestMs
      // The next part is decided on while this one is written: they are about other people.
      const [{ written, asked }, next] = await Promise.all([
        writeDecisions(installation, transaction, workspace.number, part.decided),
        part.isLast || isLong
          ? undefined
          : decidePart(installation, workspace, survey, wave, deciding, part.place, seen),
      ])
      await transaction.run(sql`
        update listening.waves
        set decided = decided + ${written}, asked = asked + ${asked}, place = ${String(part.place)}::bigint,
          ended_at = ${part.isLast ? installation.now() : null}
        where workspace_id = ${workspace.number} and wave_id = ${wave.wave_id}`)
      if (!next) return !part.isLast
      part = next
    }
  })
}

type Part = { readonly decided: readonly Decided[]; readonly place: bigint; readonly isLast: boolean }

/** Decides on the customers of a wave after one. Who was `seen` in a part that is not written yet is left out. */
async function decidePart(
  installation: Installation,
  workspace: PlacedWorkspace,
  survey: AskingSurvey,
  wave: WaveRow,
  deciding: Deciding,
  after: bigint,
  seen: Set<bigint>,
): Promise<Part> {
  const { postgres } = installation
  const listed = await customersOf(installation, workspace.number, survey, wave, after)
  // A number of old leads to whoever it belongs to now; who is nobody any more is not asked.
  const now = await customersNumbered({ postgres, workspace }, listed)
  const customers = [...new Set(now.values())].filter(customer => !seen.has(customer))
  for (const customer of customers) seen.add(customer)
  const own: Candidate[] = customers.map(customer => ({
    survey: survey.id,
    kind: survey.kind,
    customer,
    cause: wave.wave_id,
    happenedAt: wave.started_at,
    dueAt: installation.now(),
  }))
  const others = await waitingOf(postgres, workspace.number, customers)
  const decided = await decideTogether(deciding, postgres, [
    ...own,
    ...others.map(row => ({
      survey: row.survey_id,
      kind: row.kind,
      customer: BigInt(row.customer),
      cause: row.cause,
      happenedAt: row.happened_at,
      dueAt: row.due_at,
      isLookedAt: true,
    })),
  ])
  return { decided, place: listed.at(-1) ?? after, isLast: listed.length < together }
}

async function customersOf(
  installation: Installation,
  workspace: number,
  { rules }: AskingSurvey,
  wave: WaveRow,
  after: bigint,
): Promise<readonly bigint[]> {
  if (wave.kind === 'wave')
    return isNarrow(rules.audience)
      ? await audienceAfter(installation, workspace, rules.audience, after, together)
      : await customersAfter(installation, workspace, after, together)
  const rows = await installation.postgres.rows(sql<{ customer_id: string }>`
    select customer_id from listening.listed
    where workspace_id = ${workspace} and wave_id = ${wave.wave_id} and customer_id > ${String(after)}::bigint
    order by customer_id
    limit ${together}`)
  return rows.map(row => BigInt(row.customer_id))
}
