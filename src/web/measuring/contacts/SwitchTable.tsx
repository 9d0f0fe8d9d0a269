import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChannelsAnswer } from '../../../contract/measuring-channels.ts'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import { useActivities } from '../explore/activities.ts'
import explore from '../explore/explore.module.css'
import { TooFew } from '../explore/TooFew.tsx'
import figureStyles from '../figures.module.css'
import styles from './contacts.module.css'
import { useListedMoves } from './data.ts'
import { MovesDrawer } from './MovesDrawer.tsx'
import { useNames } from './use-names.ts'

const deepest = 55

/** From which channel to which: rows are where customers leave, columns where they turn to. */
export function SwitchTable({ told }: { told: ChannelsAnswer }) {
  const { t } = useTranslation('contacts')
  const figures = useFigures()
  const { channelName } = useNames()
  const { channels, matrix } = told
  const lists = useTranslation('lists').t
  const [cell, setCell] = useState<{ fromChannel: string; toChannel: string }>()
  const list = useListedMoves(cell)
  const activities = useActivities()
  if (matrix.length === 0) return <p className={styles.sentence}>{t('channels.none')}</p>
  const most = Math.max(1, ...matrix.map(one => one.moves ?? 0))
  return (
    <section className={styles.part}>
      <h2>{t('channels.matrix')}</h2>
      <p>{t('channels.matrixSaid')}</p>
      <Scroll className={figureStyles.scroll} label={t('channels.matrix')}>
        <table className={`${figureStyles.table} ${styles.heat}`}>
          <thead>
            <tr>
              <th scope="col">{t('channels.fromTo')}</th>
              {channels.map(code => (
                <th key={code} scope="col" data-number>
                  {channelName(code)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {channels.map(from => (
              <tr key={from}>
                <th scope="row">{channelName(from)}</th>
                {channels.map(to => {
                  const one = matrix.find(each => each.from === from && each.to === to)
                  if (from === to || !one) return <td key={to} aria-hidden={from === to || undefined} />
                  if (one.moves === null)
                    return (
                      <td key={to}>
                        <TooFew />
                      </td>
                    )
                  return (
                    <td
                      key={to}
                      data-number
                      title={t('channels.cell', {
                        from: channelName(from),
                        to: channelName(to),
                        moves: figures.whole(one.moves),
                        share: figures.share(one.share ?? 0),
                      })}
                      style={{ '--deep': `${(one.moves / most) * deepest}%` } as React.CSSProperties}
                    >
                      <button
                        type="button"
                        className={explore.keep}
                        aria-label={lists('behindCell', { from: channelName(from), to: channelName(to) })}
                        onClick={() => setCell({ fromChannel: from, toChannel: to })}
                      >
                        {figures.whole(one.moves)}
                      </button>
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <MovesDrawer
        opened={cell !== undefined}
        title={cell ? lists('moves', { from: channelName(cell.fromChannel), to: channelName(cell.toChannel) }) : ''}
        close={() => setCell(undefined)}
        list={list}
        name={activities.name}
      />
    </section>
  )
}
