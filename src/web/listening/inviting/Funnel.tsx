import { useTranslation } from 'react-i18next'
import { useFigures } from '../../kit/figures.ts'
import { Bars } from './Bars.tsx'
import { useFunnel } from './data.ts'
import styles from './inviting.module.css'

const steps = ['decided', 'eligible', 'sent', 'delivered', 'started', 'completed'] as const
const aside = ['blocked', 'notSampled', 'deferred', 'waiting', 'bounced', 'refused', 'partial'] as const
const rates = ['delivery', 'start', 'completion', 'responseOne', 'responseTwo'] as const

/** What became of all decisions, each rate with its denominator in its name. */
export function Funnel({ survey }: { survey: string }) {
  const { t } = useTranslation('inviting')
  const figures = useFigures()
  const { data } = useFunnel(survey)
  if (!data) return null
  return (
    <section className={styles.part} aria-label={t('funnel.title')}>
      <h2>{t('funnel.title')}</h2>
      {data.decided === 0 ? (
        <p className={styles.small}>{t('funnel.none')}</p>
      ) : (
        <>
          <Bars
            of={data.decided}
            rows={[
              ...steps.map(step => ({ name: t(`funnel.${step}`), n: data[step] })),
              ...aside
                .filter(step => data[step] > 0)
                .map(step => ({ name: t(`funnel.${step}`), n: data[step], isLost: true })),
            ]}
          />
          {Object.keys(data.reasons).length > 0 && (
            <>
              <h2>{t('funnel.by')}</h2>
              <Bars
                of={data.decided}
                rows={Object.entries(data.reasons).map(([reason, n]) => ({
                  name: t(`reasons.${reason as 'noAddress'}`),
                  n,
                  isLost: true,
                }))}
              />
              <p className={styles.small}>{t('funnel.text')}</p>
            </>
          )}
          {data.sent > 0 && (
            <>
              <h2>{t('funnel.rates')}</h2>
              <dl className={styles.bars}>
                {rates.map(rate => (
                  <div key={rate} className={styles.row}>
                    <dt style={{ flex: 1 }}>{t(`funnel.${rate}`)}</dt>
                    <dd style={{ margin: 0 }}>{data.rates[rate] === null ? '–' : figures.share(data.rates[rate])}</dd>
                  </div>
                ))}
              </dl>
            </>
          )}
        </>
      )}
    </section>
  )
}
