import { Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { GraveItem } from '../../kit/GraveItem.tsx'
import { useEditing } from '../editing.ts'
import { type Cell, useGridState } from './grid-state.ts'
import styles from './map-grid.module.css'

export type RowMenuItem = { readonly label: string; readonly grave?: boolean; readonly do: () => unknown }

/** What can be done with a phase, a step or a lane; shown to those who may. Renaming writes in the cell itself. */
export function RowMenu(props: { label: string; cell: Cell; items: readonly (RowMenuItem | false)[] }) {
  const { t } = useTranslation('mapping')
  const { may } = useEditing()
  const { write } = useGridState()
  if (!may) return null
  return (
    <Menu position="bottom-start" width={210} returnFocus={false}>
      <Menu.Target>
        <button type="button" tabIndex={-1} className={styles.dots} aria-label={props.label}>
          <IconDots size={15} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => write(props.cell)}>{t('menus.rename')}</Menu.Item>
        {props.items.map(
          item =>
            item &&
            (item.grave ? (
              <GraveItem key={item.label} onClick={item.do}>
                {item.label}
              </GraveItem>
            ) : (
              <Menu.Item key={item.label} onClick={item.do}>
                {item.label}
              </Menu.Item>
            )),
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
