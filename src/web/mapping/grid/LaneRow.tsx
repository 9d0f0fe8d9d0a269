import { memo } from 'react'
import type { Label } from '../../../vocabulary/label.ts'
import type { Cell, Lane, Step } from '../../../vocabulary/map/journey-map.ts'
import { writeCell } from '../edits.ts'
import { TalkBadge } from '../talk/TalkBadge.tsx'
import { CellDots } from './CellDots.tsx'
import { useCellTools } from './cell-tools.ts'
import { derivedLanes } from './cell-words.ts'
import { EvidenceMark } from './EvidenceMark.tsx'
import { FoldCell } from './FoldCell.tsx'
import { GridCell } from './GridCell.tsx'
import { GridRow } from './GridRow.tsx'
import { LaneTitle } from './LaneTitle.tsx'
import styles from './map-grid.module.css'
import { PictureCell } from './PictureCell.tsx'
import { StepColumns } from './StepColumns.tsx'
import { TouchpointCell } from './TouchpointCell.tsx'
import { Words } from './Words.tsx'
import { WritableCell } from './WritableCell.tsx'

/** One lane across all steps. */
export const LaneRow = memo(function LaneRow({ lane, rowAt }: { lane: Lane; rowAt: number }) {
  return (
    <GridRow row={lane.id} rowAt={rowAt} title={<LaneTitle lane={lane} rowAt={rowAt} />}>
      <StepColumns rowAt={rowAt}>
        {({ column, at }, width) =>
          column.kind === 'fold' ? (
            <FoldCell row={lane.id} rowAt={rowAt} column={column} columnAt={at} width={width} />
          ) : (
            <LaneCell lane={lane} step={column.step} rowAt={rowAt} columnAt={at} width={width} />
          )
        }
      </StepColumns>
    </GridRow>
  )
})

export type LaneCellProps = {
  readonly lane: Lane
  readonly step: Step
  readonly rowAt: number
  readonly columnAt: number
  readonly width: number
}

const LaneCell = memo(function LaneCell(props: LaneCellProps) {
  const { type } = props.lane
  if (type === 'touchpoint') return <TouchpointCell {...props} />
  if (type === 'image') return <PictureCell {...props} />
  return derivedLanes.has(type) ? <TagsCell {...props} /> : <WordsCell {...props} />
})

function TagsCell({ lane, step, rowAt, columnAt, width }: LaneCellProps) {
  const { tagsOf, compact } = useCellTools()
  const tags = tagsOf(lane.type, step)
  return (
    <GridCell row={lane.id} column={step.id} rowAt={rowAt} columnAt={columnAt} width={width}>
      {compact && tags.length > 0 && (
        <span className={styles.count} aria-hidden>
          {tags.length}
        </span>
      )}
      {tags.map(tag => (
        <span key={tag} className={compact ? 'unseen' : styles.tag}>
          {tag}
        </span>
      ))}
    </GridCell>
  )
}

function WordsCell({ lane, step, rowAt, columnAt, width }: LaneCellProps) {
  const { t, g, say, edit, may, show, compact } = useCellTools()
  const isDesired = lane.type === 'desired'
  const cell = step.cells.find(one => one.lane === lane.id)
  const { desired } = step.emotion
  const value = isDesired ? desired?.statement : cell?.text
  const words = say(value)
  const keep = (next: Label | null) => {
    if (!isDesired) void edit(writeCell(step, lane.id, next))
    else
      void edit({
        op: 'setDesired',
        step: step.id,
        desired: { ...(desired ?? { valence: 0.5, type: null }), statement: next },
      })
  }
  const inspect = () => show({ lane: lane.id, step: step.id, touchpoint: undefined, phase: undefined })
  const name = say(lane.name) || t(`lanes.${lane.type}`)
  return (
    <WritableCell
      row={lane.id}
      column={step.id}
      rowAt={rowAt}
      columnAt={columnAt}
      width={width}
      part={isDesired ? `step:${step.id}/desired` : `step:${step.id}/cell/${lane.id}`}
      className={classOf(lane)}
      value={value}
      label={`${name}, ${say(step.title)}`}
      onWrite={keep}
      keys={{ 'Ctrl+Enter': inspect }}
    >
      {({ near }) => (
        <>
          {isDesired && desired?.type && <span className={styles.wished}>{desired.type}</span>}
          {compact ? <Lines words={words} /> : <Words label={value} />}
          {!compact && <TalkBadge target={{ kind: 'cell', step: step.id, lane: lane.id }} />}
          {!compact && cell && <EvidenceMark ids={cell.evidence} onOpen={inspect} />}
          {near && may && !compact && (
            <CellDots
              spot={{ row: lane.id, column: step.id }}
              items={() => [
                { label: g('menu.write'), keys: 'F2', write: true },
                { label: g('menu.details'), keys: 'Ctrl ↵', do: inspect },
                hasWords(cell, words) && { label: g('menu.clear'), keys: g('keys.del'), grave: true, clear: true },
              ]}
              name={`${name}, ${say(step.title)}`}
            />
          )}
        </>
      )}
    </WritableCell>
  )
}

const hasWords = (cell: Cell | undefined, words: string) => words !== '' || (cell?.evidence.length ?? 0) > 0

function classOf(lane: Lane): string {
  const classes = [styles.cell, lane.type === 'thought' && styles.thought, lane.type === 'insight' && styles.insight]
  return classes.filter(Boolean).join(' ')
}

/** Words where there is no room for them: lines as long as the text, and the text itself for those who hear. */
function Lines({ words }: { words: string }) {
  if (words === '') return null
  return (
    <span className={styles.lines} title={words}>
      <span className="unseen">{words}</span>
      {Array.from({ length: Math.min(4, Math.ceil(words.length / 24)) }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines are all alike.
        <i key={index} aria-hidden />
      ))}
    </span>
  )
}
