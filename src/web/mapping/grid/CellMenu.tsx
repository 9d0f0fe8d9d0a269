import { Menu } from '@mantine/core'
import { type ReactNode, useCallback, useState } from 'react'
import { GraveItem } from '../../kit/GraveItem.tsx'
import { type CellMenuItem, CellMenuProvider, type OpenCellMenu } from './cell-menu.ts'
import { type Spot, useGridStore } from './grid-state.ts'
import styles from './map-grid.module.css'

type Opened = {
  readonly label: string
  readonly spot: Spot
  readonly items: readonly CellMenuItem[]
  readonly box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number }
}

/** The one menu of the grid, opened wherever it is asked for. */
export function CellMenu({ clear, children }: { clear: (spot: Spot) => void; children: ReactNode }) {
  const store = useGridStore()
  const [opened, setOpened] = useState<Opened>()
  const open = useCallback<OpenCellMenu>((below, spot, items) => {
    const { left, top, width, height } = below.getBoundingClientRect()
    setOpened({
      label: below.getAttribute('aria-label') ?? '',
      spot,
      items: items.filter((item): item is CellMenuItem => Boolean(item)),
      box: { left, top, width, height },
    })
  }, [])

  function choose(item: CellMenuItem): void {
    if (!opened) return
    setOpened(undefined)
    if (item.write) {
      store.write(opened.spot)
      return
    }
    store.goTo(opened.spot)
    if (item.clear) clear(opened.spot)
    else item.do?.()
  }

  return (
    <CellMenuProvider value={open}>
      {children}
      {opened && (
        <Menu
          opened
          position="bottom-start"
          width={230}
          returnFocus={false}
          onClose={() => {
            setOpened(undefined)
            store.goTo(opened.spot)
          }}
        >
          <Menu.Target>
            <button type="button" tabIndex={-1} className={styles.menuPlace} style={opened.box}>
              <span className="unseen">{opened.label}</span>
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {opened.items.map(item =>
              item.grave ? (
                <GraveItem key={item.label} onClick={() => choose(item)}>
                  {item.label}
                </GraveItem>
              ) : (
                <Menu.Item
                  key={item.label}
                  rightSection={item.keys ? <kbd className={styles.keys}>{item.keys}</kbd> : undefined}
                  onClick={() => choose(item)}
                >
                  {item.label}
                </Menu.Item>
              ),
            )}
          </Menu.Dropdown>
        </Menu>
      )}
    </CellMenuProvider>
  )
}
