import { memo, useMemo } from 'react'
import type { Lane, Step } from '../../../vocabulary/map/journey-map.ts'
import { disagrees, type FeelingPoint, reachOf } from '../../charts/emotion-curve.ts'
import { shadeOf } from '../../charts/feeling.ts'
import { useMapPlace } from '../map-place.ts'
import { useCellTools } from './cell-tools.ts'
import { FeelingLines } from './FeelingLines.tsx'
import { FeelingSlider } from './FeelingSlider.tsx'
import { FoldCell } from './FoldCell.tsx'
import { feelingWords, gapWordsIn } from './feeling-words.ts'
import styles from './feelings.module.css'
import { feelingsOf, gapAt, livedAt } from './feelings.ts'
import { GridCell } from './GridCell.tsx'
import { GridRow } from './GridRow.tsx'
import { useGridView } from './grid-view.ts'
import { LaneTitle } from './LaneTitle.tsx'
import { Legend } from './Legend.tsx'
import { StepColumns } from './StepColumns.tsx'

/** The height of the lane, and what is kept free above the best feeling and below the worst for figures. */
const height = { words: 214, marks: 150 }
const margins = { words: [42, 58], marks: [12, 16] } as const

/** The lane of feelings. The lines are drawn over the cells; the marks stand in them, and those declared can be moved. */
export const EmotionRow = memo(function EmotionRow({ lane, rowAt }: { lane: Lane; rowAt: number }) {
  const place = useMapPlace()
  const { compact, persona, layout } = useGridView()
  const points = useMemo(() => feelingsOf(place, persona), [place, persona])
  const byStep = useMemo(() => new Map(points.map(point => [point.step, point])), [points])
  const tall = compact ? height.marks : height.words
  const scale = useMemo(() => {
    const [top, bottom] = margins[compact ? 'marks' : 'words']
    const others = place.steps.flatMap(step => step.emotion.declared.map(one => one.valence))
    // A point that is being moved may go anywhere: the scale is that of all that is declared, and never narrow.
    const reach = Math.max(0.6, reachOf(points), ...others.map(Math.abs))
    const room = tall - top - bottom
    return {
      y: (feeling: number) => top + ((reach - feeling) / (2 * reach)) * room,
      valueAt: (y: number) => Math.max(-1, Math.min(1, reach - ((y - top) / room) * 2 * reach)),
    }
  }, [points, place.steps, tall, compact])
  return (
    <GridRow
      row={lane.id}
      rowAt={rowAt}
      className={styles.row}
      title={
        <LaneTitle lane={lane} rowAt={rowAt}>
          <Legend />
        </LaneTitle>
      }
    >
      <StepColumns rowAt={rowAt}>
        {({ column, at }, width) =>
          column.kind === 'fold' ? (
            <FoldCell row={lane.id} rowAt={rowAt} column={column} columnAt={at} width={width} />
          ) : (
            <FeelingCell
              lane={lane}
              step={column.step}
              number={column.number}
              point={byStep.get(column.key)!}
              rowAt={rowAt}
              columnAt={at}
              width={width}
              height={tall}
              scale={scale}
            />
          )
        }
      </StepColumns>
      <FeelingLines rowAt={rowAt} points={byStep} columns={layout.columns} height={tall} y={scale.y} />
    </GridRow>
  )
})

export type FeelingScale = {
  readonly y: (feeling: number) => number
  readonly valueAt: (y: number) => number
}

