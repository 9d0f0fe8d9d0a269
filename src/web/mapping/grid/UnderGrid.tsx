import { Button, Menu } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMapPlace } from '../map-place.ts'
import { useCellTools } from './cell-tools.ts'
import { useGridActs } from './grid-acts.ts'
import { addableLanes } from './LaneTitle.tsx'
import styles from './map-grid.module.css'

/** Below the last lane: another lane of any kind; and the first phase, where there is none yet. */
export function UnderGrid() {
  const { t, g, may } = useCellTools()
  const { map } = useMapPlace()
  const { commands } = useGridActs()
  if (!may) return null
  return (
    <div className={styles.under}>
      {map.phases.length === 0 && (
        <div className={styles.start}>
          <p>{g('start')}</p>
          <Button size="sm" onClick={() => commands.addPhase(0)}>
            {t('grid.addPhase')}
          </Button>
        </div>
      )}
      <Menu position="top-start" width={220}>
        <Menu.Target>
          <button type="button" className={styles.addLane}>
            <IconPlus size={14} aria-hidden /> {t('grid.addLane')}
          </button>
        </Menu.Target>
        <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
          {addableLanes
            .filter(type => type === 'text' || !map.lanes.some(lane => lane.type === type))
            .map(type => (
              <Menu.Item key={type} onClick={() => commands.addLane(type, map.lanes.length)}>
                {t(`lanes.${type}`)}
              </Menu.Item>
            ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}
