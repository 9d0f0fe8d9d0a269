import { useTranslation } from 'react-i18next'
import { Dialog } from '../../kit/Dialog.tsx'
import styles from './editor.module.css'

const keys = ['undo', 'redo', 'add', 'duplicate', 'move', 'next', 'close', 'find', 'sheet'] as const

/** All keys of a survey on one sheet. */
export function WritingKeySheet({ close }: { close: () => void }) {
  const { t } = useTranslation('surveyEditor')
  return (
    <Dialog title={t('keysTitle')} close={close}>
      <dl className={styles.sheet}>
        {keys.map(one => (
          <div key={one}>
            <dt>{t(`keys.${one}`)}</dt>
            <dd>{t(`does.${one}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
