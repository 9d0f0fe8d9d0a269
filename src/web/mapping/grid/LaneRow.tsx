import { useTranslation } from 'react-i18next'
import type { Lane, Step } from '../../../vocabulary/journey-map.ts'
import { useLabels } from '../../kit/label.ts'
import { useEditing } from '../editing.ts'
import { writeCell } from '../edits.ts'
import { useMapPlace } from '../map-place.ts'
import { GridCell } from './GridCell.tsx'
import { GridRow } from './GridRow.tsx'
import { LaneTitle } from './LaneTitle.tsx'
import { useTagsOf } from './lane-tags.ts'
import styles from './map-grid.module.css'
import { TouchpointCell } from './TouchpointCell.tsx'
import { WritableCell } from './WritableCell.tsx'

/** The lanes that say what stands on the placements: they are changed there, not here. */
const derived: ReadonlySet<string> = new Set(['channel', 'people', 'process', 'procedure', 'tool', 'metric'])

/** One lane across all steps. */
export function LaneRow({ lane, row }: { lane: Lane; row: number }) {
  const { steps } = useMapPlace()
  return (
    <GridRow row={row}>
      <LaneTitle lane={lane} row={row} />
      {steps.map((step, index) => {
        const place = { lane, step, row, column: index + 1 }
        if (lane.type === 'touchpoint') return <TouchpointCell key={step.id} {...place} />
        return derived.has(lane.type) ? <TagsCell key={step.id} {...place} /> : <WordsCell key={step.id} {...place} />
      })}
    </GridRow>
  )
}

type CellProps = { lane: Lane; step: Step; row: number; column: number }

function TagsCell({ lane, step, row, column }: CellProps) {
  const tagsOf = useTagsOf()
  return (
    <GridCell row={row} column={column}>
      {tagsOf(lane.type, step).map(tag => (
        <span key={tag} className={styles.tag}>
          {tag}
        </span>
      ))}
    </GridCell>
  )
}

function WordsCell({ lane, step, row, column }: CellProps) {
  const { t } = useTranslation('mapping')
  const { say, write } = useLabels()
  const { edit } = useEditing()
  const isDesired = lane.type === 'desired'
  const cell = step.cells.find(one => one.lane === lane.id)
  const { desired } = step.emotion
  const label = isDesired ? desired?.statement : cell?.text
  const words = say(label)
  const keep = (text: string) => {
    if (text === words) return
    const next = text === '' ? null : write(label, text)
    if (!isDesired) void edit(writeCell(step, lane.id, next))
    else
      void edit({
        op: 'setDesired',
        step: step.id,
        desired: { ...(desired ?? { valence: 0.5, type: null }), statement: next },
      })
  }
  return (
    <WritableCell
      role="gridcell"
      row={row}
      column={column}
      className={lane.type === 'thought' ? `${styles.cell} ${styles.thought}` : styles.cell}
      words={words}
      label={`${say(lane.name) || t(`lanes.${lane.type}`)}, ${say(step.title)}`}
      onWrite={keep}
      keys={{ Delete: words !== '' && (() => keep('')) }}
    >
      {isDesired && desired?.type && <span className={styles.wished}>{desired.type}</span>}
      {words}
    </WritableCell>
  )
}
