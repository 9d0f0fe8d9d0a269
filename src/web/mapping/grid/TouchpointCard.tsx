import { useEffect, useRef } from 'react'
import type { Placement } from '../../../vocabulary/touchpoint.ts'
import { shadeOf } from '../../charts/feeling.ts'
import { tellWait } from '../../measuring/tell-wait.ts'
import { channelName } from '../channel-name.ts'
import { MomentBadge } from '../lived/MomentBadge.tsx'
import { useMapPlace } from '../map-place.ts'
import styles from './card.module.css'
import type { CellTools } from './cell-tools.ts'

/** A touchpoint on the map: its name and channels, and what was lived there. Opens the inspector. */
export function TouchpointCard(props: {
  placement: Placement
  chosen: boolean
  tools: Pick<CellTools, 'm' | 'figures' | 'say' | 'show'>
}) {
  const { placement, chosen, tools } = props
  const { m, figures, say, show } = tools
  const { touchpoints, measures, measured, whole } = useMapPlace()
  const touchpoint = touchpoints.get(placement.touchpoint)
  const measure = measured.get(placement.touchpoint)
  const codes = placement.channels.length > 0 ? placement.channels : (touchpoint?.channels ?? [])
  const channels = codes.map(code => channelName(code, whole.library.channels, figures.language)).join(' · ')
  // What cannot be seen has no reach of nought: it has none.
  const unseen = touchpoint?.observability === 'unobservable' || measures?.unbound.includes(placement.touchpoint)
  const feeling = unseen ? undefined : measure?.satisfaction.find(one => one.reading !== 'hidden' && one.mean !== null)
  const wait = unseen ? null : (measure?.wait.median ?? null)
  const reach = unseen ? null : (measure?.reach ?? null)
  const card = useRef<HTMLButtonElement>(null)
  // A link to a touchpoint brings it before the reader's eyes.
  useEffect(() => {
    if (chosen) card.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [chosen])
  return (
    <button
      ref={card}
      type="button"
      tabIndex={-1}
      className={styles.card}
      data-placement={placement.id}
      data-ownership={touchpoint?.ownership}
      data-presence={placement.presence}
      aria-pressed={chosen}
      onClick={() =>
        show({
          touchpoint: chosen ? undefined : placement.id,
          step: undefined,
          lane: undefined,
          phase: undefined,
        })
      }
    >
      <MomentBadge placement={placement} />
      <span className={styles.cardName}>{say(touchpoint?.name)}</span>
      <span className={styles.quiet}>{channels}</span>
      {reach !== null && (
        <span className={styles.reach}>
          <span className={styles.bar} aria-hidden>
            <i style={{ width: `${reach * 100}%` }} />
          </span>
          <b>{figures.share(reach)}</b>
        </span>
      )}
      {measures && reach === null && (
        <span className={styles.quiet}>
          {touchpoint?.observability === 'unobservable'
            ? m('card.unobservable')
            : measures.unbound.includes(placement.touchpoint)
              ? m('card.unbound')
              : m('card.tooFew')}
        </span>
      )}
      {(wait !== null || feeling) && (
        <span className={styles.cardFacts}>
          {wait !== null ? (
            <span>
              <span className="unseen">{m('wait')} </span>
              <span aria-hidden>◷ </span>
              {tellWait(figures, measures?.clock?.counts)(wait)}
            </span>
          ) : (
            <span />
          )}
          {feeling?.mean != null && (
            <b data-feeling={shadeOf(feeling.mean)}>
              <span className="unseen">{m(`constructs.${feeling.construct}`)} </span>
              {figures.feeling(feeling.mean)}
            </b>
          )}
        </span>
      )}
      {!unseen && measure?.dropOff.share != null && measure.dropOff.share >= 0.02 && (
        <span className={styles.leaving}>{m('card.leaves', { share: figures.share(measure.dropOff.share) })}</span>
      )}
    </button>
  )
}
