import { useElementSize } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { useFigures } from '../kit/figures.ts'
import { channelName } from '../mapping/channel-name.ts'
import { shadeOf } from './feeling.ts'
import styles from './timeline.module.css'
import { drawLanes, type Mark, type TimelinePoint, ticksOf, type Window } from './timeline.ts'

export type Together = { readonly from: string; readonly to: string; readonly channels: readonly string[] }

/** What a customer lived, one lane for each channel, so that two channels at once are seen at once. */
export function Timeline<P extends TimelinePoint>(props: {
  events: readonly P[]
  window: Window
  together: readonly Together[]
  selected: string | undefined
  onSelect: (event: P) => void
}) {
  const { events, window, selected, onSelect } = props
  const { t } = useTranslation('collecting')
  const figures = useFigures()
  const { ref, width } = useElementSize()
  const lanes = drawLanes(events, window, Math.max(width, 1))
  const across = (at: number | string) =>
    (((typeof at === 'string' ? Date.parse(at) : at) - window.from) / (window.to - window.from)) * 100
  const ticks = ticksOf(window)
  const hours = window.to - window.from <= 2 * 86_400_000
  const sameCase = events.find(one => one.id === selected)?.case
  const thread = sameCase
    ? lanes.flatMap((lane, row) =>
        lane.marks.filter(mark => mark.events.some(one => one.case === sameCase)).map(mark => ({ x: mark.x, row })),
      )
    : []
  thread.sort((a, b) => a.x - b.x)
  return (
    <div className={styles.timeline} style={{ '--lanes': lanes.length } as React.CSSProperties}>
      <div className={styles.days} aria-hidden="true">
        {ticks.map((at, index) => (
          <span key={at} style={{ left: `${across(at)}%` }}>
            {(!hours || index === 0) && figures.shortDay(new Date(at))} {hours && figures.time(new Date(at))}
          </span>
        ))}
      </div>
      {lanes.map(lane => (
        <section
          key={lane.channel}
          className={styles.lane}
          aria-label={t('customer.laneLabel', {
            channel: channelName(lane.channel, [], figures.language),
            count: lane.marks.reduce((sum, mark) => sum + mark.events.length, 0),
          })}
        >
          <h2>{channelName(lane.channel, [], figures.language)}</h2>
          <div className={styles.track} ref={lane === lanes[0] ? ref : undefined}>
            {lane.marks.map(mark => (
              <EventMark key={mark.events[0]?.id} mark={mark} selected={selected} onSelect={onSelect} />
            ))}
          </div>
        </section>
      ))}
      <div className={styles.over} aria-hidden="true">
        {ticks.map(at => (
          <i key={at} className={styles.tick} style={{ left: `${across(at)}%` }} />
        ))}
        {props.together
          .filter(one => Date.parse(one.to) >= window.from && Date.parse(one.from) < window.to)
          .map(one => (
            <span
              key={`${one.from}${one.channels.join()}`}
              className={styles.together}
              style={{
                left: `calc(${across(one.from)}% - 12px)`,
                width: `calc(${across(one.to) - across(one.from)}% + 24px)`,
              }}
            >
              <em>
                {t('customer.together', {
                  channels: one.channels.map(code => channelName(code, [], figures.language)).join(' + '),
                })}
              </em>
            </span>
          ))}
        {thread.length > 1 && (
          <svg className={styles.thread} aria-hidden="true">
            <polyline points={thread.map(({ x, row }) => `${x},${row * 64 + 32}`).join(' ')} />
          </svg>
        )}
      </div>
    </div>
  )
}

function EventMark<P extends TimelinePoint>(props: {
  mark: Mark<P>
  selected: string | undefined
  onSelect: (event: P) => void
}) {
  const { mark, selected, onSelect } = props
  const { t } = useTranslation('collecting')
  const figures = useFigures()
  const last = mark.events.at(-1)!
  const scored = mark.events.find(one => one.score !== null)
  const shade = scored?.score == null ? undefined : shadeOf(scored.score)
  const more = mark.events.length - 1
  const felt = shade === 'good' ? t('customer.positive') : shade === 'bad' ? t('customer.negative') : ''
  const name = more > 0 ? t('customer.grouped', { name: last.name, count: more }) : last.name
  const index = mark.events.findIndex(one => one.id === selected)
  const named = mark.room > 34
  return (
    <button
      type="button"
      className={styles.event}
      style={{ left: mark.x }}
      data-feeling={shade}
      data-before={(named && mark.before) || undefined}
      data-unmeasured={last.measurable ? undefined : ''}
      aria-pressed={index >= 0}
      aria-label={[t('customer.eventLabel', { name, when: figures.moment(last.at) }), felt].filter(Boolean).join(', ')}
      title={`${name} · ${figures.moment(last.at)}`}
      onClick={() => onSelect(mark.events[(index + 1) % mark.events.length]!)}
    >
      <i>{shade === 'good' ? '+' : shade === 'bad' ? '−' : more > 0 && !named ? more + 1 : ''}</i>
      {named && (
        <span style={{ maxWidth: Math.min(mark.room, 170) }} dir="auto">
          {last.name}
          {more > 0 && ` ×${more + 1}`}
        </span>
      )}
    </button>
  )
}
