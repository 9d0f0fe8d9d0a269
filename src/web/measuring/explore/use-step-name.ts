import { useTranslation } from 'react-i18next'
import { useLabels } from '../../kit/label.ts'
import type { Activities } from './activities.ts'
import { phaseOf } from './funnel-steps.ts'

/** What a step of a funnel is called: its phase when it is all of one, else its activities. */
export function useStepName(activities: Activities): (step: readonly string[]) => {
  readonly words: string
  readonly phase: string | undefined
} {
  const { t } = useTranslation('explore')
  const { say } = useLabels()
  const { map, bound, name } = activities
  return step => {
    const found = map ? phaseOf(step, map, bound) : undefined
    const phase = found ? say(found.name) : undefined
    return { words: phase ?? step.map(name).join(` ${t('or')} `), phase }
  }
}
