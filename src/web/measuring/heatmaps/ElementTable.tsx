import { useTranslation } from 'react-i18next'
import type { HeatmapAnswer } from '../../../contract/measuring-pages.ts'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import explore from '../explore/explore.module.css'
import { Head } from '../explore/Head.tsx'
import figureStyles from '../figures.module.css'
import styles from './heatmaps.module.css'

const mostRows = 15

/** The drawing in words: what was clicked, the most first; what was clicked in fury before anything else of as many. */
export function ElementTable({ told }: { told: HeatmapAnswer }) {
  const { t } = useTranslation('heatmaps')
  const figures = useFigures()
  const count = (value: number | null) => (value === null ? t('few') : figures.whole(value))
  const rows = clickedElements(told)
  return (
    <section className={explore.part}>
      <h2>{t('elements')}</h2>
      {rows.length === 0 ? (
        <p className={explore.note}>{t('noClicks')}</p>
      ) : (
        <Scroll className={figureStyles.scroll} label={t('elements')}>
          <table className={`${figureStyles.table} ${styles.table}`}>
            <thead>
              <tr>
                <Head definition={t('elementSaid')}>{t('element')}</Head>
                <Head number definition={t('definitions.clicks')}>
                  {t('clicks')}
                </Head>
                <Head number definition={t('definitions.rage')}>
                  {t('rage')}
                </Head>
                <Head number definition={t('definitions.dead')}>
                  {t('dead')}
                </Head>
                <Head number definition={t('definitions.error')}>
                  {t('error')}
                </Head>
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, mostRows).map(one => (
                <tr key={one.path}>
                  <th scope="row" title={one.path}>
                    <code>{one.path}</code>
                  </th>
                  <td data-number>{count(one.clicks)}</td>
                  <td data-number data-feeling={one.rage ? 'bad' : undefined}>
                    {count(one.rage)}
                  </td>
                  <td data-number data-feeling={one.dead ? 'bad' : undefined}>
                    {count(one.dead)}
                  </td>
                  <td data-number data-feeling={one.error ? 'bad' : undefined}>
                    {count(one.error)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {told.elsewhere !== null && told.elsewhere > 0 && (
        <p className={explore.note}>{t('elsewhere', { n: figures.whole(told.elsewhere) })}</p>
      )}
    </section>
  )
}

export function clickedElements({ elements }: HeatmapAnswer): HeatmapAnswer['elements'] {
  return elements
    .filter(one => (one.clicks ?? 0) + (one.rage ?? 0) + (one.dead ?? 0) + (one.error ?? 0) > 0)
    .sort((a, b) => (b.clicks ?? 0) - (a.clicks ?? 0) || (b.rage ?? 0) - (a.rage ?? 0))
}
