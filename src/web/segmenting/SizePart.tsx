import { useTranslation } from 'react-i18next'
import type { ReplyOf } from '../../contract/route.ts'
import type { getSegment } from '../../contract/segmenting.ts'
import { LineChart } from '../charts/LineChart.tsx'
import { useFigures } from '../kit/figures.ts'
import { Scroll } from '../kit/Scroll.tsx'
import { Head } from '../measuring/explore/Head.tsx'
import figureStyles from '../measuring/figures.module.css'
import styles from './segmenting.module.css'

const mostRows = 12

/** How many customers a rule held over time, and how many came and left each time. */
export function SizePart({ sizes, minimum }: { sizes: ReplyOf<typeof getSegment>['sizes']; minimum: number }) {
  const { t } = useTranslation('segmenting')
  const figures = useFigures()
  const last = sizes.at(-1)
  const [came, left] = [sizes, sizes].map((list, side) =>
    list.reduce((sum, one) => sum + ((side === 0 ? one.came : one.left) ?? 0), 0),
  ) as [number, number]
  const few = (value: number | null) => (value === null ? '–' : figures.whole(value))
  return (
    <section className={styles.part}>
      <h2>{t('size')}</h2>
      <p className={styles.soft}>
        {sizes.length < 2 || !last
          ? t('sizeOnce')
          : t('sizeSaid', {
              since: figures.day(sizes[0]!.at),
              came: figures.whole(came),
              left: figures.whole(left),
            })}
      </p>
      {sizes.length > 1 && (
        <>
          <LineChart
            label={t('size')}
            from={0}
            height={200}
            xWords={at => figures.moment(new Date(at))}
            yWords={figures.whole}
            series={[
              {
                name: t('customers'),
                step: true,
                points: sizes.map(one => ({
                  x: Date.parse(one.at),
                  y: one.customers,
                  ...(one.came === null || one.left === null
                    ? {}
                    : { note: t('moved', { came: figures.whole(one.came), left: figures.whole(one.left) }) }),
                })),
              },
            ]}
          />
          <Scroll className={figureStyles.scroll} label={t('sizeTable')}>
            <table className={figureStyles.table}>
              <thead>
                <tr>
                  <Head>{t('computed')}</Head>
                  <Head number>{t('customers')}</Head>
                  <Head number definition={t('cameSaid')}>
                    {t('came')}
                  </Head>
                  <Head number definition={t('leftSaid')}>
                    {t('left')}
                  </Head>
                </tr>
              </thead>
              <tbody>
                {sizes
                  .toReversed()
                  .slice(0, mostRows)
                  .map(one => (
                    <tr key={one.at}>
                      <th scope="row">{figures.moment(one.at)}</th>
                      <td data-number>
                        {one.customers === null ? t('tooFew', { minimum }) : figures.whole(one.customers)}
                      </td>
                      <td data-number>{few(one.came)}</td>
                      <td data-number>{few(one.left)}</td>
                    </tr>
                  ))}
              </tbody>
            </table>
          </Scroll>
        </>
      )}
    </section>
  )
}
