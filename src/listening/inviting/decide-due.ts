import { customerAnchors, customersNumbered } from '../../collecting/index.ts'
import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { Installation } from '../../feature.ts'
import { decideTogether, openDeciding } from './decide-batch.ts'
import type { Candidate } from './decide-one.ts'
import { type AskingSurvey, type PlacedWorkspace, readPressure } from './rules-store.ts'
import { writeDecisions } from './write-decisions.ts'

const together = 2000

type Row = {
  survey_id: string
  kind: AskingSurvey['kind']
  customer_id: string
  cause: string
  happened_at: Date
  due_at: Date
  held: string | null
}

/** Only one process decides for a workspace at a time: two would each not see whom the other asks. */
export const deciderLock = (workspace: number) => sql`select pg_advisory_xact_lock(7215493, ${workspace})`

/** Decides on those whose moment has come. Answers how many were. */
export async function decideDue(
  installation: Installation,
  workspace: PlacedWorkspace,
  surveys: readonly AskingSurvey[],
): Promise<number> {
  const { postgres, now } = installation
  const at = now()
  const waiting = await postgres.first(sql<{ due: boolean }>`
    select
      exists (select from listening.candidates where workspace_id = ${workspace.number} and due_at <= ${at})
      or exists (
        select from listening.invitations
        where workspace_id = ${workspace.number} and state = 'deferred' and send_after <= ${at}
      ) as due`)
  if (!waiting?.due) return 0
  const { pressure } = await readPressure(postgres, workspace.number)
  const deciding = await openDeciding(
    installation,
    workspace,
    pressure,
    surveys,
    await roomOf(postgres, workspace.number, surveys),
  )
  return await postgres.transaction(async transaction => {
    await transaction.run(deciderLock(workspace.number))
    const due = await transaction.rows(sql<Row>`
      (
        select survey_id, kind, customer_id, cause, happened_at, due_at, null as held
        from listening.candidates
        join listening.surveys using (workspace_id, survey_id)
        where workspace_id = ${workspace.number} and due_at <= ${at}
        order by due_at
        limit ${together}
      )
      union all
      (
        select survey_id, kind, customer_id, cause, happened_at, send_after as due_at, invitation_id as held
        from listening.invitations
        join listening.surveys using (workspace_id, survey_id)
        where workspace_id = ${workspace.number} and invitations.state = 'deferred' and send_after <= ${at}
        order by send_after
        limit ${together}
      )`)
    const known = await customersNumbered(
      { postgres, workspace },
      due.map(row => BigInt(row.customer_id)),
    )
    const customers = [...new Set(known.values())]
    const others = await waitingOf(transaction, workspace.number, customers)
    const candidates = new Map<string, Candidate & { row: Row }>()
    for (const row of [...due, ...others]) {
      const customer =
        known.get(BigInt(row.customer_id)) ?? ('customer' in row ? BigInt(row.customer as string) : undefined)
      if (customer === undefined) continue
      const key = `${row.survey_id} ${row.customer_id} ${row.cause}`
      if (candidates.has(key)) continue
      candidates.set(key, {
        row,
        survey: row.survey_id,
        kind: row.kind,
        customer,
        cause: row.cause,
        happenedAt: row.happened_at,
        dueAt: row.due_at,
        ...(row.held === null ? {} : { held: row.held }),
      })
    }
    const decided = await decideTogether(deciding, transaction, [...candidates.values()])
    await writeDecisions(installation, transaction, workspace.number, decided)
    const over = due.filter(row => row.held === null)
    await transaction.run(sql`
      delete from listening.candidates as held
      using unnest(
        ${over.map(row => row.survey_id)}::text[], ${over.map(row => row.customer_id)}::bigint[],
        ${over.map(row => row.cause)}::text[]
      ) as told (survey_id, customer_id, cause)
      where held.workspace_id = ${workspace.number} and held.survey_id = told.survey_id
        and held.customer_id = told.customer_id and held.cause = told.cause`)
    return due.length
  })
}

/** All that waits for these customers, due or not: surveys that are due soon compete with those that are due now. */
export function waitingOf(
  postgres: Queryable,
  workspace: number,
  customers: readonly bigint[],
): Promise<readonly (Row & { readonly customer: string })[]> {
  return postgres.rows(sql<Row & { customer: string }>`
    select survey_id, kind, customer_id, cause, happened_at, due_at, null as held, own.customer
    from unnest(${customers.map(String)}::bigint[]) as asked (customer)
    join (${customerAnchors(workspace)}) as own on own.customer = asked.customer
    join listening.candidates on candidates.workspace_id = ${workspace} and candidates.customer_id = own.anchor
    join listening.surveys using (workspace_id, survey_id)`)
}

/** How many more each survey may ask; those that say no bound are left out. */
export async function roomOf(
  postgres: Queryable,
  workspace: number,
  surveys: readonly AskingSurvey[],
): Promise<ReadonlyMap<string, number>> {
  const bounded = surveys.filter(({ rules }) => rules.totalLimit !== null)
  if (bounded.length === 0) return new Map()
  const rows = await postgres.rows(sql<{ survey_id: string; amount: string }>`
    select survey_id, count(*) as amount
    from listening.invitations
    where workspace_id = ${workspace} and survey_id = any(${bounded.map(({ id }) => id)}::text[])
      and state not in ('notSampled', 'blocked', 'deferred')
    group by survey_id`)
  const asked = new Map(rows.map(row => [row.survey_id, Number(row.amount)]))
  return new Map(bounded.map(({ id, rules }) => [id, rules.totalLimit! - (asked.get(id) ?? 0)]))
}
