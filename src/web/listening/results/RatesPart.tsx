import { useTranslation } from 'react-i18next'
import type { SurveyRates } from '../../../contract/survey-figures.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { Trouble } from '../../kit/Trouble.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import { useRates } from './data.ts'
import { RepresentationPart } from './RepresentationPart.tsx'
import styles from './results.module.css'
import { TakeFigure } from './TakeFigure.tsx'
import { channelOf } from './use-group-name.ts'

type Share = { readonly hits: number; readonly of: number }

/** How many of those asked began, finished and stopped, each with what it is a share of. */
export function RatesPart({ survey }: { survey: string }) {
  const { t } = useTranslation('surveyResults')
  const figures = useFigures()
  const { say } = useLabels()
  const { data, error, refetch } = useRates(survey)
  if (error && !data) return <Trouble error={error} retry={() => void refetch()} />
  if (!data) return <Waiting />
  const share = (told: Share | null) =>
    told === null
      ? t('noRate')
      : told.of === 0
        ? '–'
        : t('shareOf', {
            share: figures.share(told.hits / told.of),
            hits: figures.whole(told.hits),
            of: figures.whole(told.of),
          })
  const listed = data.ways.some(({ response }) => response === null)
  return (
    <div className={styles.part}>
      <table className={styles.table} data-wide>
        <thead>
          <tr>
            <th>{t('way')}</th>
            <th className={styles.figure}>{t('started')}</th>
            <th className={styles.figure}>{t('completion')}</th>
            <th className={styles.figure}>{t('startRate')}</th>
            <th className={styles.figure}>{t('response')}</th>
            <th className={styles.figure}>{t('responseWithPartials')}</th>
          </tr>
        </thead>
        <tbody>
          {data.ways.map(way => (
            <tr key={`${way.channel} ${way.place}`}>
              <td>
                {t(`channels.${channelOf(way.channel)}`)}
                {way.place && ` · ${way.place}`}
              </td>
              <td className={styles.figure}>{figures.whole(way.started)}</td>
              <td className={styles.figure}>{share(way.completion)}</td>
              <td className={styles.figure}>{share(way.start)}</td>
              <td className={styles.figure}>{share(way.response)}</td>
              <td className={styles.figure}>{share(way.responseWithPartials)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {listed && <p className={styles.note}>{t('noRateText')}</p>}
      <p className={styles.note}>{t('rateText')}</p>
      {data.pages.length > 0 && (
        <section aria-label={t('stopped')}>
          <h2>{t('stopped')}</h2>
          <table className={styles.table}>
            <thead>
              <tr>
                <th>{t('page')}</th>
                <th className={styles.figure}>{t('sent')}</th>
                <th className={styles.figure}>{t('stoppedAfter')}</th>
              </tr>
            </thead>
            <tbody>
              {data.pages.map(({ page, first, sent, stopped }, place) => (
                <tr key={page}>
                  <td>
                    {place + 1}. {first ? say(first) : page}
                  </td>
                  <td className={styles.figure}>{figures.whole(sent)}</td>
                  <td className={styles.figure}>{share({ hits: stopped, of: sent })}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className={styles.note}>{t('stoppedText')}</p>
        </section>
      )}
      <TakeFigure name="rates" rows={() => rowsOf(data)} />
      <RepresentationPart survey={survey} />
    </div>
  )
}

const rowsOf = ({ ways }: SurveyRates) => [
  ['channel', 'place', 'eligible', 'sent', 'delivered', 'shown', 'started', 'partial', 'completed'],
  ...ways.map(way => [
    way.channel,
    way.place,
    way.eligible,
    way.sent,
    way.delivered,
    way.shown,
    way.started,
    way.partial,
    way.completed,
  ]),
]
