import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Lane, LaneType } from '../../../vocabulary/journey-map.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { useEditing } from '../editing.ts'
import { blankLane } from '../edits.ts'
import { useMapPlace } from '../map-place.ts'
import styles from './map-grid.module.css'
import { RowMenu } from './RowMenu.tsx'
import { WritableCell } from './WritableCell.tsx'

const addable: readonly LaneType[] = ['thought', 'action', 'insight', 'desired', 'people', 'tool', 'metric', 'text']

/** The frozen title of a lane, and what can be done with it. */
export function LaneTitle({ lane, row, children }: { lane: Lane; row: number; children?: ReactNode }) {
  const { t } = useTranslation('mapping')
  const { pair } = useFigures()
  const { say, write } = useLabels()
  const { map } = useMapPlace()
  const { edit } = useEditing()
  const name = say(lane.name) || t(`lanes.${lane.type}`)
  const at = map.lanes.findIndex(one => one.id === lane.id)
  const drawn = at >= 0
  const note =
    lane.type === 'touchpoint' || lane.type === 'thought' || lane.type === 'people' ? t(`laneNotes.${lane.type}`) : ''
  return (
    <WritableCell
      role="rowheader"
      row={row}
      column={0}
      className={styles.title}
      words={name}
      label={t('menus.rename')}
      keys={{
        'Alt+ArrowUp': at > 0 && (() => edit({ op: 'moveLane', lane: lane.id, to: at - 1 })),
        'Alt+ArrowDown':
          drawn && at < map.lanes.length - 1 && (() => edit({ op: 'moveLane', lane: lane.id, to: at + 1 })),
      }}
      onWrite={words =>
        words !== '' &&
        words !== name &&
        drawn &&
        void edit({ op: 'setLane', lane: lane.id, set: { name: write(lane.name, words) } })
      }
    >
      <b>{name}</b>
      {note && <small>{note}</small>}
      {children}
      {drawn && (
        <RowMenu
          label={t('menus.lane', { name })}
          cell={{ row, column: 0 }}
          items={[
            at > 0 && { label: t('menus.moveUp'), do: () => edit({ op: 'moveLane', lane: lane.id, to: at - 1 }) },
            at < map.lanes.length - 1 && {
              label: t('menus.moveDown'),
              do: () => edit({ op: 'moveLane', lane: lane.id, to: at + 1 }),
            },
            ...addable
              .filter(type => type === 'text' || !map.lanes.some(one => one.type === type))
              .map(type => ({
                label: pair(t('grid.addLane'), t(`lanes.${type}`)),
                do: () => edit({ op: 'addLane', lane: blankLane(type), at: at + 1 }),
              })),
            { label: t('menus.remove'), grave: true, do: () => edit({ op: 'removeLane', lane: lane.id }) },
          ]}
        />
      )}
    </WritableCell>
  )
}
