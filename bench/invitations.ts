import { setTimeout as pause } from 'node:timers/promises'
import { createWorkspace } from '../src/admitting/index.ts'
import { sql } from '../src/engines/postgres/index.ts'
import type { Context } from '../src/feature.ts'
import { getSendingRules, saveSendingRules, switchSending } from '../src/listening/inviting/write-rules.ts'
import { createSurvey, publishSurvey, saveSurvey } from '../src/listening/write-survey.ts'
import { readConfig } from '../src/server/config.ts'
import { openHouse } from '../src/server/main.ts'
import { usualRules } from '../src/vocabulary/survey/sending-rules.ts'
import type { Figure } from './figures.ts'

const customers = 1_000_000
const batch = 20_000

/**
 * A wave over a million customers by all ten rules: one in ten has no address, one in five was asked by another survey in
 * the last 200 days, one in five is drawn. Beside it, the same rows written into a bare table of the same shape and
 * indexes, in batches of the same size, by the same client.
 */
export async function benchInvitations(options: {
  readonly directory: (name: string) => string
  readonly say: (line: string) => void
}): Promise<Figure[]> {
  const directory = options.directory('invitations')
  await using house = await openHouse({
    config: readConfig({ PARCOURS_PORT: '0', PARCOURS_LOG: 'warn', PARCOURS_DATA: directory }, process.cwd()),
    built: { web: '', sdk: '' },
  })
  const { installation } = house
  const { postgres } = installation
  const workspace = await createWorkspace(installation, {
    key: 'bench',
    name: 'Bench',
    timeZone: 'Europe/Paris',
    locale: 'fr',
    measurementConsent: 'opt-out',
    actor: { kind: 'system' },
  })
  const context: Context = {
    ...installation,
    workspace,
    actor: { kind: 'system' },
    may: () => true,
    requestId: 'bench',
  }
  await fillCustomers(context)
  const before = await barometer(context)
  await fillPast(context, before)
  const survey = await barometer(context)
  options.say(
    `${customers.toLocaleString('en')} customers, ${(customers / 5).toLocaleString('en')} of them asked before`,
  )
  const params = { workspace: workspace.key, survey }
  const startsOn = new Date().toISOString().slice(0, 10)
  const rules = {
    ...usualRules('barometer'),
    trigger: { kind: 'wave' as const, startsOn, everyDays: null, spreadDays: 28 },
    sampleRate: 0.2,
  }
  await saveSendingRules(context, { params, query: undefined, body: { revision: 0, rules: rules as never } } as never)
  const startedAt = performance.now()
  await switchSending(context, { params, query: undefined, body: { isOn: true } } as never)
  for (;;) {
    const [wave] = (await getSendingRules(context, { params })).waves
    if (wave?.endedAt) break
    await pause(100)
  }
  const ours = (performance.now() - startedAt) / 1000
  const states = await postgres.rows(sql<{ state: string; amount: string }>`
    select state, count(*) as amount from listening.invitations where survey_id = ${survey} group by state order by state`)
  options.say(
    `decided in ${ours.toFixed(1)} s: ${states.map(({ state, amount }) => `${state} ${Number(amount).toLocaleString('en')}`).join(', ')}`,
  )
  const theirs = await bareInserts(context, survey)
  options.say(`the same rows into a bare table: ${theirs.toFixed(1)} s`)
  return [
    {
      name: 'Deciding on 1,000,000 customers in one wave, by all rules',
      value: ours,
      unit: 's',
      aim: { at: 'most', value: 60 },
    },
    {
      name: 'A wave: time, against inserting its rows into a bare table',
      value: ours / theirs,
      unit: '×',
      of: { ours, theirs, unit: 's' },
    },
  ]
}

async function barometer(context: Context): Promise<string> {
  const params = { workspace: context.workspace.key }
  const made = await createSurvey(context, { params, query: undefined, body: { template: 'one-question' } })
  const of = { ...params, survey: made.id }
  const body = { revision: made.revision, survey: made.survey, kind: 'barometer' as const, touchpoint: null }
  const { revision } = await saveSurvey(context, { params: of, query: undefined, body } as never)
  await publishSurvey(context, { params: of, query: undefined, body: { revision } })
  return made.id
}

