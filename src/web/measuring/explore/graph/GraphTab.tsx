import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Activities } from '../activities.ts'
import { useFlowGraph } from '../data.ts'
import { Panel } from '../Panel.tsx'
import { GraphView } from './GraphView.tsx'
import { useGraphNames } from './use-graph-names.ts'

/** What directly follows what, as a picture and as tables. */
export function GraphTab({ activities }: { activities: Activities }) {
  const { t } = useTranslation('exploreGraph')
  const graph = useFlowGraph()
  const { name } = activities
  const { nameOf } = useGraphNames(name)
  const svg = useRef<SVGSVGElement>(null)
  return (
    <Panel
      answer={graph}
      isEmpty={told => told.allActivities === 0}
      table={told => ({
        name: 'graph',
        rows: [
          [
            t('tables.from'),
            t('tables.to'),
            t('card.times'),
            t('card.cases'),
            `${t('card.median')} (s)`,
            `${t('card.p90')} (s)`,
          ],
          ...told.follows.map(one => [
            nameOf(one.from),
            nameOf(one.to),
            one.count,
            one.cases,
            one.medianSeconds,
            one.p90Seconds,
          ]),
          ...told.activities.flatMap(one => [
            [t('begin'), nameOf(one.name), one.starts, one.starts, null, null],
            [nameOf(one.name), t('end'), one.ends, one.ends, null, null],
          ]),
        ],
      })}
      drawing={svg}
    >
      {told => <GraphView graph={told} name={name} svg={svg} />}
    </Panel>
  )
}
