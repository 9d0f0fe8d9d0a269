import { Button, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TouchpointUse } from '../../../contract/touchpoint-uses.ts'
import { Dialog } from '../../kit/Dialog.tsx'
import { useLabels } from '../../kit/label.ts'
import { Refused } from '../../kit/Refused.tsx'
import styles from './atlas.module.css'
import { useLibraryChange } from './data.ts'

/** A touchpoint's name in both languages, changed once for all maps. */
export function RenameDialog({ use, close }: { use: TouchpointUse; close: () => void }) {
  const { t } = useTranslation('atlas')
  const { say } = useLabels()
  const { id, name } = use.touchpoint
  const [fr, setFr] = useState(name.fr ?? '')
  const [en, setEn] = useState(name.en ?? '')
  const changing = useLibraryChange()
  return (
    <Dialog title={t('touchpoints.renameTitle', { name: say(name) })} close={close}>
      <form
        className={styles.fields}
        onSubmit={event => {
          event.preventDefault()
          const written = { ...(fr.trim() ? { fr: fr.trim() } : {}), ...(en.trim() ? { en: en.trim() } : {}) }
          changing.mutate([{ op: 'set', kind: 'touchpoints', id, set: { name: written }, before: { name } }], {
            onSuccess: () => {
              notifications.show({ message: t('touchpoints.renamed', { name: say(written) }) })
              close()
            },
          })
        }}
      >
        <p>{t('touchpoints.renameText')}</p>
        <TextInput
          label={t('touchpoints.french')}
          value={fr}
          maxLength={400}
          onChange={event => setFr(event.currentTarget.value)}
        />
        <TextInput
          label={t('touchpoints.english')}
          value={en}
          maxLength={400}
          onChange={event => setEn(event.currentTarget.value)}
        />
        <Refused error={changing.error} />
        <div className={styles.end}>
          <Button type="submit" loading={changing.isPending} disabled={!fr.trim() && !en.trim()}>
            {t('touchpoints.rename')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
