import { useTranslation } from 'react-i18next'
import type { DurationsAnswer } from '../../../contract/measuring-durations.ts'
import { useFigures } from '../../kit/figures.ts'
import { Head } from '../explore/Head.tsx'
import figureStyles from '../figures.module.css'
import styles from './contacts.module.css'
import { useLasting } from './data.ts'

const parts = ['loops', 'backtracks', 'forcedSwitches', 'repeatContacts', 'time'] as const

/** The index beside its five parts, so that it is never a number without reasons. */
export function FluidityParts({ told }: { told: DurationsAnswer['fluidity'] }) {
  const { t } = useTranslation('contacts')
  const figures = useFigures()
  const lasting = useLasting()
  const known = parts.filter(part => told[part] !== null)
  const worst = known.toSorted((a, b) => told[a]! - told[b]!)[0]
  return (
    <section className={styles.part}>
      <h2>{t('flow.fluidity')}</h2>
      <p>
        {told.index === null
          ? t('flow.noIndex')
          : t('flow.indexSaid', { value: figures.whole(told.index * 100), parts: known.length })}{' '}
        {worst && t('flow.worst', { part: t(`flow.parts.${worst}`) })}{' '}
        {told.smoothVisits !== null && t('flow.smoothVisits', { value: figures.share(told.smoothVisits) })}
      </p>
      <table className={`${figureStyles.table} ${styles.table}`}>
        <thead>
          <tr>
            <Head>{t('flow.part')}</Head>
            <Head definition={t('definitions.part')} number>
              {t('flow.smooth')}
            </Head>
            <th scope="col" className={styles.meaning}>
              {t('flow.meaning')}
            </th>
          </tr>
        </thead>
        <tbody>
          {parts.map(part => {
            const value = told[part]
            return (
              <tr key={part}>
                <th scope="row">{t(`flow.parts.${part}`)}</th>
                <td data-number>
                  {value === null ? <span className={styles.nothing}>{t('flow.unknown')}</span> : figures.share(value)}
                  {value !== null && (
                    <span className={styles.track} aria-hidden>
                      <i style={{ width: `${value * 100}%` }} />
                    </span>
                  )}
                </td>
                <td className={styles.meaning}>
                  {part === 'time' && told.reference
                    ? t(`flow.reference.${told.reference.of}`, {
                        value: lasting(told.reference.seconds),
                      })
                    : t(`flow.partsSaid.${part}`)}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
