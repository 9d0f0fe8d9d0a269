import { memo, useRef } from 'react'
import type { Phase, Step } from '../../../vocabulary/map/journey-map.ts'
import { SubJourneyMark } from '../lived/SubJourneyMark.tsx'
import { useMapPlace } from '../map-place.ts'

import { TalkBadge } from '../talk/TalkBadge.tsx'
import { useAsk } from './ask.ts'
import { useCellTools } from './cell-tools.ts'
import { stepsRow, titlesColumn } from './columns.ts'
import { useDraggable, useDropPlace } from './drag.ts'
import { FoldCell } from './FoldCell.tsx'
import { GridCell } from './GridCell.tsx'
import { GridRow } from './GridRow.tsx'
import { useGridActs } from './grid-acts.ts'
import { useGridStore } from './grid-state.ts'
import { HintMark } from './HintMark.tsx'
import styles from './map-grid.module.css'
import { RowMenu } from './RowMenu.tsx'
import { StepColumns } from './StepColumns.tsx'
import { Words } from './Words.tsx'
import { WritableCell } from './WritableCell.tsx'

/** The steps, in the customer's words. */
export const StepRow = memo(function StepRow() {
  const { t, say, may } = useCellTools()
  const { map } = useMapPlace()
  const { commands } = useGridActs()
  const last = map.phases.at(-1)
  const add = last && (() => commands.addStep(last, last.steps.length))
  return (
    <GridRow
      row={stepsRow}
      rowAt={1}
      className={styles.steps}
      title={
        <GridCell
          role="rowheader"
          row={stepsRow}
          column={titlesColumn}
          rowAt={1}
          columnAt={0}
          className={styles.title}
          keys={{ Enter: may && add }}
        >
          <b>{t('grid.steps')}</b>
          <RowMenu
            label={t('grid.steps')}
            spot={{ row: stepsRow, column: titlesColumn }}
            items={() => [add && { label: t('grid.addStep'), keys: '↵', do: add }]}
          />
        </GridCell>
      }
    >
      <StepColumns rowAt={1}>
        {({ column, at }, width) =>
          column.kind === 'fold' ? (
            <FoldCell row={stepsRow} rowAt={1} column={column} columnAt={at} width={width}>
              <span className={styles.folded}>
                {say(column.phase.name)} · {column.phase.steps.length}
              </span>
            </FoldCell>
          ) : (
            <StepHead step={column.step} phase={column.phase} columnAt={at} width={width} number={column.number} />
          )
        }
      </StepColumns>
    </GridRow>
  )
})

type StepHeadProps = {
  readonly step: Step
  readonly phase: Phase
  readonly columnAt: number
  readonly width: number
  readonly number: number
}

const StepHead = memo(function StepHead({ step, phase, columnAt, width, number }: StepHeadProps) {
  const { t, g, say, edit, may, show, compact } = useCellTools()
  const { commands } = useGridActs()
  const store = useGridStore()
  const ask = useAsk()
  const cell = useRef<HTMLDivElement>(null)
  const dragged = useDraggable(cell, may, () => ({ kind: 'step', id: step.id }))
  const edge = useDropPlace(cell, ['step'], { kind: 'step', id: step.id }, 'horizontal')
  const index = phase.steps.indexOf(step)
  const name = say(step.title)
  const spot = { row: stepsRow, column: step.id }
  return (
    <WritableCell
      role="columnheader"
      row={stepsRow}
      column={step.id}
      rowAt={1}
      columnAt={columnAt}
      width={width}
      part={`step:${step.id}/title`}
      className={styles.step}
      cellRef={cell}
      value={step.title}
      label={t('menus.rename')}
      keys={{
        'Alt+ArrowLeft': () => commands.moveStep(step, -1),
        'Alt+ArrowRight': () => commands.moveStep(step, 1),
        'Ctrl+Enter': () => show({ step: step.id, touchpoint: undefined, lane: undefined, phase: undefined }),
      }}
      onWrite={next => {
        if (next) void edit({ op: 'setStep', step: step.id, set: { title: next } })
      }}
    >
      <button
        type="button"
        tabIndex={-1}
        className={styles.stepName}
        data-edge={edge}
        data-dragged={dragged ? '' : undefined}
        title={compact ? `${number}. ${name}` : undefined}
        onClick={() => show({ step: step.id, touchpoint: undefined, lane: undefined, phase: undefined })}
      >
        <Words label={step.title} />
      </button>
      {!compact && <TalkBadge target={{ kind: 'step', id: step.id }} votable below />}
      {!compact && <HintMark kind="step" id={step.id} />}
      {!compact && (
        <RowMenu
          label={t('menus.step', { name })}
          spot={spot}
          items={() => [
            { label: t('menus.rename'), keys: 'F2', write: true },
            { label: t('menus.stepBefore'), keys: 'Ctrl ⇧ ←', do: () => commands.addStep(phase, index) },
            { label: t('menus.stepAfter'), keys: 'Ctrl ⇧ →', do: () => commands.addStep(phase, index + 1) },
            { label: t('grid.addTouchpoint'), keys: 'T', do: () => store.set({ picking: step.id }) },
            { label: g('menu.duplicate'), keys: 'Ctrl D', do: () => commands.copyStep(step, phase) },
            { label: t('menus.moveLeft'), keys: 'Alt ←', do: () => commands.moveStep(step, -1) },
            { label: t('menus.moveRight'), keys: 'Alt →', do: () => commands.moveStep(step, 1) },
            {
              label: g('menu.moveTo'),
              do: () => ask.open({ kind: 'move', what: { kind: 'step', id: step.id } }),
            },
            phase.steps.length > 1 && {
              label: t('menus.remove'),
              keys: g('keys.del'),
              grave: true,
              do: () => commands.removeStep(step, phase),
            },
          ]}
        />
      )}
      {!compact && <SubJourneyMark step={step} />}
    </WritableCell>
  )
})
