import { useTranslation } from 'react-i18next'
import type { GraphAnswer } from '../../../../contract/measuring.ts'
import { keptTogether } from '../../../../vocabulary/kept-together.ts'
import { useFigures } from '../../../kit/figures.ts'
import styles from './graph.module.css'

/** The graph in a few sentences, for those who never read one. */
export function GraphWords({ graph, name }: { graph: GraphAnswer; name: (activity: string) => string }) {
  const { t } = useTranslation('exploreGraph')
  const figures = useFigures()
  const { activities, follows, cases, customers, leftOut } = graph
  if (activities.length === 0 || cases === 0) return null
  const start = mostOften(activities, 'starts', cases)
  const end = mostOften(activities, 'ends', cases)
  const quoted = (activity: string) => {
    const said = keptTogether(name(activity))
    return figures.language === 'fr' ? `« ${said} »` : `“${said}”`
  }
  const first = start ?? activities.toSorted((a, b) => b.cases - a.cases)[0]!
  const next = follows.find(one => one.from === first.name && one.to !== first.name)
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
      })}{' '}
      {start && t('begins', { name: quoted(start.name), share: figures.share((start.starts ?? 0) / cases) })}{' '}
      {end && t('finishes', { name: quoted(end.name), share: figures.share((end.ends ?? 0) / cases) })}{' '}
      {next &&
        t(next.medianSeconds === null ? 'nextUntimed' : 'next', {
          from: quoted(next.from),
          to: quoted(next.to),
          share: figures.share(next.count / first.events),
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

/**
 * The activity that most journeys begin, or end, with. Counts that are kept back may be the largest of all, as that of
 * the one other beginning is what would tell a few customers: then nothing is said rather than something wrong.
 */
function mostOften(activities: GraphAnswer['activities'], side: 'starts' | 'ends', cases: number) {
  const told = activities.reduce((sum, one) => sum + (one[side] ?? 0), 0)
  const most = activities.toSorted((a, b) => (b[side] ?? 0) - (a[side] ?? 0))[0]
  return most && (most[side] ?? 0) > cases - told ? most : undefined
}
