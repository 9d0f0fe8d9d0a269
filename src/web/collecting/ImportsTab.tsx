import { Button, FileButton } from '@mantine/core'
import { type DragEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../admitting/data.ts'
import { Refused } from '../kit/Refused.tsx'
import { Trouble } from '../kit/Trouble.tsx'
import { Waiting } from '../kit/Waiting.tsx'
import styles from './collecting.module.css'
import { useImporting, useImports } from './data.ts'
import { ImportCard } from './ImportCard.tsx'
import { ImportPreview } from './ImportPreview.tsx'

/** Events from files: a file is shown as it will be read, then read; the imports before are below. */
export function ImportsTab() {
  const { t } = useTranslation('collecting')
  const may = useMay()('source.manage')
  const imports = useImports()
  const importing = useImporting()
  const [over, setOver] = useState(false)
  const { preview, again } = importing
  const shown = again.data ?? preview.data
  const read = (file: File | null | undefined) => {
    if (!file) return
    again.reset()
    preview.mutate(file)
  }
  const forget = () => {
    preview.reset()
    again.reset()
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    read(event.dataTransfer.files[0])
  }
  return (
    <>
      {may && !shown && (
        <section
          aria-label={t('imports.choose')}
          className={styles.drop}
          data-over={over || undefined}
          onDragOver={event => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <span>{preview.isPending ? t('imports.reading') : t('imports.drop')}</span>
          <FileButton onChange={read} inputProps={{ 'aria-label': t('imports.choose') }}>
            {props => (
              <Button {...props} loading={preview.isPending}>
                {t('imports.choose')}
              </Button>
            )}
          </FileButton>
        </section>
      )}
      <Refused error={preview.error} />
      {shown && <ImportPreview preview={shown} importing={importing} forget={forget} />}
      {imports.error && <Trouble compact error={imports.error} retry={() => void imports.refetch()} />}
      {imports.isPending && <Waiting />}
      {imports.data?.imports.length === 0 && !shown && <p className={styles.note}>{t('imports.none')}</p>}
      {imports.data?.imports.map(one => (
        <ImportCard key={one.id} import={one} />
      ))}
    </>
  )
}
