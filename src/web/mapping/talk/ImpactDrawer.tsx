import { Select } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { useLabels } from '../../kit/label.ts'
import { SideDrawer } from '../../kit/SideDrawer.tsx'
import { Trouble } from '../../kit/Trouble.tsx'
import { useLibrary } from '../data.ts'
import { useImpact } from './data.ts'
import styles from './talk.module.css'

/** Which steps break, on every map, if a process, a procedure or a tool stops. */
export function ImpactDrawer({ close }: { close: () => void }) {
  const { t } = useTranslation('talk')
  const { say } = useLabels()
  const workspace = useWorkspaceKey()
  const library = useLibrary().data
  const [asset, setAsset] = useState<string | null>(null)
  const impact = useImpact(asset ?? undefined)
  const archived = new Set(library?.archived.filter(one => one.kind === 'assets').map(one => one.id))
  const assets = library?.library.assets.filter(one => !archived.has(one.id)) ?? []
  const departments = new Map(library?.library.departments.map(one => [one.id, say(one.name)]))
  const name = say(assets.find(one => one.id === asset)?.name)
  const places = impact.data?.places ?? []
  return (
    <SideDrawer title={t('impact.title')} close={close} width={520}>
      <div className={styles.panel}>
        <p>{t('impact.intro')}</p>
        {library && assets.length === 0 ? (
          <p className={styles.empty}>{t('impact.noAssets')}</p>
        ) : (
          <Select
            size="sm"
            searchable
            data-autofocus
            label={t('impact.choose')}
            value={asset}
            onChange={setAsset}
            data={(['tool', 'process', 'procedure'] as const).map(type => ({
              group: t(`impact.types.${type}`),
              items: assets.filter(one => one.type === type).map(one => ({ value: one.id, label: say(one.name) })),
            }))}
          />
        )}
        {impact.error && <Trouble compact error={impact.error} />}
        {impact.data && (
          <p className={styles.result} role="status">
            {places.length === 0 ? t('impact.found_zero', { name }) : t('impact.found', { count: places.length, name })}
          </p>
        )}
        <ul className={styles.places}>
          {places.map(one => (
            <li key={`${one.map} ${one.placement}`}>
              <Link
                to="/w/$workspace/maps/$map"
                params={{ workspace, map: one.map }}
                search={{ touchpoint: one.placement }}
                className={styles.about}
              >
                {say(one.touchpointName)}
              </Link>
              <span>{say(one.stepTitle)}</span>
              <small>
                {say(one.mapName)} · {say(one.phaseName)}
              </small>
              <small>
                {t(one.expected ? 'impact.expected' : 'impact.possible')}
                {one.wayAround && `, ${t('impact.wayAround')}`} ·{' '}
                {one.departments.map(id => departments.get(id) ?? id).join(', ') || t('impact.nobody')}
              </small>
            </li>
          ))}
        </ul>
      </div>
    </SideDrawer>
  )
}
