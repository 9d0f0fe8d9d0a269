import { Drawer } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './over.module.css'

/** What slides in over the page, from the right; from below on a phone when asked. */
export function SideDrawer(props: {
  opened?: boolean
  title: string
  close: () => void
  width?: number
  fromBelow?: boolean
  children: ReactNode
}) {
  const { t } = useTranslation('kit')
  const { opened = true, title, close, width = 480, fromBelow, children } = props
  return (
    <Drawer.Root
      opened={opened}
      onClose={close}
      position={fromBelow ? 'bottom' : 'right'}
      size={fromBelow ? '82%' : `min(${width}px, 100%)`}
    >
      <Drawer.Overlay />
      <Drawer.Content aria-label={title}>
        <div className={styles.head}>
          <h2>{title}</h2>
          <Drawer.CloseButton aria-label={t('close')} />
        </div>
        <Drawer.Body>{children}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}
