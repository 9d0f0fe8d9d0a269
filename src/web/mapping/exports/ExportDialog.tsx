import { Anchor, Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { exportMapFile, mapTextFormats } from '../../../contract/map-files.ts'
import { useMay, useWorkspaceKey } from '../../admitting/data.ts'
import { addressOf } from '../../client.ts'
import { Dialog } from '../../kit/Dialog.tsx'
import { useFigures } from '../../kit/figures.ts'
import { Refused } from '../../kit/Refused.tsx'
import { useMapView } from '../../measuring/data.ts'
import { useMapPlace } from '../map-place.ts'
import { ChoiceFields } from './ChoiceFields.tsx'
import { type Change, type Choices, isLarge, paperFor } from './choices.ts'
import styles from './exports.module.css'
import { Preview } from './Preview.tsx'
import { useDownload } from './use-drawing.ts'

/** Taking the map away: as a drawing, seen before it is fetched, or as data. */
export function ExportDialog({ close }: { close: () => void }) {
  const { t } = useTranslation('mapExports')
  const { language, whole: count } = useFigures()
  const workspace = useWorkspaceKey()
  const may = useMay()
  const { view } = useMapView()
  const { map, steps, lanes } = useMapPlace()
  const [choices, setChoices] = useState<Choices>({
    format: 'pdf',
    paper: isLarge(steps.length) ? paperFor(steps.length) : 'fit',
    one: false,
    language,
    scheme: 'warm',
    hidden: new Set(),
    note: '',
    view: may('measure.read') ? (view.view ?? 'lived') : 'designed',
  })
  const change: Change = some => setChoices(last => ({ ...last, ...(typeof some === 'function' ? some(last) : some) }))
  const { progress, error, start, stop } = useDownload()
  const nothing = choices.hidden.size >= lanes.length
  const tiled = choices.format === 'pdf' && choices.paper !== 'fit'
  const download = async () => {
    const file = await start(choices)
    if (!file) return
    notifications.show({ message: t('done', { name: file.name }) })
    if (file.lacking) {
      const characters = [...file.lacking].slice(0, 12).join(' ')
      notifications.show({ message: t('lacking', { characters }), color: 'orange', autoClose: false })
    }
  }
  return (
    <Dialog close={close} title={t('title')} wide>
      <div className={styles.export}>
        <Preview choices={choices} />
        {isLarge(steps.length) && !tiled && choices.format !== 'pptx' && (
          <p className={styles.large}>
            {t(choices.format === 'pdf' ? 'large' : 'largeImage', { steps: count(steps.length) })}{' '}
            <Anchor
              component="button"
              type="button"
              size="sm"
              onClick={() => change({ format: 'pdf', paper: paperFor(steps.length), one: false })}
            >
              {t('lay', { paper: paperFor(steps.length) })}
            </Anchor>
          </p>
        )}
        <ChoiceFields choices={choices} change={change} />
        <Refused error={error} />
        <div className={styles.foot}>
          <p className={styles.data}>
            {t('data')}
            {mapTextFormats.map(format => (
              <Anchor
                key={format}
                size="sm"
                href={addressOf(exportMapFile, { params: { workspace, map: map.id }, query: { format } })}
                download
              >
                {t(`dataFormats.${format}`)}
              </Anchor>
            ))}
          </p>
          <span className={styles.progress} role="status">
            {progress &&
              (progress.bytes > 0
                ? t('receiving', { size: count(progress.bytes / 1024) })
                : t('drawing', { seconds: progress.seconds }))}
          </span>
          {progress ? (
            <Button variant="default" onClick={stop}>
              {t('stop')}
            </Button>
          ) : (
            <Button disabled={nothing} onClick={() => void download()}>
              {t('download')}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  )
}
