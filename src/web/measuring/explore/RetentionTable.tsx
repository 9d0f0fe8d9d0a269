import { Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RetentionAnswer } from '../../../contract/exploring.ts'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import figureStyles from '../figures.module.css'
import explore from './explore.module.css'
import { Head } from './Head.tsx'
import styles from './retention.module.css'
import { TooFew } from './TooFew.tsx'

type Cell = RetentionAnswer['cohorts'][number]['cells'][number]

/** Darkest where most come back: the share of the table's highest, the periods of beginning aside. */
const deepest = 58

/** A cohort a row, a period after a column: shades of one hue, each with its number. */
export function RetentionTable({ retention }: { retention: RetentionAnswer }) {
  const { t } = useTranslation('explore')
  const figures = useFigures()
  const { cohorts, average, unit } = retention
  const columns = average.filter(({ later }) => cohorts.some(({ cells }) => cells[later] !== undefined))
  const most = Math.max(0.01, ...cohorts.flatMap(({ cells }) => cells.slice(1).map(cell => cell.share ?? 0)))
  const depth = (share: number) => ({ '--deep': `${Math.min(1, share / most) * deepest}%` }) as React.CSSProperties
  // Without the year, weeks of two years would bear one name.
  const manyYears = new Set(cohorts.map(one => one.period.slice(0, 4))).size > 1
  const period = (day: string) =>
    unit === 'month'
      ? new Intl.DateTimeFormat(figures.locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
          new Date(day),
        )
      : (manyYears ? figures.day : figures.shortDay)(`${day}T12:00:00Z`)
  const told = (cell: Cell, size: number | null) =>
    cell.customers === null || cell.share === null || size === null
      ? ''
      : [
          t('retention.cell', {
            customers: figures.whole(cell.customers),
            size: figures.whole(size),
            share: figures.share(cell.share),
          }),
          cell.mature ? '' : t('retention.notOver'),
        ].join(' ')
  return (
    <section className={explore.part}>
      <Scroll className={figureStyles.scroll} label={t('retention.table')}>
        <table className={`${figureStyles.table} ${styles.retention}`}>
          <thead>
            <tr>
              <Head>{t(`retention.cohort.${unit}`)}</Head>
              <Head definition={t('definitions.size')} number>
                {t('retention.size')}
              </Head>
              {columns.map(({ later, customers }) => (
                <Head key={later} definition={t(`retention.laterSaid.${unit}`, { n: later })} n={customers} number>
                  {t(`retention.later.${unit}`, { n: later })}
                </Head>
              ))}
            </tr>
          </thead>
          <tbody>
            {cohorts.map(({ period: day, size, cells }) => (
              <tr key={day}>
                <th scope="row">{period(day)}</th>
                <td data-number>{size === null ? <TooFew /> : figures.whole(size)}</td>
                {columns.map(({ later }) => {
                  const cell = cells[later]
                  if (!cell) return <td key={later} />
                  if (cell.share === null)
                    return (
                      <td key={later} data-number>
                        {size === null ? <span className={styles.hidden}>–</span> : <TooFew />}
                      </td>
                    )
                  return (
                    <Tooltip key={later} label={told(cell, size)}>
                      <td
                        data-number
                        data-open={!cell.mature || undefined}
                        className={styles.cell}
                        style={depth(cell.share)}
                      >
                        {figures.share(cell.share)}
                        {!cell.mature && <span className="unseen"> {t('retention.notOver')}</span>}
                      </td>
                    </Tooltip>
                  )
                })}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('retention.average')}</th>
              <td />
              {columns.map(({ later, share }) => (
                <td key={later} data-number>
                  {share === null ? '–' : figures.share(share)}
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </Scroll>
      <ul className={styles.legend}>
        <li>
          <span className={styles.scale} aria-hidden />
          {t('retention.scale')}
        </li>
        <li>
          <span className={`${styles.cell} ${styles.sample}`} data-open aria-hidden />
          {t('retention.immature')}
        </li>
        <li>{t('retention.averageNote')}</li>
      </ul>
    </section>
  )
}
