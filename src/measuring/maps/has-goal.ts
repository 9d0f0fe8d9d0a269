import type { Journey } from '../../vocabulary/journey.ts'

/** Whether the journey says what it is to reach its end: without it nobody can be said to have dropped off. */
export function hasGoal({ caseRule, outcomes }: Journey): boolean {
  return caseRule.endWhen !== null || outcomes.some(({ good, when }) => good === true && when !== null)
}
