import { useTranslation } from 'react-i18next'
import type { DurationsAnswer } from '../../../contract/measuring-durations.ts'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import { Head } from '../explore/Head.tsx'
import figureStyles from '../figures.module.css'
import styles from './contacts.module.css'
import { RateFigure } from './RateFigure.tsx'

/** Where journeys stumble: the same again at once, back again later, to and fro. */
export function FrictionTable({ told, name }: { told: DurationsAnswer['friction']; name: (id: string) => string }) {
  const { t } = useTranslation('contacts')
  const figures = useFigures()
  const amount = (value: number | null) => (value === null ? t('few') : value === 0 ? '–' : figures.whole(value))
  return (
    <section className={styles.part}>
      <h2>{t('flow.friction')}</h2>
      <p>{t('flow.frictionSaid')}</p>
      <div className={styles.figures}>
        <RateFigure
          name={t('flow.reworked')}
          definition={t('definitions.reworked')}
          rate={told.reworked}
          said={t('flow.reworkedSaid')}
        />
        <RateFigure
          name={t('flow.loops')}
          definition={t('definitions.loops')}
          rate={told.loops}
          said={t('flow.ofMoves')}
        />
        <RateFigure
          name={t('flow.returns')}
          definition={t('definitions.returns')}
          rate={told.backtracks}
          said={t('flow.ofMoves')}
        />
        <RateFigure
          name={t('flow.pingpongs')}
          definition={t('definitions.pingpongs')}
          rate={told.pingpongs}
          said={t('flow.ofMoves')}
        />
        <RateFigure
          name={t('flow.rework')}
          definition={t('definitions.rework')}
          rate={told.rework}
          said={t('flow.ofVisits')}
        />
      </div>
      {told.clicks.length > 0 && (
        <p>
          {t('flow.clicks', {
            clicks: told.clicks.map(one => `${one.name} (${amount(one.events)})`).join(', '),
          })}
        </p>
      )}
      {told.places.length > 0 && (
        <Scroll className={figureStyles.scroll} label={t('flow.friction')}>
          <table className={`${figureStyles.table} ${styles.table}`}>
            <thead>
              <tr>
                <Head>{t('flow.place')}</Head>
                <Head number>{t('flow.visits')}</Head>
                <Head definition={t('definitions.loops')} number>
                  {t('flow.loops')}
                </Head>
                <Head definition={t('definitions.returns')} number>
                  {t('flow.returns')}
                </Head>
                <Head definition={t('definitions.pingpongs')} number>
                  {t('flow.pingpongs')}
                </Head>
                <Head definition={t('definitions.quickBacks')} number>
                  {t('flow.quickBacks')}
                </Head>
              </tr>
            </thead>
            <tbody>
              {told.places.slice(0, 20).map(place => (
                <tr key={place.activity}>
                  <th scope="row">{name(place.activity)}</th>
                  <td data-number>{amount(place.visits)}</td>
                  <td data-number>{amount(place.loops)}</td>
                  <td data-number>{amount(place.returns)}</td>
                  <td data-number>{amount(place.pingpongs)}</td>
                  <td data-number>{amount(place.quickBacks)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  )
}
