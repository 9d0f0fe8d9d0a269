import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { useLabels } from '../../kit/label.ts'
import { PageHead } from '../../kit/PageHead.tsx'
import shell from '../../kit/shell.module.css'
import { Trouble } from '../../kit/Trouble.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import { useTouchpoints } from '../../mapping/atlas/data.ts'
import { wholeMapOf } from '../../mapping/data.ts'
import { useLivedAnswers } from '../../mapping/lived/data.ts'
import { LivedLayerProvider, livedLayerOf } from '../../mapping/lived/lived-layer.ts'
import { MapPlaceProvider, placeOf } from '../../mapping/map-place.ts'
import { useMapView, useMeasures } from '../data.ts'
import explore from '../explore/explore.module.css'
import { FilterBar } from '../FilterBar.tsx'
import { TouchpointBody } from './TouchpointBody.tsx'

/** A touchpoint by itself: what is said of it, what is lived there and what is wanted, each apart. */
export function TouchpointPage() {
  const { t } = useTranslation('touchpoint')
  const { say } = useLabels()
  const workspace = useWorkspaceKey()
  const id = useParams({ strict: false }).touchpoint ?? ''
  const { view, show } = useMapView()
  const touchpoints = useTouchpoints()
  const use = touchpoints.data?.touchpoints.find(one => one.touchpoint.id === id)
  const maps = [...new Map((use?.placements ?? []).map(one => [one.map, one.mapName]))]
  const map = view.map ?? maps[0]?.[0] ?? ''
  const name = use ? say(use.touchpoint.name) : ''
  return (
    <>
      <PageHead title={name} name={name} />
      <FilterBar compares>
        {maps.length > 0 && (
          <NativeSelect
            size="xs"
            className={explore.ofMap}
            aria-label={t('of')}
            value={map}
            data={maps.map(([value, label]) => ({ value, label: say(label) }))}
            onChange={event => show({ map: event.currentTarget.value, list: undefined, deviation: undefined })}
          />
        )}
      </FilterBar>
      <div className={shell.page}>
        {touchpoints.error && <Trouble error={touchpoints.error} retry={() => void touchpoints.refetch()} />}
        {touchpoints.isPending && <Waiting />}
        {touchpoints.data && !use && (
          <EmptyState
            title={t('gone')}
            actions={
              <Link to="/w/$workspace/touchpoints" params={{ workspace }}>
                {t('toLibrary')}
              </Link>
            }
          >
            {t('goneText')}
          </EmptyState>
        )}
        {use && map === '' && <EmptyState title={t('nowhere')}>{t('nowhereText')}</EmptyState>}
        {use && map !== '' && <OnMap key={map} map={map} use={use} />}
      </div>
    </>
  )
}

type Use = NonNullable<ReturnType<typeof useTouchpoints>['data']>['touchpoints'][number]

/** What the journey of one of its maps says of it. */
function OnMap({ map, use }: { map: string; use: Use }) {
  const { t } = useTranslation('touchpoint')
  const workspace = useWorkspaceKey()
  const whole = useQuery({ ...wholeMapOf(workspace, map), staleTime: 20_000 })
  const measures = useMeasures(map)
  const answers = useLivedAnswers(map, true, false)
  if (whole.error) return <Trouble error={whole.error} retry={() => void whole.refetch()} />
  if (!whole.data) return <Waiting />
  const place = placeOf(whole.data, measures.data)
  const steps = place.steps.filter(step => step.placements.some(one => one.touchpoint === use.touchpoint.id))
  if (steps.length === 0) return <p className={explore.note}>{t('notOnMap')}</p>
  return (
    <MapPlaceProvider value={place}>
      <LivedLayerProvider value={livedLayerOf(place.steps, answers)}>
        {measures.error && <Trouble compact error={measures.error} retry={() => void measures.refetch()} />}
        <TouchpointBody use={use} steps={steps} measures={measures.data} />
      </LivedLayerProvider>
    </MapPlaceProvider>
  )
}
