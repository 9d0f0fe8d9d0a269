import { SegmentedControl } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { placementsOf } from '../../vocabulary/map/journey-map.ts'
import { useFigures } from '../kit/figures.ts'
import { useLabels } from '../kit/label.ts'
import { useSentence } from '../kit/Trouble.tsx'
import { useMapView, useTracesState } from '../measuring/data.ts'
import { FilterBar } from '../measuring/FilterBar.tsx'
import { DisplayMenu } from './grid/DisplayMenu.tsx'
import { WaitClock } from './lived/WaitClock.tsx'
import type { OpenDrawer } from './MapDrawers.tsx'
import { MapViewsMenu } from './MapViewsMenu.tsx'
import styles from './map-page.module.css'
import { useMapPlace } from './map-place.ts'

/** The filters, what the figures of the whole map say, and the switch between what was designed and what is lived. */
export function MapBar({ open, trouble }: { open: (drawer: OpenDrawer) => void; trouble: Error | null }) {
  const { t } = useTranslation('mapping')
  const m = useTranslation('measuring').t
  const figures = useFigures()
  const sentence = useSentence()
  const { view, show } = useMapView()
  const traces = useTracesState()
  const { measures } = useMapPlace()
  const activities = useActivitiesOfMap()
  const { cases, closedCases = 0, completedCases = 0, throughput, coverage } = measures ?? {}
  return (
    <FilterBar activities={activities} compares={false}>
      <div className={styles.facts} aria-live="polite">
        {trouble && <span>{sentence(trouble)}</span>}
        {traces.data && traces.data.rebuilding.length > 0 && <span>{m('summary.computing')}</span>}
        {cases?.value != null && <span>{m('summary.cases', { n: figures.whole(cases.value) })}</span>}
        {coverage?.share != null && (
          <button
            type="button"
            title={m('summary.coverageSaid', { share: figures.share(coverage.share) })}
            onClick={() => open('tray')}
          >
            {m('summary.coverage', { share: figures.share(coverage.share) })}
          </button>
        )}
        {throughput?.median != null && (
          <span>{m('summary.throughput', { value: figures.lasting(throughput.median * 1000) })}</span>
        )}
        {closedCases > 0 && completedCases !== null && (
          <span>{m('summary.completed', { share: figures.share(completedCases / closedCases) })}</span>
        )}
      </div>
      <div className={styles.tools}>
        <MapViewsMenu />
        <WaitClock />
        <span className={styles.looks}>
          <DisplayMenu />
        </span>
        <SegmentedControl
          className={styles.switch ?? ''}
          size="xs"
          aria-label={t('view.label')}
          value={view.view ?? 'lived'}
          onChange={value => show({ view: value === 'designed' || value === 'gap' ? value : undefined })}
          data={[
            { value: 'designed', label: t('view.designed') },
            { value: 'lived', label: t('view.lived') },
            { value: 'gap', label: t('view.gap') },
          ]}
        />
      </div>
    </FilterBar>
  )
}

/** What filters speak of here: the touchpoints of the map, in its order. */
function useActivitiesOfMap() {
  const { map, touchpoints } = useMapPlace()
  const { say } = useLabels()
  return useMemo(() => {
    const name = (id: string) => say(touchpoints.get(id)?.name) || id
    const placed = new Set(placementsOf(map).map(placement => placement.touchpoint))
    return { name, options: [...placed].map(id => ({ value: id, label: name(id) })) }
  }, [map, touchpoints, say])
}
