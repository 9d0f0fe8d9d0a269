import { identifiersOf, reachOf } from '../../collecting/index.ts'
import type { Queryable } from '../../engines/postgres/index.ts'
import type { Installation } from '../../feature.ts'
import type { ContactPressure } from '../../vocabulary/survey/contact-pressure.ts'
import type { Decision } from '../../vocabulary/survey/eligibility.ts'
import { customersWithOpenCase, excludedCustomers, inAudience, lastHappened } from './audience.ts'
import { type Candidate, type Decided, type Deciding, decideOne, type Heard } from './decide-one.ts'
import { type Past, pastOf } from './gather-facts.ts'
import type { AskingSurvey, PlacedWorkspace } from './rules-store.ts'

export async function openDeciding(
  installation: Installation,
  workspace: PlacedWorkspace,
  pressure: ContactPressure,
  surveys: readonly AskingSurvey[],
  room: ReadonlyMap<string, number>,
): Promise<Deciding> {
  const [excluded, openCases] = await Promise.all([
    excludedCustomers(installation, workspace.number, pressure),
    customersWithOpenCase(installation, workspace.number, pressure),
  ])
  return {
    installation,
    workspace,
    pressure,
    surveys: new Map(surveys.map(survey => [survey.id, survey])),
    excluded,
    openCases,
    room: new Map(room),
  }
}

/**
 * Decides on candidates, all of one customer together: of those due within the window of a collision the highest priority
 * goes, and those after it are told so. Who is not due yet takes part and is left undecided.
 */
export async function decideTogether(
  deciding: Deciding,
  postgres: Queryable,
  candidates: readonly Candidate[],
): Promise<readonly Decided[]> {
  const { installation, workspace, pressure, surveys } = deciding
  const now = installation.now()
  const customers = [...new Set(candidates.map(({ customer }) => customer))]
  const own = await identifiersOf(postgres, workspace.number, customers)
  const [past, reach] = await Promise.all([
    pastOf(postgres, workspace.number, candidates, now, pressure.impressions.inDays, own),
    reachOf({ postgres }, workspace.number, customers, own),
  ])
  const heard = new Map<AskingSurvey, Heard>()
  for (const survey of surveys.values()) {
    const own = candidates.filter(candidate => candidate.survey === survey.id)
    if (own.length > 0) heard.set(survey, await hear(deciding, survey, own))
  }
  const places = new Map<bigint, number[]>()
  candidates.forEach(({ customer }, at) => {
    const list = places.get(customer)
    if (list) list.push(at)
    else places.set(customer, [at])
  })
  const decided: Decided[] = []
  for (const own of places.values()) {
    if (own.length > 1) own.sort((a, b) => inOrder(deciding, candidates[a]!, candidates[b]!))
    // Of the surveys before it in the order, the one that goes.
    let winner: Candidate | undefined
    for (const at of own) {
      const candidate = candidates[at]!
      const survey = surveys.get(candidate.survey)
      if (!survey) continue
      const facts = heard.get(survey)!
      const one = decideOne(deciding, survey, candidate, past[at]!, reach.get(candidate.customer), facts, winner, now)
      if (one.decision.decision === 'queued') winner ??= candidate
      if (candidate.dueAt <= now && !past[at]!.isDecided && !candidate.isLookedAt) {
        if (one.decision.decision === 'queued' && deciding.room.has(survey.id))
          deciding.room.set(survey.id, deciding.room.get(survey.id)! - 1)
        decided.push(one)
      }
    }
  }
  return decided
}

/** Higher priority first, then the touchpoint that is asked about less often, then what is due first. */
function inOrder({ surveys, room }: Deciding, a: Candidate, b: Candidate): number {
  const [one, other] = [surveys.get(a.survey)?.rules.priority ?? 0, surveys.get(b.survey)?.rules.priority ?? 0]
  if (one !== other) return other - one
  const [left, right] = [room.get(a.survey) ?? 0, room.get(b.survey) ?? 0]
  if (left !== right) return right - left
  return a.dueAt.getTime() - b.dueAt.getTime() || (a.survey < b.survey ? -1 : 1)
}

/** For a dry run: decides on these customers at an instant of the past, with a past that is told. */
export async function decideAt(
  deciding: Deciding,
  postgres: Queryable,
  survey: AskingSurvey,
  customers: readonly bigint[],
): Promise<(customer: bigint, happenedAt: Date, at: Date, past: Past, awaitedHappened: boolean) => Decision> {
  const { installation, workspace } = deciding
  const reach = await reachOf({ postgres }, workspace.number, customers)
  const audience = await inAudience(installation, workspace.number, survey.rules.audience, customers)
  return (customer, happenedAt, at, past, awaitedHappened) => {
    const candidate = { survey: survey.id, kind: survey.kind, customer, cause: '', happenedAt, dueAt: at }
    const happened = new Map(awaitedHappened ? [[customer, at] as const] : [])
    const { decision } = decideOne(
      deciding,
      survey,
      candidate,
      past,
      reach.get(customer),
      { audience, happened },
      undefined,
      at,
    )
    if (decision.decision === 'queued' && deciding.room.has(survey.id))
      deciding.room.set(survey.id, deciding.room.get(survey.id)! - 1)
    return decision
  }
}

async function hear(
  { installation, workspace, wave }: Deciding,
  survey: AskingSurvey,
  own: readonly Candidate[],
): Promise<Heard> {
  const customers = own.map(({ customer }) => customer)
  const { trigger, audience } = survey.rules
  const isWave = wave?.survey === survey.id
  const since = new Date(Math.min(...own.map(({ happenedAt }) => happenedAt?.getTime() ?? 0)))
  return {
    // A wave takes its people from the audience itself.
    audience:
      isWave && !wave.isListed ? new Set() : await inAudience(installation, workspace.number, audience, customers),
    happened:
      trigger.kind === 'absence' && !isWave
        ? await lastHappened(installation, workspace.number, trigger.unless, customers, since)
        : new Map(),
  }
}
