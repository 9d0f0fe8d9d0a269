import { useRef } from 'react'
import { TouchpointPicker } from '../inspector/TouchpointPicker.tsx'
import { useCellTools } from './cell-tools.ts'
import { useDropPlace } from './drag.ts'
import { GridCard } from './GridCard.tsx'
import { GridCell } from './GridCell.tsx'
import { useGrid, useGridStore } from './grid-state.ts'
import type { LaneCellProps } from './LaneRow.tsx'
import styles from './map-grid.module.css'

/** The touchpoints of a step, and a way to add one. */
export function TouchpointCell({ lane, step, rowAt, columnAt, width }: LaneCellProps) {
  const { t, figures, say, may, compact } = useCellTools()
  const store = useGridStore()
  const picking = useGrid(state => state.picking === step.id)
  const cell = useRef<HTMLDivElement>(null)
  const over = useDropPlace(cell, ['placements'], { kind: 'step-cell', step: step.id })
  return (
    <GridCell
      row={lane.id}
      column={step.id}
      rowAt={rowAt}
      columnAt={columnAt}
      width={width}
      part={`step:${step.id}/placements`}
      cellRef={cell}
      className={over ? `${styles.cell} ${styles.dropping}` : styles.cell}
    >
      {step.placements.map(placement => (
        <GridCard key={placement.id} placement={placement} step={step} lane={lane.id} />
      ))}
      {may &&
        !compact &&
        (picking ? (
          <TouchpointPicker step={step} onDone={() => store.leave()} />
        ) : (
          <button
            type="button"
            tabIndex={-1}
            className={styles.plus}
            aria-label={figures.pair(t('grid.addTouchpoint'), say(step.title))}
            onClick={() => store.set({ picking: step.id, here: { row: lane.id, column: step.id } })}
          />
        ))}
      {may && compact && picking && <TouchpointPicker step={step} onDone={() => store.leave()} />}
    </GridCell>
  )
}
