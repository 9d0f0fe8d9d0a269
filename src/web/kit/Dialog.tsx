import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './over.module.css'

/** A question or a short form in the middle of the page. */
export function Dialog(props: {
  opened?: boolean
  title: string
  close: () => void
  wide?: boolean
  children: ReactNode
}) {
  const { t } = useTranslation('kit')
  const { opened = true, title, close, wide, children } = props
  return (
    <Modal.Root opened={opened} onClose={close} size={wide ? 'lg' : 'md'} centered>
      <Modal.Overlay />
      <Modal.Content aria-label={title}>
        <div className={styles.head}>
          <h2>{title}</h2>
          <Modal.CloseButton aria-label={t('close')} />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
