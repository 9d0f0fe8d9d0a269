import { useTranslation } from 'react-i18next'
import type { GraphAnswer } from '../../../contract/measuring.ts'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import styles from '../figures.module.css'

/** The graph as two tables: the steps lived, and what follows what. */
export function FollowTable({ graph, name }: { graph: GraphAnswer; name: (id: string) => string }) {
  const { t } = useTranslation('measuring')
  const figures = useFigures()
  const follows = [...graph.follows].sort((a, b) => b.count - a.count).slice(0, 60)
  return (
    <>
      <section>
        <h2 className={styles.heading}>{t('explore.activities')}</h2>
        <Scroll className={styles.scroll} label={t('explore.activities')}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('explore.name')}</th>
                <th scope="col" data-number>
                  {t('explore.cases')}
                </th>
                <th scope="col" data-number>
                  {t('explore.events')}
                </th>
                <th scope="col" data-number>
                  {t('explore.starts')}
                </th>
                <th scope="col" data-number>
                  {t('explore.ends')}
                </th>
              </tr>
            </thead>
            <tbody>
              {[...graph.activities]
                .sort((a, b) => b.cases - a.cases)
                .map(one => (
                  <tr key={one.name}>
                    <td>{name(one.name)}</td>
                    <td data-number>{figures.whole(one.cases)}</td>
                    <td data-number>{figures.whole(one.events)}</td>
                    <td data-number>{figures.whole(one.starts)}</td>
                    <td data-number>{figures.whole(one.ends)}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </Scroll>
      </section>
      <section>
        <h2 className={styles.heading}>{t('explore.follows')}</h2>
        <Scroll className={styles.scroll} label={t('explore.follows')}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('explore.from')}</th>
                <th scope="col">{t('explore.to')}</th>
                <th scope="col" data-number>
                  {t('explore.times')}
                </th>
                <th scope="col" data-number>
                  {t('explore.cases')}
                </th>
                <th scope="col" data-number>
                  {t('explore.median')}
                </th>
              </tr>
            </thead>
            <tbody>
              {follows.map(one => (
                <tr key={`${one.from} ${one.to}`}>
                  <td>{name(one.from)}</td>
                  <td>{name(one.to)}</td>
                  <td data-number>{figures.whole(one.count)}</td>
                  <td data-number>{figures.whole(one.cases)}</td>
                  <td data-number>{one.medianSeconds === null ? '–' : figures.lasting(one.medianSeconds * 1000)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </section>
    </>
  )
}
