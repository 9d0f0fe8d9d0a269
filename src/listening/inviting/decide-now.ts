import type { Context } from '../../feature.ts'
import { dayIn } from '../../vocabulary/calendar-day.ts'
import { sendingDays } from '../../vocabulary/statistics/spread.ts'
import { decideTogether, openDeciding } from './decide-batch.ts'
import { roomOf } from './decide-due.ts'
import type { Decided } from './decide-one.ts'
import { type AskingSurvey, hoursOf, readPressure } from './rules-store.ts'

/** Decides on these customers as of now, as if the survey were open, and writes nothing. */
export async function decideNow(
  context: Context,
  survey: AskingSurvey,
  customers: readonly bigint[],
  { isListed = true }: { readonly isListed?: boolean } = {},
): Promise<readonly Decided[]> {
  const { postgres, workspace, now } = context
  const { pressure } = await readPressure(postgres, workspace.number)
  const open = { ...survey, isLive: true }
  const deciding = await openDeciding(
    context,
    workspace,
    pressure,
    [open],
    await roomOf(postgres, workspace.number, [open]),
  )
  const wave = {
    survey: survey.id,
    days: sendingDays(dayIn(now(), workspace.timeZone), 1, hoursOf(survey, pressure)),
    startedAt: now(),
    latestAgeMs: 30 * 86_400_000,
    isListed,
  }
  return await decideTogether(
    { ...deciding, wave },
    postgres,
    customers.map(customer => ({
      survey: survey.id,
      kind: survey.kind,
      customer,
      cause: '',
      happenedAt: now(),
      dueAt: now(),
    })),
  )
}

export function tallyOf(decided: readonly Pick<Decided, 'decision'>[]) {
  const states: Record<string, number> = {}
  const reasons: Record<string, number> = {}
  for (const { decision } of decided) {
    states[decision.decision] = (states[decision.decision] ?? 0) + 1
    for (const reason of decision.reasons) reasons[reason] = (reasons[reason] ?? 0) + 1
  }
  return { states, reasons }
}
