import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GraphAnswer } from '../../../../contract/measuring.ts'
import type { Apart } from '../../../charts/FlowPicture.tsx'
import { beginning, end } from '../../../charts/flow-layout.ts'
import { useFigures } from '../../../kit/figures.ts'
import { Scroll } from '../../../kit/Scroll.tsx'
import figureStyles from '../../figures.module.css'
import explore from '../explore.module.css'
import { Head } from '../Head.tsx'
import { Name } from '../Name.tsx'
import { TooFew } from '../TooFew.tsx'
import type { GraphFlow } from './flows-of.ts'
import styles from './graph.module.css'
import { useGraphNames } from './use-graph-names.ts'

const rowsAtFirst = 40

/** The graph as two tables, which say all that the picture says, and can be worked with the keyboard. */
export function FlowTables(props: {
  graph: GraphAnswer
  flows: readonly GraphFlow[]
  drawn: readonly GraphFlow[]
  apart: Apart | undefined
  keep: (apart: Apart | undefined) => void
  name: (id: string) => string
}) {
  const { graph, flows, drawn, apart, keep, name } = props
  const { t } = useTranslation('exploreGraph')
  const kit = useTranslation('kit').t
  const figures = useFigures()
  const { nameOf, apartName, write } = useGraphNames(name)
  const [all, setAll] = useState(false)
  const isDrawn = new Set(drawn)
  const sorted = flows.toSorted((a, b) => b.count - a.count)
  const shown = all ? sorted : sorted.slice(0, rowsAtFirst)
  // Each visit is followed once, if only by the end, and each case begins once: what is missing is the others.
  const others = graph.events + graph.cases - flows.reduce((sum, flow) => sum + flow.count, 0)
  const rest = sorted.slice(shown.length).reduce((sum, flow) => sum + flow.count, 0)
  const keeper = (one: Apart, words: string) => {
    const pressed = JSON.stringify(one) === JSON.stringify(apart)
    return (
      <button
        type="button"
        className={explore.keep}
        aria-pressed={pressed}
        aria-label={t('tables.keep', { name: apartName(one) })}
        title={words.length > 60 ? words : undefined}
        dir="auto"
        onClick={() => keep(pressed ? undefined : one)}
      >
        {words}
      </button>
    )
  }
  const hidden = (amount: number | null) => (amount === null ? <TooFew /> : figures.whole(amount))
  return (
    <div className={styles.tables}>
      <section>
        <h2>{t('tables.activities')}</h2>
        <Scroll className={figureStyles.scroll} label={t('tables.activities')}>
          <table className={figureStyles.table}>
            <thead>
              <tr>
                <th scope="col">{t('tables.activity')}</th>
                <Head number definition={t('definitions.cases')}>
                  {t('card.cases')}
                </Head>
                <Head number definition={t('definitions.visits')}>
                  {t('tables.visits')}
                </Head>
                <Head number definition={t('definitions.starts')}>
                  {t('tables.starts')}
                </Head>
                <Head number definition={t('definitions.ends')}>
                  {t('tables.ends')}
                </Head>
              </tr>
            </thead>
            <tbody>
              {graph.activities
                .toSorted((a, b) => b.cases - a.cases)
                .map(one => (
                  <tr
                    key={one.name}
                    data-chosen={(apart && 'activity' in apart && apart.activity === one.name) || undefined}
                  >
                    <td className={explore.wraps}>{keeper({ activity: one.name }, nameOf(one.name))}</td>
                    <td data-number>{figures.whole(one.cases)}</td>
                    <td data-number>{figures.whole(one.events)}</td>
                    <td data-number>{hidden(one.starts)}</td>
                    <td data-number>{hidden(one.ends)}</td>
                  </tr>
                ))}
              {graph.leftOut.activities > 0 && (
                <tr data-others>
                  <td className={explore.wraps}>
                    {t('tables.passedOver')} ({figures.whole(graph.leftOut.activities)})
                  </td>
                  <td />
                  <td data-number>{figures.whole(graph.leftOut.events)}</td>
                  <td />
                  <td />
                </tr>
              )}
            </tbody>
          </table>
        </Scroll>
      </section>
      <section>
        <h2>{t('tables.follows')}</h2>
        <Scroll className={figureStyles.scroll} label={t('tables.follows')}>
          <table className={figureStyles.table}>
            <thead>
              <tr>
                <th scope="col">{t('tables.from')}</th>
                <th scope="col">{t('tables.to')}</th>
                <Head number definition={t('definitions.times')}>
                  {t('card.times')}
                </Head>
                <Head number definition={t('definitions.cases')}>
                  {t('card.cases')}
                </Head>
                <Head number definition={t('definitions.median')}>
                  {t('card.median')}
                </Head>
                <Head number definition={t('definitions.p90')}>
                  {t('card.p90')}
                </Head>
              </tr>
            </thead>
            <tbody>
              {shown.map(flow => {
                const one = { from: flow.from ?? beginning, to: flow.to ?? end }
                return (
                  <tr
                    key={`${one.from}\n${one.to}`}
                    data-chosen={
                      (apart && 'from' in apart && apart.from === one.from && apart.to === one.to) || undefined
                    }
                    data-others={!isDrawn.has(flow) || undefined}
                  >
                    <td className={explore.wraps}>
                      <Name>{nameOf(one.from)}</Name>
                    </td>
                    <td className={explore.wraps}>{keeper(one, nameOf(one.to))}</td>
                    <td data-number>{figures.whole(flow.count)}</td>
                    <td data-number>{figures.whole(flow.cases)}</td>
                    <td data-number>{write(flow.medianSeconds, 'median')}</td>
                    <td data-number>{write(flow.p90Seconds, 'p90')}</td>
                  </tr>
                )
              })}
              {others + rest > 0 && (
                <tr data-others>
                  <td className={explore.wraps}>{t('tables.others')}</td>
                  <td />
                  <td data-number>{figures.whole(others + rest)}</td>
                  <td colSpan={3} />
                </tr>
              )}
            </tbody>
          </table>
        </Scroll>
        {!all && sorted.length > rowsAtFirst && (
          <Button variant="default" size="compact-sm" mt="sm" onClick={() => setAll(true)}>
            {kit('showMore')}
          </Button>
        )}
      </section>
    </div>
  )
}
