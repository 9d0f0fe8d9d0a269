import { Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ContactsAnswer } from '../../../contract/measuring-contacts.ts'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import figureStyles from '../figures.module.css'
import styles from './contacts.module.css'
import { useContactsView } from './data.ts'
import { useNames } from './use-names.ts'

const deepest = 55

/** Which reasons come again on which channels: a number in each cell, darker where more do. */
export function RepeatMatrix({ told, days }: { told: ContactsAnswer; days: number }) {
  const { t } = useTranslation('contacts')
  const figures = useFigures()
  const { show } = useContactsView()
  const { reasonName, channelName } = useNames()
  const reasons = told.byReason.filter(row => row.others === 0 && row.reason !== '')
  if (reasons.length < 2 || told.byChannel.length < 2) return null
  const rateOf = (cell: ContactsAnswer['cells'][number] | undefined) =>
    cell?.windows.find(one => one.days === days)?.forward ?? null
  const most = Math.max(0.01, ...told.cells.map(cell => rateOf(cell)?.value ?? 0))
  return (
    <section className={styles.part}>
      <h2>{t('matrix', { days })}</h2>
      <p>{t('matrixSaid')}</p>
      <Scroll className={figureStyles.scroll} label={t('matrix', { days })}>
        <table className={`${figureStyles.table} ${styles.heat}`}>
          <thead>
            <tr>
              <td />
              {told.byChannel.map(({ channel }) => (
                <th key={channel} scope="col" data-number>
                  {channelName(channel)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {reasons.map(({ reason }) => (
              <tr key={reason}>
                <th scope="row">{reasonName(reason)}</th>
                {told.byChannel.map(({ channel }) => {
                  const cell = told.cells.find(one => one.reason === reason && one.channel === channel)
                  const rate = rateOf(cell)
                  if (!cell) return <td key={channel} aria-label={t('noContact')} />
                  if (!rate)
                    return (
                      <td key={channel} className={styles.nothing}>
                        –
                      </td>
                    )
                  return (
                    <td
                      key={channel}
                      style={{ '--deep': `${(rate.value / most) * deepest}%` } as React.CSSProperties}
                      data-number
                    >
                      <Tooltip
                        label={t('rateSaid', {
                          hits: figures.whole(rate.hits),
                          n: figures.whole(rate.n),
                          low: figures.share(rate.low),
                          high: figures.share(rate.high),
                        })}
                      >
                        <button
                          type="button"
                          className={styles.cell}
                          aria-label={`${t('openList', { name: `${reasonName(reason)}, ${channelName(channel)}` })} (${figures.share(rate.value)})`}
                          onClick={() => show({ behind: 'forward', ofReason: reason, ofChannel: channel })}
                        >
                          {figures.share(rate.value)}
                        </button>
                      </Tooltip>
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  )
}
