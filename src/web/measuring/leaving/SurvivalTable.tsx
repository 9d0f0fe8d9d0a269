import { useTranslation } from 'react-i18next'
import type { SurvivalAnswer } from '../../../contract/measuring-leaving.ts'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import styles from '../explain/explain.module.css'
import { Head } from '../explore/Head.tsx'
import { TooFew } from '../explore/TooFew.tsx'
import figureStyles from '../figures.module.css'

/** A group a row: how many were followed, how long half of them last, and the mean over the same days. */
export function SurvivalTable({
  survival,
  group,
  activity,
}: {
  survival: SurvivalAnswer
  group: (name: string) => string
  activity: (name: string) => string
}) {
  const { t } = useTranslation('explain')
  const figures = useFigures()
  const within = survival.groups.find(one => one.restrictedMean)?.restrictedMean?.within
  return (
    <Scroll className={figureStyles.scroll} label={t('survival.table')}>
      <table className={`${figureStyles.table} ${styles.rows}`}>
        <thead>
          <tr>
            <Head>{t('survival.group')}</Head>
            <Head number>{t('customers')}</Head>
            <Head number definition={t('survival.endedSaid')}>
              {t('survival.ended')}
            </Head>
            <Head number definition={t('survival.medianSaid')}>
              {t('survival.median')}
            </Head>
            {within !== undefined && (
              <Head number definition={t('survival.meanSaid', { n: Math.round(within) })}>
                {t('survival.mean', { n: Math.round(within) })}
              </Head>
            )}
          </tr>
        </thead>
        <tbody>
          {survival.groups.map(one => (
            <tr key={one.name}>
              <th scope="row">
                {group(one.name)}
                {one.firstJourney && <p className={styles.journey}>{one.firstJourney.map(activity).join(' → ')}</p>}
              </th>
              <td data-number>{figures.whole(one.customers)}</td>
              <td data-number>{one.ended === null ? <TooFew /> : figures.whole(one.ended)}</td>
              <td data-number>
                {one.medianDays === null ? t('survival.notReached') : t('days', { count: Math.round(one.medianDays) })}
              </td>
              {within !== undefined && (
                <td data-number>
                  {one.restrictedMean
                    ? t('survival.meanDays', {
                        mean: figures.fine(one.restrictedMean.mean),
                        low: figures.fine(one.restrictedMean.low),
                        high: figures.fine(one.restrictedMean.high),
                      })
                    : '–'}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
