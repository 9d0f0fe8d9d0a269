import { useId, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFigures } from '../kit/figures.ts'
import styles from './emotion-curve.module.css'
import { disagrees, drawCurve, type FeelingPoint, reachOf } from './emotion-curve.ts'
import { shadeOf } from './feeling.ts'

/**
 * The feelings along the steps: measured as a coloured line with its uncertainty, declared as squares, desired as a
 * dashed line. It only draws; what it shows is said in the cells behind it.
 */
export function EmotionCurve({
  points,
  height = 210,
  brief,
}: {
  points: readonly FeelingPoint[]
  height?: number
  brief?: boolean
}) {
  const { t } = useTranslation('measuring')
  const figures = useFigures()
  const gradient = useId()
  // Below the lowest mark stand its value, its n, and whether the team says otherwise.
  const [top, bottom] = [40, 58]
  const { curve, y } = useMemo(() => {
    const reach = reachOf(points)
    const scale = (feeling: number) => top + ((reach - feeling) / (2 * reach)) * (height - top - bottom)
    return { curve: drawCurve(points, scale), y: scale }
  }, [points, height, top, bottom])
  const left = (index: number) => `${((index + 0.5) / points.length) * 100}%`
  return (
    <div className={styles.curve} style={{ height }} aria-hidden="true">
      <svg viewBox={`0 0 ${points.length} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        <defs>
          <linearGradient id={gradient} gradientUnits="userSpaceOnUse" x1="0" x2="0" y1={top} y2={height - bottom}>
            <stop offset="0" className={styles.good} />
            <stop offset=".5" className={styles.even} />
            <stop offset="1" className={styles.bad} />
          </linearGradient>
        </defs>
        <line className={styles.zero} x1="0" x2={points.length} y1={y(0)} y2={y(0)} />
        {curve.bands.map(d => (
          <path key={d} className={styles.band} d={d} />
        ))}
        {curve.desired && <path className={styles.desiredLine} d={curve.desired} />}
        {curve.segments.map(({ d, sure }) => (
          <path key={d} className={sure ? styles.sure : styles.unsure} d={d} stroke={`url(#${gradient})`} />
        ))}
      </svg>
      {points.map((point, index) => {
        const { measured, declared, desired } = point
        const mean = measured?.mean
        const shown = measured && measured.reading !== 'hidden' && typeof mean === 'number'
        return (
          <div key={point.step} className={styles.column} style={{ left: left(index) }}>
            {desired !== undefined && <i className={styles.desired} style={{ top: y(desired) }} />}
            {declared !== undefined && <i className={styles.declared} style={{ top: y(declared) }} />}
            {shown && (
              <i
                className={styles.measured}
                data-feeling={shadeOf(mean)}
                data-reading={measured.reading}
                style={{ top: y(mean) }}
              />
            )}
            {shown && (
              <span className={styles.value} data-side={sideOf(y, mean, declared, desired)} style={{ top: y(mean) }}>
                <b>{figures.feeling(mean)}</b>
                <small>n {figures.whole(measured.customers)}</small>
              </span>
            )}
            {measured && !shown && measured.customers > 0 && (
              <span className={styles.few} style={{ top: y(0) }}>
                {t('curve.tooFew')}
              </span>
            )}
            {disagrees(point) && <span className={styles.differs}>{brief ? '≠' : t('curve.differs')}</span>}
          </div>
        )
      })}
    </div>
  )
}

/** The side of a mark where its value hides no other mark: outwards, unless something stands there. */
function sideOf(
  y: (feeling: number) => number,
  mean: number,
  ...others: readonly (number | undefined)[]
): 'above' | 'below' {
  const stands = (from: number, to: number) =>
    others.some(one => one !== undefined && y(one) > y(mean) + from && y(one) < y(mean) + to)
  if (mean < 0) return stands(4, 42) && !stands(-44, -4) ? 'above' : 'below'
  return stands(-44, -4) && !stands(4, 42) ? 'below' : 'above'
}
