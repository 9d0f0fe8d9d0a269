import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Lane, Step } from '../../../vocabulary/journey-map.ts'
import { EmotionCurve } from '../../charts/EmotionCurve.tsx'
import { disagrees, type FeelingPoint } from '../../charts/emotion-curve.ts'
import { useFigures } from '../../kit/figures.ts'
import { useMapView } from '../../measuring/data.ts'
import { type MapPlace, useMapPlace } from '../map-place.ts'
import { GridCell } from './GridCell.tsx'
import { GridRow } from './GridRow.tsx'
import { LaneTitle } from './LaneTitle.tsx'
import styles from './map-grid.module.css'

/** What is known of the feeling at each step: measured, declared and desired, side by side and never mixed. */
export function feelingsOf({ steps, measures }: MapPlace): readonly FeelingPoint[] {
  const measured = new Map(measures?.steps.map(one => [one.step, one.emotion]))
  return steps.map(step => {
    const emotion = measured.get(step.id)
    const declared = declaredOf(step)
    const desired = step.emotion.desired?.valence
    return {
      step: step.id,
      ...(emotion ? { measured: emotion } : {}),
      ...(declared === undefined ? {} : { declared }),
      ...(desired === undefined ? {} : { desired }),
    }
  })
}

/** The statement about customers at large; else the first of a persona. */
function declaredOf(step: Step): number | undefined {
  const { declared } = step.emotion
  return (declared.find(one => one.persona === null) ?? declared[0])?.valence
}

/** The lane of feelings. The curve is drawn over the cells; the cells say the same in words. */
export function EmotionRow({ lane, row }: { lane: Lane; row: number }) {
  const { t } = useTranslation('measuring')
  const place = useMapPlace()
  const points = useMemo(() => feelingsOf(place), [place])
  return (
    <GridRow row={row} className={styles.emotions}>
      <LaneTitle lane={lane} row={row}>
        <span className={styles.legend}>
          {place.measures && (
            <span data-series="measured">
              <i /> {t('curve.measured')}
            </span>
          )}
          <span data-series="declared">
            <i /> {t('curve.declared')}
          </span>
          <span data-series="desired">
            <i /> {t('curve.desired')}
          </span>
        </span>
      </LaneTitle>
      {points.map((point, index) => (
        <FeelingCell key={point.step} point={point} row={row} column={index + 1} />
      ))}
      <div className={styles.overlay} role="presentation">
        <EmotionCurve points={points} />
      </div>
    </GridRow>
  )
}

function FeelingCell({ point, row, column }: { point: FeelingPoint; row: number; column: number }) {
  const words = useFeelingWords()
  const { view, show } = useMapView()
  return (
    <GridCell
      row={row}
      column={column}
      className={view.step === point.step ? `${styles.cell} ${styles.chosen}` : styles.cell}
    >
      <button
        type="button"
        tabIndex={-1}
        className={styles.feeling}
        onClick={() => show({ step: point.step, touchpoint: undefined })}
      >
        <span className="unseen">{words(point)}</span>
      </button>
    </GridCell>
  )
}

/** The curve's values as a sentence, for those who hear the map. */
export function useFeelingWords(): (point: FeelingPoint) => string {
  const { t } = useTranslation('measuring')
  const figures = useFigures()
  return point => {
    const { measured, declared, desired } = point
    const said: string[] = []
    if (measured && measured.reading !== 'hidden' && measured.mean !== null) {
      const details = {
        value: figures.feeling(measured.mean),
        low: figures.feeling(measured.low ?? measured.mean),
        high: figures.feeling(measured.high ?? measured.mean),
        n: figures.whole(measured.customers),
      }
      said.push(t(measured.reading === 'reliable' ? 'curve.saidReliable' : 'curve.saidIndicative', details))
    } else if (measured) said.push(t('curve.saidTooFew'))
    if (declared !== undefined) said.push(t('curve.saidDeclared', { value: figures.feeling(declared) }))
    if (desired !== undefined) said.push(t('curve.saidDesired', { value: figures.feeling(desired) }))
    if (disagrees(point)) said.push(t('curve.differs'))
    return said.length > 0 ? said.join(figures.language === 'fr' ? '\u00a0; ' : '; ') : t('curve.saidNothing')
  }
}
