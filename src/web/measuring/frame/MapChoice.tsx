import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { mapsOf } from '../../mapping/data.ts'
import { useMapView } from '../data.ts'
import explore from '../explore/explore.module.css'

/** Whose journeys are asked about: those of a map, or all events by their names. */
export function MapChoice({ choose }: { choose: (map: string | undefined) => void }) {
  const { t } = useTranslation('measuring')
  const workspace = useWorkspaceKey()
  const { view } = useMapView()
  const maps = useQuery(mapsOf(workspace))
  return (
    <NativeSelect
      size="xs"
      className={explore.ofMap}
      aria-label={t('explore.of')}
      value={view.map ?? ''}
      data={[
        { value: '', label: t('explore.all') },
        ...(maps.data ?? []).map(one => ({ value: one.id, label: one.name })),
      ]}
      onChange={event => choose(event.currentTarget.value || undefined)}
    />
  )
}
