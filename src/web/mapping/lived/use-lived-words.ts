import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { secondsOfDuration } from '../../../vocabulary/duration.ts'
import type { Step } from '../../../vocabulary/map/journey-map.ts'
import { wilsonInterval } from '../../../vocabulary/statistics/statistics.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { useExplain } from '../../measuring/explore/use-explain.ts'
import { tellWait } from '../../measuring/tell-wait.ts'
import { type LivedDeviation, type LivedRollUp, type LivedStray, type LivedWait, useLivedLayer } from './lived-layer.ts'

/** What the marks of lived journeys say in full: the figure, its definition, out of how many, the interval, the period. */
export function useLivedWords() {
  const { t } = useTranslation('lived')
  const e = useTranslation('explore').t
  const figures = useFigures()
  const { say } = useLabels()
  const explain = useExplain()
  const { closed, clock } = useLivedLayer()
  const all = closed?.cases ?? 0
  return useMemo(() => {
    const interval = (cases: number) => {
      if (all === 0) return ''
      const { low, high } = wilsonInterval(cases, all)
      return t('interval', { low: figures.share(low), high: figures.share(high) })
    }
    const counted = (cases: number) => ({
      cases: figures.whole(cases),
      all: figures.whole(all),
      share: figures.share(all === 0 ? 0 : cases / all),
    })
    const lasting = tellWait(figures, clock?.counts)
    // What a map promises is of day and night, so that other time is not held against it.
    const late = (one: LivedWait, step: Step) => clock?.counts !== 'open' && isLate(one, step)
    const together = (...parts: readonly string[]) => parts.filter(Boolean).join(' ')
    const kindOf = (one: LivedDeviation) =>
      one.kind === 'outOfOrder' && one.placement === null ? t('again') : e(`conformance.kinds.${one.kind}`)
    const definitionOf = (one: LivedDeviation) =>
      one.kind === 'outOfOrder' && one.placement === null ? t('againSaid') : e(`conformance.kindsSaid.${one.kind}`)
    return {
      lasting,
      isLate: late,
      kindOf,
      definition: (one: LivedDeviation) => together(definitionOf(one), interval(one.cases)),
      deviation: (one: LivedDeviation) =>
        together(
          t('deviationOf', { kind: kindOf(one), ...counted(one.cases) }),
          explain(definitionOf(one), all),
          interval(one.cases),
        ),
      stray: (one: LivedStray, name: string, step: Step | undefined) =>
        together(
          t(step ? 'strayOf' : 'strayAtStart', { name, step: say(step?.title), ...counted(one.cases) }),
          explain(t('strayDefinition'), all),
          interval(one.cases),
        ),
      wait: (one: LivedWait, step: Step) => {
        const limit = acceptedWait(step)
        return together(
          t('waitOf', {
            step: say(step.title),
            median: lasting(one.median ?? 0),
            p90: lasting(one.p90 ?? 0),
          }),
          late(one, step) ? t('waitLate', { limit: figures.lasting(limit! * 1000) }) : '',
          explain(
            together(
              t('waitDefinition'),
              t(clock?.calendar ? 'clock.open' : 'clock.always', { name: clock?.calendar ?? '' }),
            ),
            one.n,
          ),
        )
      },
      rollUp: ({ customers, cases, closedCases, completedCases, throughput, emotion }: LivedRollUp) =>
        together(
          cases.value === null
            ? t('sub.hidden')
            : t('sub.cases', { n: figures.whole(cases.value), customers: figures.whole(customers.value ?? 0) }),
          throughput.median === null ? '' : t('sub.length', { value: figures.lasting(throughput.median * 1000) }),
          completedCases === null || closedCases === 0
            ? ''
            : t('sub.completed', { share: figures.share(completedCases / closedCases) }),
          emotion.mean === null
            ? ''
            : t('sub.emotion', {
                value: figures.feeling(emotion.mean),
                low: figures.feeling(emotion.low ?? -1),
                high: figures.feeling(emotion.high ?? 1),
                n: figures.whole(emotion.customers),
              }),
          explain(t('sub.said')),
        ),
      fitness: (fitness: number) =>
        together(t('fitnessOf', { share: figures.share(fitness) }), explain(e('definitions.fitness'), all)),
      conforming: (conforming: number) =>
        together(
          t('conformingOf', { share: figures.share(all === 0 ? 0 : conforming / all) }),
          explain(e('definitions.conforming'), all),
          interval(conforming),
        ),
    }
  }, [t, e, figures, say, explain, all, clock])
}

/** The shortest wait that a touchpoint of the step accepts, in seconds. */
function acceptedWait(step: Step): number | undefined {
  const limits = step.placements.flatMap(one => (one.maxWait ? (secondsOfDuration(one.maxWait) ?? []) : []))
  return limits.length > 0 ? Math.min(...limits) : undefined
}

/** Half of those who came had waited longer than is accepted. */
function isLate({ median }: LivedWait, step: Step): boolean {
  const limit = acceptedWait(step)
  return median !== null && limit !== undefined && median > limit
}
