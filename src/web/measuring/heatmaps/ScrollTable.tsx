import { useTranslation } from 'react-i18next'
import type { HeatmapAnswer } from '../../../contract/measuring-pages.ts'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import contacts from '../contacts/contacts.module.css'
import { Head } from '../explore/Head.tsx'
import figureStyles from '../figures.module.css'
import styles from './heatmaps.module.css'

/** How far the page is seen and what is looked at, read line by line. */
export function ScrollTable({ told }: { told: HeatmapAnswer }) {
  const { t } = useTranslation('heatmaps')
  const figures = useFigures()
  const few = <span className={styles.said}>{t('few')}</span>
  return (
    <details className={contacts.definition}>
      <summary>{t('scrollTable')}</summary>
      <Scroll className={figureStyles.scroll} label={t('scrollTable')}>
        <table className={`${figureStyles.table} ${styles.table}`}>
          <thead>
            <tr>
              <Head definition={t('bandSaid')}>{t('band')}</Head>
              <Head number definition={t('scrollSaid')} n={told.views}>
                {t('seenThere')}
              </Head>
              <Head number>{t('intervalOf')}</Head>
              <Head number definition={t('stoppedSaid')} n={told.views}>
                {t('stopped')}
              </Head>
              <Head number definition={t('definitions.seconds')} n={told.views}>
                {t('seconds')}
              </Head>
            </tr>
          </thead>
          <tbody>
            {told.attention.map((band, place) => {
              const here = told.scroll[place]?.seen ?? null
              const next = told.scroll[place + 1]?.seen ?? null
              return (
                <tr key={band.from}>
                  <th scope="row">
                    {figures.share(band.from)} – {figures.share(band.to)}
                  </th>
                  <td data-number>
                    {here ? (
                      <>
                        {figures.share(here.value)} <small>{figures.whole(here.hits)}</small>
                      </>
                    ) : (
                      few
                    )}
                  </td>
                  <td data-number>{here ? `${figures.share(here.low)} – ${figures.share(here.high)}` : '–'}</td>
                  <td data-number>{here && next ? figures.whole(here.hits - next.hits) : few}</td>
                  <td data-number>{figures.lasting(band.seconds * 1000)}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </Scroll>
    </details>
  )
}
