import { useTranslation } from 'react-i18next'
import type { Phase, Step } from '../../../vocabulary/map/journey-map.ts'
import type { FeelingPoint } from '../../charts/emotion-curve.ts'
import { shadeOf } from '../../charts/feeling.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { livedAt } from '../grid/feelings.ts'
import { useMapPlace } from '../map-place.ts'
import { MapPicture } from '../pictures/MapPicture.tsx'
import styles from './wall.module.css'

/** More than these of one step cannot be read from the back of a room. */
const mostTouchpoints = 4

/** The steps of the phase that is told, large enough to be read from the back of a room. */
export function WallPhase({ phase, points }: { phase: Phase; points: ReadonlyMap<string, FeelingPoint> }) {
  const { t } = useTranslation('wall')
  if (phase.steps.length === 0) return <p className={styles.none}>{t('noStep')}</p>
  return (
    <ol className={styles.steps} data-many={phase.steps.length > 4 ? '' : undefined}>
      {phase.steps.map(step => (
        <WallStep key={step.id} step={step} point={points.get(step.id)} />
      ))}
    </ol>
  )
}

function WallStep({ step, point }: { step: Step; point: FeelingPoint | undefined }) {
  const { t } = useTranslation('wall')
  const figures = useFigures()
  const { say } = useLabels()
  const { lanes, touchpoints, moments, measured, measures } = useMapPlace()
  const lived = point && livedAt(point)
  const value = lived ?? point?.declared
  const cellOf = (type: string) => {
    const found = lanes.filter(lane => lane.type === type).map(lane => step.cells.find(cell => cell.lane === lane.id))
    return found.find(cell => cell && (cell.text || cell.picture))
  }
  const thought = say(cellOf('thought')?.text)
  const picture = cellOf('image')?.picture
  const placed = step.placements.slice(0, mostTouchpoints)
  const more = step.placements.length - placed.length
  return (
    <li className={styles.step}>
      <h3>{say(step.title)}</h3>
      {value !== undefined && (
        <p className={styles.feeling} data-feeling={shadeOf(value)}>
          <b className={styles.value}>{figures.feeling(value)}</b>{' '}
          {lived === undefined
            ? t('declared')
            : `${t('measured')}, ${t('n', { n: figures.whole(point?.measured?.customers ?? 0) })}`}
        </p>
      )}
      {picture && <MapPicture picture={picture} />}
      {thought && <blockquote>{thought}</blockquote>}
      <ul>
        {placed.map(placement => {
          const touchpoint = touchpoints.get(placement.touchpoint)
          const isUnseen =
            touchpoint?.observability === 'unobservable' || measures?.unbound.includes(placement.touchpoint)
          const reach = isUnseen ? null : (measured.get(placement.touchpoint)?.reach ?? null)
          const moment = moments.get(placement.id)
          return (
            <li key={placement.id} data-presence={placement.presence}>
              {moment && moment.status !== 'rejected' && <span className={styles.moment}>◆ </span>}
              {say(touchpoint?.name)}
              {reach !== null && <small className={styles.share}>{t('reach', { share: figures.share(reach) })}</small>}
            </li>
          )
        })}
        {more > 0 && <li className={styles.more}>{t('more', { count: more })}</li>}
      </ul>
    </li>
  )
}
