import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FunnelAnswer } from '../../../contract/exploring.ts'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import figureStyles from '../figures.module.css'
import type { Activities } from './activities.ts'
import explore from './explore.module.css'
import styles from './funnel.module.css'
import { Head } from './Head.tsx'
import { StoppedDrawer } from './StoppedDrawer.tsx'
import { TooFew } from './TooFew.tsx'
import { useTenths } from './use-explain.ts'
import { useStepName } from './use-step-name.ts'

/** One step a row: how many got there, out of the first and of the step before, how long it took, who stopped. */
export function FunnelTable({ funnel, activities }: { funnel: FunnelAnswer; activities: Activities }) {
  const { t } = useTranslation('explore')
  const figures = useFigures()
  const tenths = useTenths()
  const stepName = useStepName(activities)
  const lists = useTranslation('lists').t
  const [stopped, setStopped] = useState<number>()
  const first = funnel.steps[0]?.amount ?? undefined
  const timed = funnel.steps.some(step => step.medianSeconds !== null)
  const lasting = (seconds: number | null) => (seconds === null ? '–' : figures.lasting(seconds * 1000))
  return (
    <>
      <Scroll className={figureStyles.scroll} label={t('tabs.funnel')}>
        <table className={`${figureStyles.table} ${styles.funnel}`}>
          <thead>
            <tr>
              <Head>{t('funnel.steps')}</Head>
              <Head definition={t('definitions.reached')} number>
                {t(`funnel.amount.${funnel.by}`)}
              </Head>
              <Head definition={t('definitions.ofFirst')} n={first} number>
                {t('funnel.ofFirst')}
              </Head>
              <Head definition={t('definitions.rate')}>{t('funnel.rate')}</Head>
              <Head definition={t('definitions.dropped')} number>
                {t('funnel.dropped')}
              </Head>
              {timed && (
                <>
                  <Head definition={t('definitions.stepMedian')} number>
                    {t('funnel.median')}
                  </Head>
                  <Head definition={t('definitions.stepP90')} number>
                    {t('funnel.p90')}
                  </Head>
                </>
              )}
            </tr>
          </thead>
          <tbody>
            {funnel.steps.map((step, at) => (
              // Steps may be alike, and are known by their place.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above.
              <tr key={at}>
                <th scope="row">
                  <span className={styles.stepName}>
                    <span className={styles.number}>{at + 1}</span> {stepName(step.activities).words}
                  </span>
                  <span className={styles.track}>
                    <i style={{ width: `${(step.shareOfFirst ?? 0) * 100}%` }} />
                  </span>
                </th>
                <td data-number>{step.amount === null ? <TooFew /> : <b>{figures.whole(step.amount)}</b>}</td>
                <td data-number>{step.shareOfFirst === null ? '–' : tenths(step.shareOfFirst)}</td>
                <td>
                  {step.rate ? (
                    <span className={styles.rate}>
                      <b>{tenths(step.rate.value)}</b>
                      <span className={styles.interval} aria-hidden>
                        <i
                          style={{
                            left: `${step.rate.low * 100}%`,
                            width: `${Math.max(0.5, (step.rate.high - step.rate.low) * 100)}%`,
                          }}
                        />
                        <u style={{ left: `${step.rate.value * 100}%` }} />
                      </span>
                      <small>
                        {t('funnel.interval', { low: tenths(step.rate.low), high: tenths(step.rate.high) })}
                      </small>
                    </span>
                  ) : (
                    '–'
                  )}
                </td>
                <td data-number>
                  {at === funnel.steps.length - 1 ? (
                    '–'
                  ) : step.dropped === null ? (
                    <TooFew />
                  ) : (
                    <>
                      {step.dropped > 0 ? (
                        <button
                          type="button"
                          className={explore.keep}
                          aria-label={lists('listStopped', { step: stepName(step.activities).words })}
                          onClick={() => setStopped(at + 1)}
                        >
                          {figures.whole(step.dropped)}
                        </button>
                      ) : (
                        figures.whole(step.dropped)
                      )}
                      {step.stillPossible !== 0 && (
                        <small className={styles.possible}>
                          {step.stillPossible === null ? <TooFew /> : figures.whole(step.stillPossible)}{' '}
                          {t('funnel.possible')}
                        </small>
                      )}
                    </>
                  )}
                </td>
                {timed && (
                  <>
                    <td data-number>{at === 0 ? '' : lasting(step.medianSeconds)}</td>
                    <td data-number>{at === 0 ? '' : lasting(step.p90Seconds)}</td>
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <StoppedDrawer
        steps={funnel.steps.map(step => step.activities)}
        step={stopped}
        name={stopped === undefined ? '' : stepName(funnel.steps[stopped - 1]?.activities ?? []).words}
        close={() => setStopped(undefined)}
      />
    </>
  )
}
