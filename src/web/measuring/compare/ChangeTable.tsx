import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Compared, type FigureChange, isShare } from '../../../vocabulary/statistics/compare-figures.ts'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import { Head } from '../explore/Head.tsx'
import figureStyles from '../figures.module.css'
import styles from './compare.module.css'
import type { NamedFigure } from './named.ts'
import { useSayChange } from './use-say-change.ts'

const rowsAtFirst = 8
const mostRows = 60

/** Every figure that was compared, the surest change first: both sides, the difference, how sure it is. */
export function ChangeTable(props: {
  changes: readonly FigureChange[]
  named: ReadonlyMap<string, NamedFigure>
  label: string
}) {
  const { changes, named, label } = props
  const { t } = useTranslation('compare')
  const kit = useTranslation('kit').t
  const figures = useFigures()
  const sayChange = useSayChange()
  const [all, setAll] = useState(false)
  const few = Math.max(rowsAtFirst, changes.filter(change => change.means).length)
  // Of a share how many it counts; of a level on how many it rests.
  const count = (figure: Compared) =>
    isShare(figure)
      ? t('of', { hits: figures.whole(figure.hits), n: figures.whole(figure.n) })
      : t('n', { n: figures.whole(figure.n) })
  return (
    <>
      <Scroll className={figureStyles.scroll} label={label}>
        <table className={figureStyles.table}>
          <thead>
            <tr>
              <th scope="col">{t('what')}</th>
              <th scope="col" data-number>
                {t('now')}
              </th>
              <th scope="col" data-number>
                {t('other')}
              </th>
              <Head number definition={t('differenceSaid')}>
                {t('difference')}
              </Head>
              <Head number definition={t('intervalSaid')}>
                {t('interval')}
              </Head>
              <Head definition={t('verdictSaid')}>{t('verdict')}</Head>
            </tr>
          </thead>
          <tbody>
            {changes.slice(0, all ? mostRows : few).map(change => {
              const words = sayChange(change, named.get(change.key)!)
              return (
                <tr key={change.key} data-means={change.means || undefined}>
                  <td className={styles.what}>{words.what}</td>
                  <td data-number>
                    {words.now} <small>{count(change.now)}</small>
                  </td>
                  <td data-number>
                    {words.other} <small>{count(change.other)}</small>
                  </td>
                  <td data-number>{words.difference}</td>
                  <td data-number>
                    {words.low} … {words.high}
                  </td>
                  <td>{change.means ? t('yes') : t('no')}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </Scroll>
      {!all && changes.length > few && (
        <div>
          <Button variant="default" size="compact-sm" onClick={() => setAll(true)}>
            {kit('showMore')}
          </Button>
        </div>
      )}
    </>
  )
}
