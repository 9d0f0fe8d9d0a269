import { curveMonotoneX, line } from 'd3-shape'
import { useTranslation } from 'react-i18next'
import { drawCurve, type FeelingPoint, reachOf } from '../../charts/emotion-curve.ts'
import { shadeOf } from '../../charts/feeling.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { livedAt } from '../grid/feelings.ts'
import { useMapPlace } from '../map-place.ts'
import styles from './wall.module.css'

const [wide, high, margin] = [100, 240, 34]

/** The whole journey as one curve; the phase that is told below stands out. */
export function WallCurve({ points, shown }: { points: readonly FeelingPoint[]; shown: number }) {
  const { t } = useTranslation('wall')
  const figures = useFigures()
  const { say } = useLabels()
  const { map, steps } = useMapPlace()
  const reach = Math.max(0.5, reachOf(points))
  const y = (feeling: number) => margin + ((reach - feeling) / (2 * reach)) * (high - 2 * margin)
  const x = (index: number) => (index + 0.5) * wide
  const { segments, bands, desired } = drawCurve(points, y, x)
  const path = line().curve(curveMonotoneX)
  const declared = path(
    points.flatMap((point, index) =>
      point.declared === undefined ? [] : [[x(index), y(point.declared)] as [number, number]],
    ),
  )
  const lived = points.some(point => livedAt(point) !== undefined)
  const has = {
    measured: lived,
    declared: points.some(point => point.declared !== undefined),
    desired: desired !== '',
  }
  let from = 0
  const spans = map.phases.map(phase => {
    const span = { from, to: from + phase.steps.length, name: say(phase.name), id: phase.id }
    from = span.to
    return span
  })
  const said = points
    .map((point, index) => {
      const value = livedAt(point) ?? point.declared
      return value === undefined ? '' : `${say(steps[index]?.title)} ${figures.feeling(value)}`
    })
    .filter(Boolean)
    .join(' ; ')
  return (
    <figure className={styles.curve}>
      <figcaption className={styles.legend}>
        {(['measured', 'declared', 'desired'] as const).map(
          series =>
            has[series] && (
              <span key={series} data-series={series} data-lived={lived ? '' : undefined}>
                {t(series)}
              </span>
            ),
        )}
      </figcaption>
      <svg
        viewBox={`0 0 ${wide * points.length} ${high}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${t('curve')}. ${said}`}
      >
        {spans[shown] && (
          <rect
            className={styles.here}
            x={spans[shown].from * wide}
            width={(spans[shown].to - spans[shown].from) * wide}
            y="0"
            height={high}
          />
        )}
        <line className={styles.zero} x1="0" x2={wide * points.length} y1={y(0)} y2={y(0)} />
        {bands.map(d => (
          <path key={d} className={styles.band} d={d} />
        ))}
        {desired && <path className={styles.desired} d={desired} />}
        {declared && <path className={lived ? styles.declaredBeside : styles.declared} d={declared} />}
        {segments.map(({ d, sure }) => (
          <path key={d} className={sure ? styles.sure : styles.unsure} d={d} />
        ))}
      </svg>
      {/* Marks are not stretched with the lines. */}
      <div className={styles.marks} aria-hidden>
        {points.map((point, index) => {
          const value = livedAt(point) ?? (lived ? undefined : point.declared)
          if (value === undefined) return null
          const place = { left: `${(x(index) / (wide * points.length)) * 100}%`, top: `${(y(value) / high) * 100}%` }
          return (
            <span
              key={point.step}
              style={place}
              data-feeling={shadeOf(value)}
              data-reading={lived ? point.measured?.reading : 'declared'}
              data-above={value >= (point.declared ?? value) || !lived ? '' : undefined}
            >
              <i />
              <b>{figures.feeling(value)}</b>
            </span>
          )
        })}
      </div>
      <ol className={styles.phases}>
        {spans.map((span, index) => (
          <li
            key={span.id}
            style={{ flexGrow: Math.max(1, span.to - span.from) }}
            aria-current={index === shown ? 'step' : undefined}
          >
            {span.name}
          </li>
        ))}
      </ol>
    </figure>
  )
}
