import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorkspaceKey } from '../admitting/data.ts'
import { FollowGraph } from '../charts/FollowGraph.tsx'
import { EmptyState } from '../kit/EmptyState.tsx'
import { useFigures } from '../kit/figures.ts'
import { useLabels } from '../kit/label.ts'
import { PageHead } from '../kit/PageHead.tsx'
import shell from '../kit/shell.module.css'
import { Trouble } from '../kit/Trouble.tsx'
import { Waiting } from '../kit/Waiting.tsx'
import { mapsOf, useLibrary } from '../mapping/data.ts'
import { useGraph, useMapView } from './data.ts'
import styles from './explore.module.css'
import { FilterBar } from './FilterBar.tsx'
import { FollowTable } from './FollowTable.tsx'

/** What customers do after what, whatever was designed. */
export function ExplorePage() {
  const { t } = useTranslation('measuring')
  const figures = useFigures()
  const { say } = useLabels()
  const workspace = useWorkspaceKey()
  const { view, show } = useMapView()
  const maps = useQuery(mapsOf(workspace))
  const library = useLibrary(view.map !== undefined)
  const graph = useGraph(view.map)
  const [paths, setPaths] = useState(24)
  const told = graph.data
  const touchpoints = new Map(library.data?.library.touchpoints.map(one => [one.id, say(one.name)]))
  const name = (id: string) => touchpoints.get(id) ?? id
  return (
    <>
      <PageHead title={t('explore.title')} name={t('explore.title')} />
      <FilterBar>
        <NativeSelect
          size="xs"
          aria-label={t('explore.of')}
          value={view.map ?? ''}
          data={[
            { value: '', label: t('explore.all') },
            ...(maps.data ?? []).map(one => ({ value: one.id, label: one.name })),
          ]}
          onChange={event => show({ map: event.currentTarget.value || undefined })}
        />
      </FilterBar>
      <div className={shell.page} aria-busy={graph.isPlaceholderData}>
        {graph.error && <Trouble error={graph.error} retry={() => void graph.refetch()} />}
        {graph.isPending && !graph.error && <Waiting />}
        {told && told.activities.length === 0 && (
          <EmptyState title={t('explore.empty')}>{t('explore.emptyText')}</EmptyState>
        )}
        {told && told.activities.length > 0 && (
          <div className={styles.parts}>
            <div className={styles.head}>
              <p>
                {t('explore.total', {
                  cases: figures.whole(told.cases),
                  events: figures.whole(told.events),
                  variants: figures.whole(told.variants),
                })}{' '}
                {told.hiddenFlow > 0 && t('explore.hidden', { share: figures.share(told.hiddenFlow) })}
              </p>
              <label>
                {t('explore.paths')}
                <input
                  type="range"
                  min={3}
                  max={Math.max(4, Math.min(120, told.follows.length))}
                  value={paths}
                  onChange={event => setPaths(Number(event.currentTarget.value))}
                />
              </label>
            </div>
            <FollowGraph
              nodes={told.activities}
              follows={told.follows}
              paths={paths}
              label={t('explore.graph')}
              name={name}
            />
            <FollowTable graph={told} name={name} />
          </div>
        )}
      </div>
    </>
  )
}
