import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Step } from '../../../vocabulary/map/journey-map.ts'
import { useMay } from '../../admitting/data.ts'
import { useMapView } from '../../measuring/data.ts'
import { bringIntoView } from './bring-into-view.ts'
import { Discussion } from './Discussion.tsx'
import styles from './talk.module.css'

/** What is said, proposed and voted about a step, below what the step is. A link to it brings it into view. */
export function StepTalk({ step }: { step: Step }) {
  const { t } = useTranslation('talk')
  const may = useMay()('map.comment')
  const { view } = useMapView()
  const here = useRef<HTMLElement>(null)
  const isAsked = view.tab === 'discussion'
  useEffect(() => {
    if (isAsked && here.current) bringIntoView(here.current)
  }, [isAsked])
  if (!may) return null
  return (
    <section ref={here} className={styles.panel} aria-label={t('discussion')}>
      <h3>{t('discussion')}</h3>
      <Discussion
        target={{ kind: 'step', id: step.id }}
        beside={step.placements.map(one => ({ kind: 'placement' as const, id: one.id }))}
        step={step.id}
      />
    </section>
  )
}
