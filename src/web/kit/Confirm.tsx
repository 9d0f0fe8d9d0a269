import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import styles from './confirm.module.css'
import { Dialog } from './Dialog.tsx'

/** Asks before something that is not taken back lightly. */
export function Confirm(props: {
  opened: boolean
  title: string
  text: string
  doIt: string
  onDo: () => void
  close: () => void
}) {
  const { t } = useTranslation('kit')
  return (
    <Dialog opened={props.opened} close={props.close} title={props.title}>
      <p className={styles.text}>{props.text}</p>
      <div className={styles.actions}>
        <Button variant="default" onClick={props.close}>
          {t('cancel')}
        </Button>
        <Button
          onClick={() => {
            props.onDo()
            props.close()
          }}
        >
          {props.doIt}
        </Button>
      </div>
    </Dialog>
  )
}
