import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Lane, Step } from '../../../vocabulary/journey-map.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { useEditing } from '../editing.ts'
import { TouchpointPicker } from '../inspector/TouchpointPicker.tsx'
import { GridCell } from './GridCell.tsx'
import styles from './map-grid.module.css'
import { TouchpointCard } from './TouchpointCard.tsx'

/** The touchpoints of a step, and a way to add one. */
export function TouchpointCell({ step, row, column }: { lane: Lane; step: Step; row: number; column: number }) {
  const { t } = useTranslation('mapping')
  const { pair } = useFigures()
  const { say } = useLabels()
  const { may } = useEditing()
  const [picking, setPicking] = useState(false)
  return (
    <GridCell
      row={row}
      column={column}
      keys={{ t: may && (() => setPicking(true)), T: may && (() => setPicking(true)) }}
    >
      {step.placements.map(placement => (
        <TouchpointCard key={placement.id} placement={placement} />
      ))}
      {may &&
        (picking ? (
          <TouchpointPicker step={step} onDone={() => setPicking(false)} />
        ) : (
          <button
            type="button"
            tabIndex={-1}
            className={styles.plus}
            aria-label={pair(t('grid.addTouchpoint'), say(step.title))}
            onClick={() => setPicking(true)}
          >
            <IconPlus size={14} aria-hidden />
          </button>
        ))}
    </GridCell>
  )
}