/** Customers as the mover leaves them: an identifier, and an e-mail address that nobody opens here. */
async function fillCustomers({ postgres, workspace }: Context): Promise<void> {
  const step = 100_000
  for (let from = 1; from <= customers; from += step) {
    const numbers = sql`generate_series(${from}::bigint, ${from + step - 1}::bigint) as n`
    // Numbers of customers are hashes: spread, and in no order.
    const anchor = sql`(n * 7368787 % 1000003 * 9000000000000)`
    await postgres.run(sql`
      insert into collecting.identifiers (workspace_id, anchor, kind, customer, core, first_seen_at, last_seen_at)
      select ${workspace.number}, ${anchor}, 'user_id', ${anchor}, ${anchor}, now(), now() from ${numbers}`)
    await postgres.run(sql`
      insert into collecting.customers (workspace_id, customer, first_seen_at, last_seen_at)
      select ${workspace.number}, ${anchor}, now(), now() from ${numbers}`)
    await postgres.run(sql`
      insert into collecting.traits (workspace_id, anchor, key, observed_at, sealed)
      select ${workspace.number}, ${anchor}, 'email', now(), '\\x00' from ${numbers} where n % 10 <> 0`)
  }
  await postgres.run(sql`analyze collecting.identifiers, collecting.customers, collecting.traits`)
}

async function fillPast({ postgres, workspace }: Context, survey: string): Promise<void> {
  await postgres.run(sql`
    insert into listening.invitations (
      workspace_id, invitation_id, survey_id, customer_id, channel, cause, state, decided_at, send_after, sent_at
    )
    select
      ${workspace.number}, 'ask_' || customer, ${survey}, customer, 'email', 'before', 'sent', at, at, at
    from (
      select customer, now() - make_interval(days => (customer / 45000000000000 % 200)::integer) as at
      from collecting.customers where workspace_id = ${workspace.number} and customer / 9000000000000 % 5 = 0
    ) as asked`)
  await postgres.run(sql`analyze listening.invitations`)
}

async function bareInserts({ postgres, workspace }: Context, survey: string): Promise<number> {
  await postgres.run(sql`create table listening.bare (like listening.invitations including all)`)
  let seconds = 0
  for (let after = ''; ; ) {
    const rows = await postgres.rows(sql<{
      invitation_id: string
      customer_id: string
      channel: string
      cause: string
      state: string
      reasons: string
      decided_at: Date
      send_after: Date | null
    }>`
      select invitation_id, customer_id, channel, cause, state, array_to_string(reasons, ' ') as reasons, decided_at, send_after
      from listening.invitations
      where workspace_id = ${workspace.number} and survey_id = ${survey} and invitation_id > ${after}
      order by invitation_id
      limit ${batch}`)
    const last = rows.at(-1)
    if (!last) return seconds
    after = last.invitation_id
    const startedAt = performance.now()
    await postgres.run(sql`
      insert into listening.bare (
        workspace_id, invitation_id, survey_id, customer_id, channel, cause, state, reasons, decided_at, send_after
      )
      select ${workspace.number}, invitation_id, ${survey}, customer_id, channel, cause, state, string_to_array(reasons, ' '),
        decided_at, send_after
      from unnest(
        ${rows.map(row => row.invitation_id)}::text[], ${rows.map(row => row.customer_id)}::bigint[],
        ${rows.map(row => row.channel)}::text[], ${rows.map(row => row.cause)}::text[],
        ${rows.map(row => row.state)}::text[], ${rows.map(row => row.reasons)}::text[],
        ${rows.map(row => row.decided_at)}::timestamptz[], ${rows.map(row => row.send_after)}::timestamptz[]
      ) as told (invitation_id, customer_id, channel, cause, state, reasons, decided_at, send_after)`)
    seconds += (performance.now() - startedAt) / 1000
  }
}
