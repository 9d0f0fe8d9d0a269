import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { memo, useRef } from 'react'
import type { Phase } from '../../../vocabulary/map/journey-map.ts'
import { useMapPlace } from '../map-place.ts'
import { useAsk } from './ask.ts'
import { useCellTools } from './cell-tools.ts'
import { phaseSpans, phasesRow, titlesColumn } from './columns.ts'
import { useDraggable, useDropPlace } from './drag.ts'
import { useFolding } from './folding.ts'
import { GridCell } from './GridCell.tsx'
import { GridRow } from './GridRow.tsx'
import { useGridActs } from './grid-acts.ts'
import { useGrid } from './grid-state.ts'
import { useGridView, widthOf } from './grid-view.ts'
import { HintMark } from './HintMark.tsx'
import styles from './map-grid.module.css'
import { RowMenu } from './RowMenu.tsx'
import { Words } from './Words.tsx'
import { WritableCell } from './WritableCell.tsx'

/** The phases, each over its steps; all of them are drawn, so that one always knows where one is. */
export const PhaseRow = memo(function PhaseRow() {
  const { t, may } = useCellTools()
  const { map } = useMapPlace()
  const { commands } = useGridActs()
  const view = useGridView()
  const add = () => commands.addPhase(map.phases.length)
  return (
    <GridRow
      row={phasesRow}
      rowAt={0}
      className={styles.phases}
      title={
        <GridCell
          role="rowheader"
          row={phasesRow}
          column={titlesColumn}
          rowAt={0}
          columnAt={0}
          className={styles.title}
          keys={{ Enter: may && add }}
        >
          <b>{t('grid.phases')}</b>
          <RowMenu
            label={t('grid.phases')}
            spot={{ row: phasesRow, column: titlesColumn }}
            items={() => [{ label: t('grid.addPhase'), keys: '↵', do: add }]}
          />
        </GridCell>
      }
    >
      {phaseSpans(view.layout.columns).map(({ phase, first, count }) => {
        const columns = view.layout.columns.slice(first - 1, first - 1 + count)
        const width = columns.reduce((sum, column) => sum + widthOf(view, column), 0)
        return (
          <PhaseHead
            key={phase.id}
            phase={phase}
            columnAt={first}
            covers={columns.map(column => column.key)}
            width={width}
            folded={columns[0]?.kind === 'fold'}
          />
        )
      })}
    </GridRow>
  )
})

function PhaseHead(props: {
  phase: Phase
  columnAt: number
  covers: readonly string[]
  width: number
  folded: boolean
}) {
  const { phase, columnAt, covers, width, folded } = props
  const { t, g, say, edit, may, show } = useCellTools()
  const { map } = useMapPlace()
  const { commands } = useGridActs()
  const chosen = useGrid(({ selected }) => selected.phase === phase.id)
  const { toggle } = useFolding()
  const ask = useAsk()
  const cell = useRef<HTMLDivElement>(null)
  const dragged = useDraggable(cell, may && map.phases.length > 1, () => ({ kind: 'phase', id: phase.id }))
  const edge = useDropPlace(cell, ['phase'], { kind: 'phase', id: phase.id }, 'horizontal')
  const index = map.phases.indexOf(phase)
  const name = say(phase.name)
  const spot = { row: phasesRow, column: covers[0] ?? phase.id }
  const inspect = () => show({ phase: phase.id, step: undefined, touchpoint: undefined, lane: undefined })
  return (
    <WritableCell
      role="columnheader"
      row={phasesRow}
      column={spot.column}
      rowAt={0}
      columnAt={columnAt}
      covers={covers}
      width={width}
      part={`phase:${phase.id}/name`}
      className={chosen ? `${styles.phase} ${styles.chosen}` : styles.phase}
      cellRef={cell}
      value={phase.name}
      label={t('menus.rename')}
      keys={{
        'Alt+ArrowLeft': () => commands.movePhase(phase, -1),
        'Alt+ArrowRight': () => commands.movePhase(phase, 1),
        'Ctrl+Enter': inspect,
      }}
      onWrite={next => {
        if (next) void edit({ op: 'setPhase', phase: phase.id, set: { name: next } })
      }}
    >
      <span
        className={styles.phaseName}
        data-edge={edge}
        data-dragged={dragged ? '' : undefined}
        title={say(phase.goal) || undefined}
      >
        <button
          type="button"
          tabIndex={-1}
          className={styles.foldButton}
          aria-label={g(folded ? 'unfold' : 'fold', { name })}
          aria-expanded={!folded}
          onClick={() => toggle(phase.id)}
        >
          {folded ? <IconChevronRight size={13} aria-hidden /> : <IconChevronDown size={13} aria-hidden />}
        </button>
        {!folded && <Words inline label={phase.name} />}
        {!folded && <HintMark kind="phase" id={phase.id} />}
      </span>
      {!folded && (
        <RowMenu
          label={t('menus.phase', { name })}
          spot={spot}
          items={() => [
            { label: t('menus.rename'), keys: 'F2', write: true },
            { label: g('menu.phaseDetails'), keys: 'Ctrl ↵', do: inspect },
            { label: t('menus.phaseAfter'), do: () => commands.addPhase(index + 1) },
            { label: g('menu.duplicate'), keys: 'Ctrl D', do: () => commands.copyPhase(phase) },
            index > 0 && { label: t('menus.moveLeft'), keys: 'Alt ←', do: () => commands.movePhase(phase, -1) },
            index < map.phases.length - 1 && {
              label: t('menus.moveRight'),
              keys: 'Alt →',
              do: () => commands.movePhase(phase, 1),
            },
            map.phases.length > 1 && {
              label: g('menu.moveTo'),
              do: () => ask.open({ kind: 'move', what: { kind: 'phase', id: phase.id } }),
            },
            { label: g('menu.fold'), do: () => toggle(phase.id) },
            map.phases.length > 1 && {
              label: t('menus.remove'),
              keys: g('keys.del'),
              grave: true,
              do: () => commands.removePhase(phase),
            },
          ]}
        />
      )}
    </WritableCell>
  )
}
