import { useTranslation } from 'react-i18next'
import type { TimelineEvent } from '../../contract/collecting.ts'
import { useFigures } from '../kit/figures.ts'
import { channelName } from '../mapping/channel-name.ts'
import styles from './customer.module.css'

/** All that one event says, as far as the reader may read it. */
export function EventPanel({ event }: { event: TimelineEvent | undefined }) {
  const { t } = useTranslation('collecting')
  const m = useTranslation('measuring').t
  const kit = useTranslation('kit').t
  const figures = useFigures()
  if (!event)
    return (
      <p className={styles.note} style={{ paddingTop: 16 }}>
        {t('customer.selectHint')}
      </p>
    )
  const construct = (['satisfaction', 'nps', 'effort', 'sentiment'] as const).find(one => one === event.construct)
  const sealed = Object.entries(event.sealed)
  const carried = Object.entries(event.properties)
  return (
    <div className={styles.panel}>
      <section>
        <h2>{event.name || event.kind}</h2>
        <p className={styles.note}>
          {channelName(event.channel, [], figures.language)} · {figures.moment(event.at)}
          {event.device && ` · ${event.device}`}
        </p>
        <p className={styles.note}>
          {t('customer.source', { source: event.source })} ·{' '}
          {t('customer.received', { date: figures.moment(event.receivedAt) })}
        </p>
        {event.case && <p className={styles.note}>{t('customer.sameCase', { case: event.case })}</p>}
        {!event.measurable && <p className={styles.note}>{t('customer.notMeasured')}</p>}
      </section>
      {event.score !== null && (
        <p style={{ margin: 0 }}>
          {figures.pair(construct ? m(`constructs.${construct}`) : t('customer.how'), '')}
          <b>{figures.feeling(event.score)}</b>
        </p>
      )}
      {sealed.length > 0 && (
        <section>
          <h2>{t('customer.sealed')}</h2>
          {sealed.map(([key, value]) => (
            <blockquote key={key} className={styles.quote}>
              {kit('quoted', { text: value })}
              <small className={styles.note}>{key}</small>
            </blockquote>
          ))}
        </section>
      )}
      {carried.length > 0 && (
        <section>
          <h2>{t('customer.properties')}</h2>
          <dl className={styles.pairs}>
            {carried.map(([key, value]) => (
              <div key={key} style={{ display: 'contents' }}>
                <dt>{key}</dt>
                <dd>{typeof value === 'number' ? figures.fine(value) : value}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </div>
  )
}
