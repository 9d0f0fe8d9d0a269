import { Anchor } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { exportMap } from '../../../contract/mapping.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { addressOf } from '../../client.ts'
import { useFigures } from '../../kit/figures.ts'
import { SideDrawer } from '../../kit/SideDrawer.tsx'
import { Trouble } from '../../kit/Trouble.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import { useMapId, useVersions } from '../data.ts'
import styles from '../inspector.module.css'

/** What was published, the latest first. */
export function VersionsDrawer({ close }: { close: () => void }) {
  const { t } = useTranslation('mapping')
  const figures = useFigures()
  const workspace = useWorkspaceKey()
  const map = useMapId()
  const versions = useVersions(true)
  return (
    <SideDrawer title={t('versions.title')} close={close} width={420}>
      {versions.error && <Trouble compact error={versions.error} />}
      {versions.isPending && <Waiting />}
      {versions.data?.versions.length === 0 && <p>{t('versions.none')}</p>}
      <ul className={styles.list}>
        {versions.data?.versions.map(one => (
          <li key={one.number} className={styles.box}>
            <div className={styles.row}>
              <b>
                {t('version', { number: one.number })} ·{' '}
                {t(one.status === 'published' ? 'versions.current' : 'versions.superseded')}
              </b>
              <Anchor
                size="sm"
                href={addressOf(exportMap, { params: { workspace, map }, query: { version: one.number } })}
                download={`${map}-v${one.number}.json`}
              >
                {t('versions.open')}
              </Anchor>
            </div>
            {one.note && <p>{one.note}</p>}
            <p className={styles.note}>{figures.moment(one.publishedAt)}</p>
          </li>
        ))}
      </ul>
    </SideDrawer>
  )
}
