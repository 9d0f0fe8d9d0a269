import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Lane, LaneType } from '../../../vocabulary/map/journey-map.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { useEditing } from '../editing.ts'
import { useMapPlace } from '../map-place.ts'
import { useAsk } from './ask.ts'
import { titlesColumn } from './columns.ts'
import { useDraggable, useDropPlace } from './drag.ts'
import { useFolding } from './folding.ts'
import { useGridActs } from './grid-acts.ts'
import styles from './map-grid.module.css'
import { RowMenu } from './RowMenu.tsx'
import { Words } from './Words.tsx'
import { WritableCell } from './WritableCell.tsx'

/** The lanes one may add, in the order in which a map is usually drawn. Notes may stand several times. */
export const addableLanes: readonly LaneType[] = [
  'thought',
  'action',
  'insight',
  'desired',
  'people',
  'channel',
  'tool',
  'process',
  'procedure',
  'metric',
  'image',
  'opportunity',
  'initiative',
  'text',
]

/** The frozen title of a lane, and what can be done with it. */
export function LaneTitle({ lane, rowAt, children }: { lane: Lane; rowAt: number; children?: ReactNode }) {
  const { t } = useTranslation('mapping')
  const g = useTranslation('grid').t
  const { pair } = useFigures()
  const { say } = useLabels()
  const { map } = useMapPlace()
  const { edit, may } = useEditing()
  const { commands } = useGridActs()
  const { toggleLane } = useFolding()
  const ask = useAsk()
  const cell = useRef<HTMLDivElement>(null)
  const at = map.lanes.findIndex(one => one.id === lane.id)
  const drawn = at >= 0
  const dragged = useDraggable(cell, may && drawn, () => ({ kind: 'lane', id: lane.id }))
  const edge = useDropPlace(cell, ['lane'], { kind: 'lane', id: lane.id }, 'vertical')
  const name = say(lane.name) || t(`lanes.${lane.type}`)
  const note =
    lane.type === 'touchpoint' || lane.type === 'thought' || lane.type === 'people' ? t(`laneNotes.${lane.type}`) : ''
  return (
    <WritableCell
      role="rowheader"
      row={lane.id}
      column={titlesColumn}
      rowAt={rowAt}
      columnAt={0}
      part={`lane:${lane.id}/name`}
      className={styles.title}
      cellRef={cell}
      value={lane.name ?? { fr: name, en: name }}
      label={t('menus.rename')}
      keys={{
        'Alt+ArrowUp': () => commands.moveLane(lane, -1),
        'Alt+ArrowDown': () => commands.moveLane(lane, 1),
      }}
      onWrite={next => {
        if (drawn) void edit({ op: 'setLane', lane: lane.id, set: { name: next } })
      }}
    >
      <b data-edge={edge} data-dragged={dragged ? '' : undefined}>
        {lane.name ? <Words label={lane.name} /> : name}
      </b>
      {lane.visibility !== 'all' && <small className={styles.hidden}>{g('confidential')}</small>}
      {note && <small>{note}</small>}
      {children}
      {drawn && (
        <RowMenu
          label={t('menus.lane', { name })}
          spot={{ row: lane.id, column: titlesColumn }}
          items={() => [
            { label: t('menus.rename'), keys: 'F2', write: true },
            { label: g('menu.lane'), do: () => ask.open({ kind: 'lane', lane: lane.id }) },
            { label: g('menu.hide'), do: () => toggleLane(lane.id) },
            at > 0 && { label: t('menus.moveUp'), keys: 'Alt ↑', do: () => commands.moveLane(lane, -1) },
            at < map.lanes.length - 1 && {
              label: t('menus.moveDown'),
              keys: 'Alt ↓',
              do: () => commands.moveLane(lane, 1),
            },
            { label: g('menu.moveTo'), do: () => ask.open({ kind: 'move', what: { kind: 'lane', id: lane.id } }) },
            { label: g('menu.duplicate'), keys: 'Ctrl D', do: () => commands.copyLane(lane) },
            { label: g('menu.copyToMap'), do: () => ask.open({ kind: 'copyLane', lane: lane.id }) },
            ...addableLanes
              .filter(type => type === 'text' || !map.lanes.some(one => one.type === type))
              .slice(0, 4)
              .map(type => ({
                label: pair(t('grid.addLane'), t(`lanes.${type}`)),
                do: () => commands.addLane(type, at + 1),
              })),
            { label: t('menus.remove'), keys: g('keys.del'), grave: true, do: () => commands.removeLane(lane) },
          ]}
        />
      )}
    </WritableCell>
  )
}
