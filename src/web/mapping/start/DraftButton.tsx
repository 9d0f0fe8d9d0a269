import { Button } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../admitting/data.ts'
import type { DraftWays } from './data.ts'
import styles from './start.module.css'

const DraftDialog = lazy(async () => ({ default: (await import('./DraftDialog.tsx')).DraftDialog }))

/** Drafts a map from a selection of lived journeys. Nothing for those who may not draw, or not see what was lived. */
export function DraftButton({ selection, subtle }: { selection: DraftWays; subtle?: boolean }) {
  const { t } = useTranslation('mapStart')
  const may = useMay()
  const [open, setOpen] = useState(false)
  if (!may('map.edit') || !may('measure.read')) return null
  return (
    <>
      <Button
        size={subtle ? 'compact-xs' : 'xs'}
        variant={subtle ? 'subtle' : 'default'}
        className={styles.draftButton ?? ''}
        onClick={() => setOpen(true)}
      >
        {t('data.button')}
      </Button>
      {open && (
        <Suspense>
          <DraftDialog selection={selection} close={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
