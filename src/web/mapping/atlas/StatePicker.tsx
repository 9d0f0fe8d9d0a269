import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { mapsOf } from '../data.ts'
import styles from './compare.module.css'
import { useVersionsOf } from './data.ts'

/** A map, and which state of it: the draft or a version. */
export function StatePicker({
  legend,
  map,
  version,
  choose,
}: {
  legend: string
  map: string | undefined
  version: number | undefined
  choose: (map: string | undefined, version: number | undefined) => void
}) {
  const { t } = useTranslation('atlas')
  const maps = useQuery(mapsOf(useWorkspaceKey())).data ?? []
  const versions = useVersionsOf(map).data?.versions ?? []
  return (
    <fieldset className={styles.picker}>
      <legend>{legend}</legend>
      <Select
        aria-label={`${legend} : ${t('compare.map')}`}
        searchable
        value={map ?? null}
        onChange={value => choose(value ?? undefined, undefined)}
        data={maps.map(one => ({ value: one.id, label: one.name }))}
      />
      <Select
        aria-label={`${legend} : ${t('compare.state')}`}
        disabled={map === undefined}
        value={String(version ?? '')}
        onChange={value => choose(map, value ? Number(value) : undefined)}
        data={[
          { value: '', label: t('compare.draft') },
          ...versions.map(({ number }) => ({ value: String(number), label: t('compare.version', { number }) })),
        ]}
      />
    </fieldset>
  )
}