const FeelingCell = memo(function FeelingCell(props: {
  lane: Lane
  step: Step
  number: number
  point: FeelingPoint
  rowAt: number
  columnAt: number
  width: number
  height: number
  scale: FeelingScale
}) {
  const { lane, step, number, point, rowAt, columnAt, width, scale } = props
  const { show, compact, isGap, figures, g, m } = useCellTools()
  const words = feelingWords(m, figures)
  const gapWords = gapWordsIn(g, figures)
  return (
    <GridCell
      row={lane.id}
      column={step.id}
      rowAt={rowAt}
      columnAt={columnAt}
      width={width}
      part={`step:${step.id}/emotion`}
      className={styles.cell}
    >
      <div style={{ height: props.height }} />
      <button
        type="button"
        tabIndex={-1}
        className={styles.ground}
        onClick={() => show({ step: step.id, touchpoint: undefined, lane: undefined, phase: undefined })}
      >
        <span className="unseen">
          {words(point)}
          {isGap && gapWords(point) ? ` ${gapWords(point)}` : ''}
        </span>
      </button>
      <Marks step={step} point={point} scale={scale} isGap={isGap} compact={compact} />
      <FeelingSlider step={step} number={number} scale={scale} compact={compact} />
    </GridCell>
  )
})

/** What was lived and what is wished, and what other personas say: marks that are only looked at. */
function Marks(props: { step: Step; point: FeelingPoint; scale: FeelingScale; isGap: boolean; compact: boolean }) {
  const { step, point, scale, isGap, compact } = props
  const { m: t, g, figures, say, persona, show, isLived } = useCellTools()
  const { whole, measured: measuredOf } = useMapPlace()
  const { y } = scale
  const lived = livedAt(point)
  const gap = isGap ? gapAt(point) : undefined
  const { measured, desired } = point
  return (
    <>
      {gap !== undefined && lived !== undefined && desired !== undefined && (
        <span
          className={styles.gap}
          data-feeling={gap < -0.05 ? 'bad' : gap > 0.05 ? 'good' : 'even'}
          style={{ top: Math.min(y(lived), y(desired)), height: Math.abs(y(lived) - y(desired)) }}
          aria-hidden
        />
      )}
      {desired !== undefined && <i className={styles.desired} style={{ top: y(desired) }} aria-hidden />}
      {step.emotion.declared
        // Beside what was lived, only one voice of the team is drawn.
        .filter(one => !isLived && one.persona !== persona)
        .map(one => (
          <i
            key={one.persona ?? ''}
            className={styles.other}
            style={{ top: y(one.valence) }}
            title={`${one.persona ? say(whole.library.personas.find(p => p.id === one.persona)?.name) : g('everybody')} ${figures.feeling(one.valence)}`}
            aria-hidden
          />
        ))}
      {lived !== undefined && (
        <i
          className={styles.measured}
          data-feeling={shadeOf(lived)}
          data-reading={measured?.reading}
          style={{ top: y(lived) }}
          aria-hidden
        />
      )}
      {lived !== undefined && !compact && (
        <span
          className={styles.value}
          data-side={gap === undefined ? sideOf(y, lived, point.declared, desired) : 'beside'}
          style={{ top: gap === undefined ? y(lived) : (y(lived) + y(desired ?? lived)) / 2 }}
          aria-hidden
        >
          <b>{figures.feeling(gap ?? lived)}</b>
          <small>
            {gap === undefined ? `n ${figures.whole(measured?.customers ?? 0)}` : g(gap < 0 ? 'gap.under' : 'gap.over')}
          </small>
        </span>
      )}
      {measured && lived === undefined && measured.customers > 0 && !compact && (
        <span className={styles.few} style={{ top: y(0) }} aria-hidden>
          {t('curve.tooFew')}
        </span>
      )}
      {disagrees(point) && !isGap && (
        <button
          type="button"
          tabIndex={-1}
          className={styles.differs}
          title={g('openBehind')}
          onClick={() => {
            // The touchpoint with the most answers tells the most about it.
            const answers = (touchpoint: string) => measuredOf.get(touchpoint)?.satisfaction[0]?.customers ?? 0
            const [behind] = step.placements.toSorted((a, b) => answers(b.touchpoint) - answers(a.touchpoint))
            if (behind) show({ touchpoint: behind.id, step: undefined, lane: undefined, list: 'satisfaction' })
          }}
        >
          {compact ? '≠' : t('curve.differs')}
        </button>
      )}
    </>
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
