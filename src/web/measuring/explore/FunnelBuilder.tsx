import { ActionIcon, Button } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconTrash, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useMapView } from '../data.ts'
import { ActivityPicker } from './ActivityPicker.tsx'
import type { Activities } from './activities.ts'
import styles from './funnel.module.css'
import { addAlternative, addStep, moveStep, removeAlternative, removeStep } from './funnel-steps.ts'
import { useStepName } from './use-step-name.ts'
import type { FunnelSteps } from './view.ts'

/** The steps in their order: each one activity, or any of several. */
export function FunnelBuilder({ steps, activities }: { steps: FunnelSteps; activities: Activities }) {
  const { t } = useTranslation('explore')
  const { show } = useMapView()
  const stepName = useStepName(activities)
  const change = (next: FunnelSteps) => show({ steps: next.length > 0 ? next : undefined })
  return (
    <section className={styles.builder} aria-label={t('funnel.steps')}>
      <ol>
        {steps.map((step, at) => {
          const number = at + 1
          const { phase } = stepName(step)
          return (
            // Steps may be alike, and are known by their place.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above.
            <li key={at}>
              <span className={styles.number}>{number}</span>
              <span className={styles.anyOf}>
                {phase ? (
                  <span className={styles.phase}>
                    {phase} <small>{t('funnel.anyOf', { count: step.length })}</small>
                  </span>
                ) : (
                  step.map((activity, index) => (
                    <span key={activity} className={styles.one}>
                      {index > 0 && <small>{t('or')}</small>}
                      <span className={styles.name}>
                        {activities.name(activity)}
                        {step.length > 1 && (
                          <button
                            type="button"
                            aria-label={t('funnel.removeOne', { name: activities.name(activity), number })}
                            onClick={() => change(removeAlternative(steps, at, activity))}
                          >
                            <IconX size={12} aria-hidden />
                          </button>
                        )}
                      </span>
                    </span>
                  ))
                )}
                <ActivityPicker
                  hiddenLabel
                  label={t('funnel.addAlternative', { number })}
                  anything={t('funnel.alternative')}
                  value={undefined}
                  activities={activities}
                  choose={activity => activity && change(addAlternative(steps, at, activity))}
                />
              </span>
              <span className={styles.tools}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('funnel.up', { number })}
                  disabled={at === 0}
                  onClick={() => change(moveStep(steps, at, at - 1))}
                >
                  <IconArrowUp size={15} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('funnel.down', { number })}
                  disabled={at === steps.length - 1}
                  onClick={() => change(moveStep(steps, at, at + 1))}
                >
                  <IconArrowDown size={15} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('funnel.remove', { number })}
                  onClick={() => change(removeStep(steps, at))}
                >
                  <IconTrash size={15} aria-hidden />
                </ActionIcon>
              </span>
            </li>
          )
        })}
        <li>
          <span className={styles.number}>{steps.length + 1}</span>
          <span className={styles.anyOf}>
            <ActivityPicker
              hiddenLabel
              wide
              label={t('funnel.add')}
              anything={t(steps.length === 0 ? 'funnel.addFirst' : 'funnel.add')}
              value={undefined}
              activities={activities}
              choose={activity => activity && change(addStep(steps, activity))}
            />
          </span>
          <span className={styles.tools}>
            {steps.length > 0 && (
              <Button variant="subtle" color="gray" size="compact-xs" onClick={() => change([])}>
                {t('funnel.clear')}
              </Button>
            )}
          </span>
        </li>
      </ol>
    </section>
  )
}
