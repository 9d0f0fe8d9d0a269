import { NativeSelect, SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { useFigures } from '../../kit/figures.ts'
import { Comparison } from '../compare/Comparison.tsx'
import { useShares } from '../compare/use-shares.ts'
import { useMapView } from '../data.ts'
import { ActivityPicker } from './ActivityPicker.tsx'
import type { Activities } from './activities.ts'
import { usePaths, usualDepth, usualTop } from './data.ts'
import styles from './explore.module.css'
import { Panel } from './Panel.tsx'
import { PathFlow } from './PathFlow.tsx'
import { PathTables } from './PathTables.tsx'
import { flowsOf, placesOf } from './path-flow.ts'
import { useTenths } from './use-explain.ts'
import { usePlaceName } from './use-place-name.ts'

const depths = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
const tops = [3, 5, 6, 8, 12, 20]

/** The other side names more, so that what is rarer there is found all the same. */
const mostNamed = 50

/** Where journeys go from one activity on, or where they came from. */
export function PathsTab({ activities }: { activities: Activities }) {
  const { t } = useTranslation('explore')
  const figures = useFigures()
  const tenths = useTenths()
  const { view, show } = useMapView()
  const paths = usePaths()
  const { ofPaths } = useShares(activities.name)
  const placeName = usePlaceName(activities.name)
  const before = view.direction === 'before'
  const again = { flow: undefined }
  const number = (usual: number, text: string) => (Number(text) === usual ? undefined : Number(text))
  return (
    <Panel
      answer={paths}
      isEmpty={told => told.cases === 0}
      table={told => {
        const columns = placesOf(told)
        const names = new Map(columns.flat().map(place => [`${place.depth} ${place.key}`, placeName(place)]))
        return {
          name: 'paths',
          rows: [
            [t('paths.depthHead'), t('activity'), t('journeys'), t('share')],
            ...columns
              .flat()
              .filter(place => place.cases > 0)
              .map(place => [place.depth, placeName(place), place.cases, place.cases / told.anchored]),
            [],
            [t('paths.depthHead'), t('paths.from'), t('paths.to'), t('journeys'), t('share')],
            ...flowsOf(told).map(flow => [
              flow.depth,
              names.get(`${flow.depth} ${flow.from}`),
              names.get(`${flow.depth + 1} ${flow.to}`),
              flow.cases,
              flow.cases / told.anchored,
            ]),
          ],
        }
      }}
      controls={
        <>
          <SegmentedControl
            size="xs"
            aria-label={t('paths.direction')}
            value={before ? 'before' : 'after'}
            data={[
              { value: 'after', label: t('paths.after') },
              { value: 'before', label: t('paths.before') },
            ]}
            onChange={value => show({ ...again, direction: value === 'before' ? 'before' : undefined })}
          />
          <ActivityPicker
            label={t('paths.start')}
            anything={t(before ? 'paths.startAnyBefore' : 'paths.startAny')}
            value={view.start}
            activities={activities}
            choose={start => show({ ...again, start })}
          />
          <ActivityPicker
            label={t('paths.end')}
            anything={t('paths.endAny')}
            value={view.end}
            activities={activities}
            choose={end => show({ ...again, end })}
          />
          <NativeSelect
            size="xs"
            label={t('paths.depth')}
            value={String(view.depth ?? usualDepth)}
            data={depths.map(String)}
            onChange={event => show({ ...again, depth: number(usualDepth, event.currentTarget.value) })}
          />
          <NativeSelect
            size="xs"
            label={t('paths.top')}
            value={String(view.top ?? usualTop)}
            data={[...new Set([...tops, view.top ?? usualTop])].sort((a, b) => a - b).map(String)}
            onChange={event => show({ ...again, top: number(usualTop, event.currentTarget.value) })}
          />
        </>
      }
    >
      {told =>
        told.anchored === 0 ? (
          <EmptyState compact title={t('paths.nothing')}>
            {t('paths.nothingText')}
          </EmptyState>
        ) : (
          <>
            <p className={styles.note}>
              {told.anchored === told.cases
                ? t('paths.summaryAll', { cases: figures.whole(told.cases) })
                : t('paths.summary', {
                    anchored: figures.whole(told.anchored),
                    cases: figures.whole(told.cases),
                    share: tenths(told.anchored / told.cases),
                  })}
            </p>
            <Comparison now={told} useOther={usePaths} asked={mostNamed} figuresOf={ofPaths} />
            <PathFlow paths={told} name={activities.name} />
            <PathTables paths={told} name={activities.name} />
          </>
        )
      }
    </Panel>
  )
}
