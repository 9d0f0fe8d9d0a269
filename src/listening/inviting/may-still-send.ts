import { workspaceByNumber } from '../../admitting/index.ts'
import { customersNumbered, reachOf } from '../../collecting/index.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Context, Installation, Workspace } from '../../feature.ts'
import type { NotSentReason } from '../../vocabulary/survey/invitation.ts'
import { nextSendingMoment } from '../../vocabulary/survey/send-window.ts'
import { customersWithOpenCase, excludedCustomers, lastHappened } from './audience.ts'
import { hoursOf, readAsking, readPressure } from './rules-store.ts'

type Row = {
  survey_id: string
  customer_id: string | null
  state: string
  happened_at: Date | null
  expires_at: Date | null
  answered: boolean
}

/**
 * Asked for each message just before it leaves, as much may have happened since it was decided. Where it may not leave, all
 * that follows is done here: it waits for the next sending hour, or the ledger says why not and its messages are cancelled.
 */
export async function mayStillSend(
  installation: Installation,
  { workspace: number, id }: { readonly workspace: number; readonly id: string },
): Promise<boolean> {
  const { postgres } = installation
  const now = installation.now()
  const row = await postgres.first(sql<Row>`
    select
      survey_id, customer_id, state, happened_at, expires_at,
      exists (
        select from listening.responses
        where responses.workspace_id = invitations.workspace_id and responses.invitation_id = invitations.invitation_id
          and completed_at is not null
      ) as answered
    from listening.invitations
    where workspace_id = ${number} and invitation_id = ${id}`)
  if (!row || row.customer_id === null || !['queued', 'sent', 'started'].includes(row.state)) return false
  const workspace = await workspaceByNumber(installation, number)
  const [survey] = await readAsking(postgres, number, row.survey_id)
  const { pressure, pausedAt } = await readPressure(postgres, number)
  if (!workspace || !survey) return false
  const numbered = await customersNumbered({ ...installation, workspace } as Context, [BigInt(row.customer_id)])
  const customer = numbered.get(BigInt(row.customer_id))
  if (customer === undefined) return false
  const reasons = async (): Promise<NotSentReason | undefined> => {
    if (!survey.isLive) return 'surveyNotLive'
    if (survey.isFull) return 'quotaFull'
    if (row.answered) return 'alreadyAnswered'
    if (row.expires_at !== null && row.expires_at <= now) return 'causeTooOld'
    const { trigger } = survey.rules
    if (trigger.kind === 'absence' && row.happened_at !== null && row.state === 'queued') {
      const happened = await lastHappened(installation, number, trigger.unless, [customer], row.happened_at)
      if ((happened.get(customer) ?? row.happened_at) > row.happened_at) return 'awaitedHappened'
    }
    const { excluded, openCases } = await kept(installation, workspace)
    if (excluded.has(customer)) return 'excluded'
    return openCases.has(customer) && !survey.rules.isRemeasure ? 'openCase' : undefined
  }
  const reason = await reasons()
  if (reason) {
    await withdraw(postgres, number, id, reason, now)
    return false
  }
  if (pausedAt !== null) {
    await putOff(postgres, number, id, new Date(now.getTime() + 60_000))
    return false
  }
  const reach = (await reachOf(installation, number, [customer])).get(customer)
  const moment = nextSendingMoment(now, hoursOf(survey, pressure), reach?.timeZone ?? workspace.timeZone)
  if (moment !== null && moment <= now) return true
  await putOff(postgres, number, id, moment ?? new Date(now.getTime() + 86_400_000))
  return false
}

/** What may have left already stays as it is: only what nobody was handed is called back. */
const notHanded = sql`messages.state in ('queued', 'taken') and messages.handed_at is null`

async function withdraw(
  { transaction: begin }: Installation['postgres'],
  workspace: number,
  invitation: string,
  reason: NotSentReason,
  now: Date,
): Promise<void> {
  await begin(async transaction => {
    await transaction.run(sql`
      update listening.messages set state = 'cancelled', carrier_said = ${reason}, ended_at = ${now}
      where workspace_id = ${workspace} and invitation_id = ${invitation} and ${notHanded}`)
    // A reminder that may not leave leaves the invitation as it is.
    await transaction.run(sql`
      update listening.invitations set state = 'blocked', reasons = ${[reason]}, ended_at = ${now}
      where workspace_id = ${workspace} and invitation_id = ${invitation} and state = 'queued'`)
  })
}

async function putOff(
  { run }: Installation['postgres'],
  workspace: number,
  invitation: string,
  until: Date,
): Promise<void> {
  await run(sql`
    update listening.messages set state = 'queued', send_after = ${until}
    where workspace_id = ${workspace} and invitation_id = ${invitation} and ${notHanded}`)
}

type Kept = { readonly excluded: ReadonlySet<bigint>; readonly openCases: ReadonlySet<bigint>; readonly until: number }
const remembered = new WeakMap<object, Map<number, Kept>>()
const keptMs = 10_000

/** Asked once for all messages that leave within some seconds. */
async function kept(installation: Installation, { number }: Workspace): Promise<Kept> {
  const byWorkspace = remembered.get(installation.postgres) ?? new Map<number, Kept>()
  remembered.set(installation.postgres, byWorkspace)
  const held = byWorkspace.get(number)
  if (held && held.until > Date.now()) return held
  const { pressure } = await readPressure(installation.postgres, number)
  const fresh = {
    excluded: await excludedCustomers(installation, number, pressure),
    openCases: await customersWithOpenCase(installation, number, pressure),
    until: Date.now() + keptMs,
  }
  byWorkspace.set(number, fresh)
  return fresh
}
