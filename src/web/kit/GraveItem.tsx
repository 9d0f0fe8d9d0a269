import { Menu } from '@mantine/core'
import type { ReactNode } from 'react'

const grave = { '--menu-item-color': 'var(--bad)', '--menu-item-hover': 'var(--bad-ground)' } as React.CSSProperties

/** An item of a menu that takes something away. */
export function GraveItem({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <Menu.Item style={grave} onClick={onClick}>
      {children}
    </Menu.Item>
  )
}
