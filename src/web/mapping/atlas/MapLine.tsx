import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { AtlasJourney, AtlasMap } from '../../../contract/atlas.ts'
import { useMay, useWorkspaceKey } from '../../admitting/data.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import styles from './atlas.module.css'
import { useRestoreMap } from './data.ts'
import { Sparkline } from './Sparkline.tsx'

/** A map in the atlas: what it shows, how far it is, and its declared curve. */
export function MapLine({ face, journey }: { face: AtlasMap; journey: AtlasJourney['journey'] }) {
  const { t } = useTranslation('atlas')
  const m = useTranslation('mapping').t
  const { say } = useLabels()
  const figures = useFigures()
  const workspace = useWorkspaceKey()
  const may = useMay()
  const restoring = useRestoreMap()
  const name = say(face.name) || say(journey.name)
  const version = face.version > 0 ? m('version', { number: face.version }) : m('neverPublished')
  const kind = (
    <span className={styles.kind} data-kind={face.kind}>
      {m(`kinds.${face.kind}`)}
    </span>
  )
  if (face.archived) {
    return (
      <div className={`${styles.map} ${styles.gone}`}>
        <b>{name}</b>
        {kind}
        <span>{t('archived')}</span>
        {may('map.edit') && (
          <Button
            size="compact-xs"
            variant="default"
            loading={restoring.isPending}
            onClick={() =>
              restoring.mutate(face.id, { onSuccess: () => notifications.show({ message: t('restored') }) })
            }
          >
            {t('restore')}
          </Button>
        )}
      </div>
    )
  }
  const felt = face.curve.filter(value => value !== null)
  const mean = felt.length === 0 ? undefined : felt.reduce((sum, value) => sum + value, 0) / felt.length
  return (
    <Link to="/w/$workspace/maps/$map" params={{ workspace, map: face.id }} className={styles.map}>
      <b>{name}</b>
      {kind}
      <span>{version}</span>
      <span>{m('steps', { count: face.steps })}</span>
      {mean === undefined ? (
        <span />
      ) : (
        <Sparkline curve={face.curve} label={t('curve', { value: figures.feeling(mean) })} />
      )}
      <time dateTime={face.updatedAt}>{figures.day(face.updatedAt)}</time>
    </Link>
  )
}
