import { setTimeout as pause } from 'node:timers/promises'
import { workspaceByNumber } from '../../admitting/index.ts'
import { customersAfter } from '../../collecting/index.ts'
import type { DryRunFace } from '../../contract/survey-dry-run.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Context, Installation, Loop } from '../../feature.ts'
import { customerIdFromNumber } from '../../vocabulary/id.ts'
import type { SendingRules } from '../../vocabulary/survey/sending-rules.ts'
import { audienceAfter, isNarrow } from './audience.ts'
import { decideNow } from './decide-now.ts'
import { replayEvents } from './replay-events.ts'
import { type AskingSurvey, readAsking } from './rules-store.ts'

const everyMs = 500
const together = 10_000
const shownOfEach = 20

type Row = { workspace_id: number; survey_id: string; run_id: string; rules: SendingRules }

/** One decision of a dry run. */
export type Tried = Pick<NonNullable<DryRunFace['result']>['some'][number], 'state' | 'reasons'> & {
  readonly customer: bigint
  readonly at: Date
}

/** Goes through the dry runs that were asked for. One that a crash cut short is begun again. */
export const tryRules: Loop = {
  name: 'Trying sending rules',
  run: async (installation, signal) => {
    await installation.postgres.run(sql`update listening.dry_runs set state = 'waiting' where state = 'running'`)
    while (!signal.aborted) {
      const [row] = await installation.postgres.rows(sql<Row>`
        update listening.dry_runs
        set state = 'running', progress = 0
        where (workspace_id, survey_id) in (
          select workspace_id, survey_id from listening.dry_runs
          where state = 'waiting' order by asked_at limit 1 for update skip locked
        )
        returning workspace_id, survey_id, run_id, rules`)
      if (row) await tryOne(installation, row, signal)
      else await pause(everyMs, undefined, { signal }).catch(() => undefined)
    }
  },
}

async function tryOne(installation: Installation, row: Row, signal: AbortSignal): Promise<void> {
  const workspace = await workspaceByNumber(installation, row.workspace_id)
  const [held] = await readAsking(installation.postgres, row.workspace_id, row.survey_id)
  if (!workspace || !held) return
  const survey: AskingSurvey = { ...held, rules: row.rules, isLive: true }
  const context = { ...installation, workspace } as Context
  const counted = counter()
  try {
    for await (const part of partsOf(context, survey)) {
      counted.add(part.tried)
      // Who stopped it, or asked for another one, is found here.
      if (signal.aborted || !(await tell(installation, row, part.progress))) return
    }
    await end(installation, row, 'ended', counted.result(isReplayed(survey) ? 90 : 0))
  } catch (error) {
    installation.log.error('A dry run broke', { survey: row.survey_id, reason: String(error) })
    await end(installation, row, 'failed', null)
  }
}

const isReplayed = ({ rules: { trigger } }: AskingSurvey) => trigger.kind === 'event' || trigger.kind === 'absence'

async function* partsOf(
  context: Context,
  survey: AskingSurvey,
): AsyncIterable<{ readonly tried: readonly Tried[]; readonly progress: number }> {
  if (isReplayed(survey)) {
    yield* replayEvents(context, survey)
    return
  }
  const { workspace, postgres, now } = context
  const { audience } = survey.rules
  const whole = await postgres.first(sql<{ amount: string }>`
    select count(*) as amount from collecting.customers where workspace_id = ${workspace.number}`)
  let after = -1n
  for (let done = 0; ; ) {
    const customers = isNarrow(audience)
      ? await audienceAfter(context, workspace.number, audience, after, together)
      : await customersAfter(context, workspace.number, after, together)
    const last = customers.at(-1)
    if (last === undefined) return
    after = last
    done += customers.length
    const decided = await decideNow(context, survey, customers, { isListed: false })
    yield {
      tried: decided.map(({ candidate, decision }) => ({
        customer: candidate.customer,
        at: now(),
        state: decision.decision,
        reasons: [...decision.reasons],
      })),
      progress: Math.min(1, done / Math.max(1, Number(whole?.amount ?? 1))),
    }
    if (customers.length < together) return
  }
}

function counter() {
  const states: Record<string, number> = {}
  const reasons: Record<string, number> = {}
  const some: Tried[] = []
  let decided = 0
  return {
    add: (tried: readonly Tried[]) => {
      for (const one of tried) {
        decided += 1
        const held = states[one.state] ?? 0
        states[one.state] = held + 1
        for (const reason of one.reasons) reasons[reason] = (reasons[reason] ?? 0) + 1
        if (held < shownOfEach) some.push(one)
      }
    },
    result: (days: number): NonNullable<DryRunFace['result']> => ({
      days,
      decided,
      asked: states.queued ?? 0,
      states,
      reasons,
      some: some.map(({ customer, at, state, reasons: told }) => ({
        customer: customerIdFromNumber(customer),
        at: at.toISOString(),
        state,
        reasons: told,
      })),
    }),
  }
}

async function tell({ postgres }: Installation, row: Row, progress: number): Promise<boolean> {
  const going = await postgres.run(sql`
    update listening.dry_runs set progress = ${progress}
    where workspace_id = ${row.workspace_id} and survey_id = ${row.survey_id} and run_id = ${row.run_id}
      and state = 'running'`)
  return going > 0
}

async function end(
  { postgres, now }: Installation,
  row: Row,
  state: 'ended' | 'failed',
  result: DryRunFace['result'],
): Promise<void> {
  await postgres.run(sql`
    update listening.dry_runs
    set state = ${state}, progress = 1, ended_at = ${now()}, result = ${result === null ? null : JSON.stringify(result)}::jsonb
    where workspace_id = ${row.workspace_id} and survey_id = ${row.survey_id} and run_id = ${row.run_id}
      and state = 'running'`)
}
