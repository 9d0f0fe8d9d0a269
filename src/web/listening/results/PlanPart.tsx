import { NumberInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SurveyRepresentation } from '../../../contract/survey-representation.ts'
import { planSample } from '../../../vocabulary/statistics/sample-plan.ts'
import { useFigures } from '../../kit/figures.ts'
import styles from './results.module.css'

type Plan = NonNullable<SurveyRepresentation['plan']>

/** How many answers a margin takes, and how many have to be asked for them, by how this survey was answered so far. */
export function PlanPart({ plan }: { plan: Plan }) {
  const { t } = useTranslation('surveyResults')
  const figures = useFigures()
  const [margin, setMargin] = useState(10)
  const [percent, setPercent] = useState<number | null>(null)
  const [population, setPopulation] = useState<number | null>(null)
  const rate = percent === null ? plan.responseRate : percent / 100
  const among = population ?? plan.population
  const { answers, asked } = planSample({ variance: plan.variance, margin, population: among, responseRate: rate })
  const tooMany = among !== null && asked !== null && asked > among
  return (
    <section aria-label={t('plan.title')} className={styles.part}>
      <h2>{t('plan.title')}</h2>
      <div className={styles.controls}>
        <NumberInput
          size="xs"
          label={t('plan.margin')}
          min={1}
          max={50}
          value={margin}
          onChange={value => setMargin(Math.min(50, Math.max(1, Number(value) || 10)))}
        />
        <NumberInput
          size="xs"
          label={t('plan.population')}
          min={1}
          allowDecimal={false}
          placeholder={plan.population === null ? t('plan.endless') : figures.whole(plan.population)}
          value={population ?? ''}
          onChange={value => setPopulation(value === '' ? null : Number(value))}
        />
        <NumberInput
          size="xs"
          label={t('plan.rate')}
          min={0.1}
          max={100}
          placeholder={plan.responseRate === null ? '' : figures.fine(Math.round(1000 * plan.responseRate) / 10)}
          value={percent ?? ''}
          onChange={value => setPercent(value === '' ? null : Number(value))}
        />
      </div>
      <p className={styles.meaning} role="status">
        {t('plan.answers', { n: figures.whole(answers), margin: figures.fine(margin) })}{' '}
        {asked === null
          ? t('plan.noRate')
          : tooMany
            ? t('plan.tooMany', { n: figures.whole(asked), all: figures.whole(among) })
            : t('plan.asked', { n: figures.whole(asked) })}
      </p>
      <p className={styles.note}>{t(plan.isOwn ? 'plan.own' : 'plan.usual')}</p>
    </section>
  )
}
