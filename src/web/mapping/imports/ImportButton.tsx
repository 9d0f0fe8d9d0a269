import { Button } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'

const ImportDialog = lazy(async () => ({ default: (await import('./ImportDialog.tsx')).ImportDialog }))

/** Opens the dialog that brings a map in from a file or a paste. */
export function ImportButton() {
  const { t } = useTranslation('mapImports')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpen(true)}>
        {t('open')}
      </Button>
      {open && (
        <Suspense>
          <ImportDialog close={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
