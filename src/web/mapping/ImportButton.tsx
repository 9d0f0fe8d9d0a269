import { Button, FileButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorkspaceKey } from '../admitting/data.ts'
import { Refusal } from '../client.ts'
import { Dialog } from '../kit/Dialog.tsx'
import { useSentence } from '../kit/Trouble.tsx'
import { useImportMap } from './data.ts'
import styles from './inspector.module.css'

type Choice = 'keep' | 'replace' | 'copy'

/** Brings a map in from a JSON file. When something of the same id is already here, asks what to do. */
export function ImportButton() {
  const { t } = useTranslation('mapping')
  const sentence = useSentence()
  const navigate = useNavigate()
  const workspace = useWorkspaceKey()
  const importing = useImportMap()
  const [clash, setClash] = useState<{ file: unknown; count: number }>()

  async function bring(file: unknown, onCollision?: Choice) {
    try {
      const told = await importing.mutateAsync({ file, ...(onCollision ? { onCollision } : {}) })
      setClash(undefined)
      if (!told.map) return setClash({ file, count: told.collisions.length })
      notifications.show({ message: t('imported') })
      await navigate({ to: '/w/$workspace/maps/$map', params: { workspace, map: told.map.map.id } })
    } catch (error) {
      const { collisions } = error instanceof Refusal ? error.details : {}
      if (Array.isArray(collisions) && collisions.length > 0) setClash({ file, count: collisions.length })
      else notifications.show({ color: 'red', autoClose: 15_000, message: sentence(error) })
    }
  }

  async function read(file: File | null) {
    if (!file) return
    try {
      await bring(JSON.parse(await file.text()))
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      notifications.show({
        color: 'red',
        autoClose: 15_000,
        message: sentence(
          new Refusal('file_unreadable', 400, { reason: `${file.name} (${reason})`, advice: '' }, reason),
        ),
      })
    }
  }

  return (
    <>
      <FileButton
        accept="application/json,.json"
        onChange={file => void read(file)}
        inputProps={{ 'aria-label': t('importJson') }}
      >
        {props => (
          <Button {...props} size="xs" variant="default" loading={importing.isPending}>
            {t('importJson')}
          </Button>
        )}
      </FileButton>
      <Dialog opened={clash !== undefined} close={() => setClash(undefined)} title={t('importChoice.title')}>
        <p>{t('importChoice.text', { count: clash?.count ?? 0 })}</p>
        <div className={styles.fields}>
          {(['copy', 'keep', 'replace'] as const).map(choice => (
            <Button
              key={choice}
              variant={choice === 'copy' ? 'filled' : 'default'}
              loading={importing.isPending}
              onClick={() => void bring(clash?.file, choice)}
            >
              {t(`importChoice.${choice}`)}
            </Button>
          ))}
        </div>
      </Dialog>
    </>
  )
}
