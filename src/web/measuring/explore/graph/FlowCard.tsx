import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { GraphAnswer } from '../../../../contract/measuring.ts'
import type { Apart } from '../../../charts/FlowPicture.tsx'
import { beginning, end } from '../../../charts/flow-layout.ts'
import { useFigures } from '../../../kit/figures.ts'
import type { GraphFlow } from './flows-of.ts'
import styles from './graph.module.css'
import { useGraphNames } from './use-graph-names.ts'

/** What is pointed at, or kept apart, in figures; and what can be done with it once it is kept. */
export function FlowCard(props: {
  graph: GraphAnswer
  flows: readonly GraphFlow[]
  apart: Apart | undefined
  kept: boolean
  name: (id: string) => string
  open: () => void
  narrow: () => void
  release: () => void
}) {
  const { graph, flows, apart, kept, name } = props
  const { t } = useTranslation('exploreGraph')
  const figures = useFigures()
  const { nameOf, apartName, write } = useGraphNames(name)
  const eventsOf = (activity: string) => graph.activities.find(one => one.name === activity)?.events ?? 0
  const rows: [string, string][] = []
  if (apart && 'activity' in apart) {
    const one = graph.activities.find(each => each.name === apart.activity)
    if (one) {
      rows.push([t('card.visits'), figures.whole(one.events)])
      rows.push([
        t('card.cases'),
        `${figures.whole(one.cases)} · ${figures.share(graph.cases === 0 ? 0 : one.cases / graph.cases)}`,
      ])
    }
    const strongest = (side: 'from' | 'to') =>
      flows
        .filter(flow => flow[side === 'from' ? 'to' : 'from'] === apart.activity && flow[side] !== apart.activity)
        .toSorted((a, b) => b.count - a.count)
        .slice(0, 3)
        .map(flow => `${nameOf(flow[side] ?? (side === 'from' ? beginning : end))} ${figures.whole(flow.count)}`)
        .join(' · ')
    rows.push([t('card.into'), strongest('from')], [t('card.out'), strongest('to')])
  } else if (apart) {
    const flow = flows.find(one => (one.from ?? beginning) === apart.from && (one.to ?? end) === apart.to)
    if (flow) {
      rows.push([t('card.times'), figures.whole(flow.count)], [t('card.cases'), figures.whole(flow.cases)])
      if (flow.medianSeconds !== null) rows.push([t('card.median'), write(flow.medianSeconds, 'median')])
      if (flow.p90Seconds !== null) rows.push([t('card.p90'), write(flow.p90Seconds, 'p90')])
      if (flow.from !== null)
        rows.push([t('card.ofFrom', { name: nameOf(flow.from) }), figures.share(flow.count / eventsOf(flow.from))])
      if (flow.to !== null)
        rows.push([t('card.ofTo', { name: nameOf(flow.to) }), figures.share(flow.count / eventsOf(flow.to))])
    }
  }
  if (!apart || rows.length === 0) return <p className={styles.hint}>{t('hint')}</p>
  return (
    <div className={styles.card} aria-live="polite">
      <h2>{apartName(apart)}</h2>
      <dl>
        {rows.map(([term, told]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{told}</dd>
          </div>
        ))}
      </dl>
      {kept && (
        <div className={styles.acts}>
          <Button size="compact-sm" onClick={props.open}>
            {t('card.open')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={props.narrow}>
            {t('card.filter')}
          </Button>
          <Button size="compact-sm" variant="subtle" color="gray" onClick={props.release}>
            {t('card.release')}
          </Button>
        </div>
      )}
    </div>
  )
}
