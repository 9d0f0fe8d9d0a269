import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { useFigures } from '../../kit/figures.ts'
import { mapsOf } from '../data.ts'
import styles from './compare.module.css'
import { useSnapshotsOf, useVersionsOf } from './data.ts'

/** Which state of a map: its draft where neither is said. */
export type StateChosen = { readonly version?: number | undefined; readonly snapshot?: number | undefined }

/** A map, and which state of it: the draft, a version, or a snapshot of the draft. */
export function StatePicker({
  legend,
  map,
  version,
  snapshot,
  choose,
}: {
  legend: string
  map: string | undefined
  version: number | undefined
  snapshot: number | undefined
  choose: (map: string | undefined, state: StateChosen) => void
}) {
  const { t } = useTranslation('atlas')
  const maps = useQuery(mapsOf(useWorkspaceKey())).data ?? []
  const figures = useFigures()
  const snapshots = useSnapshotsOf(map).data?.snapshots ?? []
  const versions = useVersionsOf(map).data?.versions ?? []
  return (
    <fieldset className={styles.picker}>
      <legend>{legend}</legend>
      <Select
        aria-label={`${legend} : ${t('compare.map')}`}
        searchable
        value={map ?? null}
        onChange={value => choose(value ?? undefined, {})}
        data={maps.map(one => ({ value: one.id, label: one.name }))}
      />
      <Select
        aria-label={`${legend} : ${t('compare.state')}`}
        disabled={map === undefined}
        value={version !== undefined ? `v${version}` : snapshot !== undefined ? `s${snapshot}` : ''}
        onChange={value => {
          const number = Number(value?.slice(1))
          choose(map, value?.startsWith('v') ? { version: number } : value ? { snapshot: number } : {})
        }}
        data={[
          { value: '', label: t('compare.draft') },
          ...versions.map(({ number }) => ({ value: `v${number}`, label: t('compare.version', { number }) })),
          ...snapshots.map(one => ({
            value: `s${one.revision}`,
            label: `${(/^→ v\d+$/.test(one.note) ? '' : one.note) || t('versions.snapshot', { number: one.revision })} · ${figures.moment(one.takenAt)}`,
          })),
        ]}
      />
    </fieldset>
  )
}
