import { useTranslation } from 'react-i18next'
import type { PagesAnswer } from '../../../contract/measuring-pages.ts'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import { Head } from '../explore/Head.tsx'
import figureStyles from '../figures.module.css'
import styles from './heatmaps.module.css'
import { RateCell } from './RateCell.tsx'

type Page = PagesAnswer['pages'][number]

const mostRows = 12

/** The sampled pages; the one that is drawn is chosen here. */
export function PageTable(props: {
  pages: readonly Page[]
  page: string
  width: Page['viewport'] | undefined
  choose: (page: Page) => void
}) {
  const { t } = useTranslation('heatmaps')
  const figures = useFigures()
  const { pages, page, width, choose } = props
  const chosen = pages.findIndex(one => one.template === page && one.viewport === width)
  const shown = pages.slice(0, Math.max(mostRows, chosen + 1))
  return (
    <Scroll className={`${figureStyles.scroll} ${styles.pages}`} label={t('pages')}>
      <table className={`${figureStyles.table} ${styles.table}`}>
        <thead>
          <tr>
            <Head>{t('page')}</Head>
            <Head>{t('width')}</Head>
            <Head number definition={t('definitions.views')}>
              {t('views')}
            </Head>
            <Head number definition={t('definitions.clicks')}>
              {t('clicks')}
            </Head>
            <Head number definition={t('definitions.rage')}>
              {t('rage')}
            </Head>
            <Head number definition={t('definitions.dead')}>
              {t('dead')}
            </Head>
            <Head number definition={t('definitions.quickBack')}>
              {t('quickBack')}
            </Head>
            <Head number definition={t('definitions.reach')}>
              {t('reach')}
            </Head>
            <Head number definition={t('definitions.seconds')}>
              {t('seconds')}
            </Head>
          </tr>
        </thead>
        <tbody>
          {shown.map((one, place) => (
            <tr key={`${one.template} ${one.viewport}`} data-chosen={place === chosen || undefined}>
              <th scope="row">
                <button type="button" aria-pressed={place === chosen} onClick={() => choose(one)}>
                  {one.template}
                </button>
                {one.claimed && <small>{t('claimed')}</small>}
              </th>
              <td>{t(`short.${one.viewport}`)}</td>
              <td data-number>{figures.whole(one.views)}</td>
              <td data-number>{one.clicks === null ? t('few') : figures.whole(one.clicks)}</td>
              <RateCell rate={one.rage} />
              <RateCell rate={one.dead} />
              <RateCell rate={one.quickBack} />
              <td data-number>{figures.share(one.reach)}</td>
              <td data-number>{figures.lasting(one.seconds * 1000)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
