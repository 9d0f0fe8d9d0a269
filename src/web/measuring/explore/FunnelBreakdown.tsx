import { useTranslation } from 'react-i18next'
import type { FunnelAnswer } from '../../../contract/exploring.ts'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import figureStyles from '../figures.module.css'
import type { Activities } from './activities.ts'
import explore from './explore.module.css'
import styles from './funnel.module.css'
import { Head } from './Head.tsx'
import { TooFew } from './TooFew.tsx'
import { useTenths, useTold } from './use-explain.ts'
import { useStepName } from './use-step-name.ts'

/** The same funnel for each value of a trait, side by side. */
export function FunnelBreakdown(props: { funnel: FunnelAnswer; trait: string; activities: Activities }) {
  const { funnel, trait, activities } = props
  const { t } = useTranslation('explore')
  const figures = useFigures()
  const tenths = useTenths()
  const { minimumGroup } = useTold()
  const stepName = useStepName(activities)
  return (
    <section className={explore.part}>
      <h2>{t('funnel.breakdown', { trait })}</h2>
      <Scroll className={figureStyles.scroll} label={t('funnel.breakdown', { trait })}>
        <table className={`${figureStyles.table} ${styles.funnel}`}>
          <thead>
            <tr>
              <Head>{trait}</Head>
              {funnel.steps.map((step, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: steps may be alike, and are known by their place.
                <Head key={at} definition={stepName(step.activities).words} number>
                  {t('funnel.step', { number: at + 1 })}
                </Head>
              ))}
              <Head definition={t('definitions.ofFirst')} number>
                {t('funnel.conversion')}
              </Head>
            </tr>
          </thead>
          <tbody>
            {funnel.breakdown.map(({ value, amounts }) => {
              const [first, last] = [amounts[0], amounts.at(-1)]
              const share = first != null && first > 0 && last != null ? last / first : undefined
              return (
                <tr key={value}>
                  <th scope="row">
                    <span className={styles.stepName}>{value || t('funnel.noValue')}</span>
                    <span className={styles.track}>
                      <i style={{ width: `${(share ?? 0) * 100}%` }} />
                    </span>
                  </th>
                  {amounts.map((amount, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: as the steps.
                    <td key={at} data-number>
                      {amount === null ? <TooFew /> : figures.whole(amount)}
                    </td>
                  ))}
                  <td data-number>{share === undefined ? '–' : tenths(share)}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </Scroll>
      <p className={explore.note}>{t('funnel.breakdownNote', { minimum: minimumGroup })}</p>
    </section>
  )
}
