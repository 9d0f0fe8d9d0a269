import { useTranslation } from 'react-i18next'
import { FollowGraph } from '../../charts/FollowGraph.tsx'
import { useFigures } from '../../kit/figures.ts'
import { useGraph, useMapView } from '../data.ts'
import type { Activities } from './activities.ts'
import styles from './explore.module.css'
import { FollowTable } from './FollowTable.tsx'
import { Panel } from './Panel.tsx'

const usualPaths = 24

/** What directly follows what. */
export function GraphTab({ activities }: { activities: Activities }) {
  const { t } = useTranslation('measuring')
  const figures = useFigures()
  const { view, show } = useMapView()
  const graph = useGraph(view.map)
  const { name } = activities
  return (
    <Panel
      answer={graph}
      isEmpty={told => told.activities.length === 0}
      table={told => ({
        name: 'graph',
        rows: [
          [t('explore.from'), t('explore.to'), t('explore.times'), t('explore.cases'), `${t('explore.median')} (s)`],
          ...told.follows.map(one => [name(one.from), name(one.to), one.count, one.cases, one.medianSeconds]),
        ],
      })}
    >
      {told => (
        <>
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
                value={view.drawn ?? usualPaths}
                onChange={event => show({ drawn: Number(event.currentTarget.value) })}
              />
            </label>
          </div>
          <FollowGraph
            nodes={told.activities}
            follows={told.follows}
            paths={view.drawn ?? usualPaths}
            label={t('explore.graph')}
            name={name}
          />
          <FollowTable graph={told} name={name} />
        </>
      )}
    </Panel>
  )
}
