import { useTranslation } from 'react-i18next'
import type { GraphAnswer } from '../../../../contract/measuring.ts'
import { useFigures } from '../../../kit/figures.ts'
import styles from './graph.module.css'

/** The graph in a few sentences, for those who never read one. */
export function GraphWords({ graph, name }: { graph: GraphAnswer; name: (activity: string) => string }) {
  const { t } = useTranslation('exploreGraph')
  const figures = useFigures()
  const { activities, follows, cases, customers, leftOut } = graph
  const start = activities.toSorted((a, b) => (b.starts ?? 0) - (a.starts ?? 0))[0]
  const end = activities.toSorted((a, b) => (b.ends ?? 0) - (a.ends ?? 0))[0]
  if (!start || !end || cases === 0) return null
  const quoted = (activity: string) => (figures.language === 'fr' ? `« ${name(activity)} »` : `“${name(activity)}”`)
  const next = follows.find(one => one.from === start.name && one.to !== start.name)
  // A wait is common when a twentieth of the journeys know it.
  const slowest = follows
    .filter(one => one.from !== one.to && one.cases >= cases / 20 && one.medianSeconds !== null)
    .toSorted((a, b) => b.medianSeconds! - a.medianSeconds!)[0]
  return (
    <p className={styles.words}>
      {t(leftOut.cases > 0 ? 'inWordsOf' : 'inWords', {
        cases: figures.whole(cases),
        all: figures.whole(cases + leftOut.cases),
        customers: figures.whole(customers),
        start: quoted(start.name),
        startShare: figures.share((start.starts ?? 0) / cases),
        end: quoted(end.name),
        endShare: figures.share((end.ends ?? 0) / cases),
      })}{' '}
      {next &&
        t('next', {
          from: quoted(next.from),
          to: quoted(next.to),
          share: figures.share(next.count / start.events),
          median: figures.lasting((next.medianSeconds ?? 0) * 1000),
        })}{' '}
      {slowest &&
        t('slowest', {
          from: quoted(slowest.from),
          to: quoted(slowest.to),
          median: figures.lasting(slowest.medianSeconds! * 1000),
        })}
    </p>
  )
}
