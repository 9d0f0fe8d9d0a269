import { useTranslation } from 'react-i18next'
import { useMay } from '../admitting/data.ts'
import { FileDrop } from '../kit/FileDrop.tsx'
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
  const { preview, again } = importing
  const shown = again.data ?? preview.data
  const read = (file: File) => {
    again.reset()
    preview.mutate(file)
  }
  const forget = () => {
    preview.reset()
    again.reset()
  }
  return (
    <>
      {may && !shown && (
        <div className={styles.drop}>
          <FileDrop
            choose={t('imports.choose')}
            text={preview.isPending ? t('imports.reading') : t('imports.drop')}
            busy={preview.isPending}
            take={read}
          />
        </div>
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
