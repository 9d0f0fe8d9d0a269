import { useTranslation } from 'react-i18next'
import type { CustomerRequest } from '../../contract/collecting.ts'
import { useFigures } from '../kit/figures.ts'
import { channelName } from '../mapping/channel-name.ts'
import styles from './customer.module.css'

/** What the customer asked for: each request as one, from channel to channel, and how long it took. */
export function RequestList({ requests }: { requests: readonly CustomerRequest[] }) {
  const { t } = useTranslation('collecting')
  const figures = useFigures()
  return (
    <section className={styles.requests} aria-labelledby="requests">
      <h2 id="requests">{t('customer.requests')}</h2>
      <ul>
        {requests.map(request => (
          <li key={request.case}>
            <b>{request.case}</b>
            <ol className={styles.hops}>
              {request.hops.map(hop => (
                <li key={hop.from + hop.channel} title={`${figures.moment(hop.from)} – ${figures.moment(hop.to)}`}>
                  {channelName(hop.channel, [], figures.language)}
                </li>
              ))}
            </ol>
            <small>
              {[
                t('customer.opened', { date: figures.day(request.opened.at) }),
                t('customer.nHops', { count: request.hops.length, n: figures.whole(request.hops.length) }),
                t('customer.took', { time: figures.lasting(request.durationSeconds * 1000) }),
              ].join(' · ')}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}
