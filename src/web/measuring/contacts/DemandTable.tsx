import { useTranslation } from 'react-i18next'
import type { ChannelsAnswer } from '../../../contract/measuring-channels.ts'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import figureStyles from '../figures.module.css'
import styles from './contacts.module.css'
import { useNames } from './use-names.ts'

const hours = Array.from({ length: 24 }, (_, hour) => hour)
const deepest = 70

/** At which hours of the day each channel is used: shades within a row, as channels differ in size. */
export function DemandTable({ told }: { told: ChannelsAnswer }) {
  const { t } = useTranslation('contacts')
  const figures = useFigures()
  const { channelName } = useNames()
  const byChannel = [...Map.groupBy(told.demand, one => one.channel)]
    .map(([channel, own]) => ({ channel, own, sum: own.reduce((all, one) => all + (one.visits ?? 0), 0) }))
    .sort((a, b) => b.sum - a.sum)
  if (byChannel.length === 0) return null
  return (
    <section className={styles.part}>
      <h2>{t('channels.demand')}</h2>
      <p>{t('channels.demandSaid')}</p>
      <Scroll className={figureStyles.scroll} label={t('channels.demand')}>
        <table className={`${figureStyles.table} ${styles.hours}`}>
          <thead>
            <tr>
              <th scope="col">{t('channel')}</th>
              {hours.map(hour => (
                <th key={hour} scope="col">
                  {hour}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {byChannel.map(({ channel, own }) => {
              const most = Math.max(1, ...own.map(one => one.visits ?? 0))
              return (
                <tr key={channel}>
                  <th scope="row">{channelName(channel)}</th>
                  {hours.map(hour => {
                    const one = own.find(each => each.hour === hour)
                    const said = t('channels.hourSaid', {
                      channel: channelName(channel),
                      hour,
                      visits: one === undefined ? 0 : one.visits === null ? t('few') : figures.whole(one.visits),
                    })
                    return (
                      <td
                        key={hour}
                        title={said}
                        data-few={one?.visits === null || undefined}
                        style={{ '--deep': `${((one?.visits ?? 0) / most) * deepest}%` } as React.CSSProperties}
                      >
                        <span className="unseen">{said}</span>
                      </td>
                    )
                  })}
                </tr>
              )
            })}
          </tbody>
        </table>
      </Scroll>
    </section>
  )
}
