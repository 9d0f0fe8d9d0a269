import { useTranslation } from 'react-i18next'
import type {
  ConformanceAnswer,
  FunnelAnswer,
  PathsAnswer,
  RetentionAnswer,
  VariantsAnswer,
} from '../../../contract/exploring.ts'
import type { GraphAnswer } from '../../../contract/measuring.ts'
import type { NamedShare as Named } from './named.ts'

/** The shares that each kind of answer tells, so that two of them can be held against each other. */
export function useShares(name: (activity: string) => string) {
  const { t } = useTranslation('compare')
  const explore = useTranslation('explore').t
  const stepName = (activities: readonly string[]) => activities.map(name).join(` ${explore('or')} `)
  return {
    ofGraph: ({ activities, follows, cases: n }: GraphAnswer): Named[] => [
      ...activities.flatMap(({ name: id, cases, starts, ends }) => [
        { key: `reach ${id}`, hits: cases, n, label: t('kinds.reach', { activity: name(id) }) },
        ...(starts ? [{ key: `begin ${id}`, hits: starts, n, label: t('kinds.begin', { activity: name(id) }) }] : []),
        ...(ends ? [{ key: `end ${id}`, hits: ends, n, label: t('kinds.end', { activity: name(id) }) }] : []),
      ]),
      ...follows.map(({ from, to, cases }) => ({
        key: `follow ${JSON.stringify([from, to])}`,
        hits: cases,
        n,
        label: t('kinds.follow', { from: name(from), to: name(to) }),
      })),
    ],
    ofVariants: ({ rows, cases: n }: VariantsAnswer): Named[] =>
      rows.map(row => ({
        key: row.variant,
        hits: row.cases,
        n,
        label: t('kinds.variant', { order: row.activities.map(name).join(' → ') }),
      })),
    ofPaths: ({ columns, anchored: n }: PathsAnswer): Named[] =>
      columns.flatMap(({ depth, entries, stopped }) => [
        ...entries.map(entry => ({
          key: `${depth} ${entry.activity}`,
          hits: entry.cases,
          n,
          label: t('kinds.path', { depth, activity: name(entry.activity) }),
        })),
        ...(stopped.cases > 0 ? [{ key: `${depth}`, hits: stopped.cases, n, label: t('kinds.stop', { depth }) }] : []),
      ]),
    ofFunnel: ({ steps }: FunnelAnswer): Named[] => {
      const [first, last] = [steps[0]?.amount, steps.at(-1)?.amount]
      return [
        ...steps.slice(1).flatMap((step, index) => {
          const before = steps[index]!
          return step.amount === null || before.amount === null
            ? []
            : [
                {
                  key: `step ${index}`,
                  hits: step.amount,
                  n: before.amount,
                  label: t('kinds.step', { from: stepName(before.activities), to: stepName(step.activities) }),
                },
              ]
        }),
        ...(steps.length > 2 && first != null && last != null
          ? [{ key: 'whole', hits: last, n: first, label: t('kinds.whole') }]
          : []),
      ]
    },
    ofRetention: ({ average, unit }: RetentionAnswer): Named[] =>
      average.flatMap(({ later, share, customers }) =>
        share === null || later === 0
          ? []
          : [
              {
                key: `${later}`,
                hits: Math.round(share * customers),
                n: customers,
                label: t('kinds.later', { period: explore(`retention.later.${unit}`, { n: later }) }),
              },
            ],
      ),
    ofConformance: ({ closed, placements, deviations }: ConformanceAnswer): Named[] => [
      { key: 'conform', hits: closed.conforming, n: closed.cases, label: t('kinds.conform') },
      ...placements.flatMap(({ placement, touchpoint, skipped }) =>
        skipped === null
          ? []
          : [
              {
                key: `skipped ${placement}`,
                hits: skipped,
                n: closed.cases,
                label: t('kinds.skipped', { activity: name(touchpoint) }),
              },
            ],
      ),
      ...deviations
        .filter(one => one.kind !== 'skipped')
        .map(({ kind, touchpoint, placement, cases }) => ({
          key: `${kind} ${touchpoint} ${placement}`,
          hits: cases,
          n: closed.cases,
          label: t('kinds.deviation', { kind: explore(`conformance.kinds.${kind}`), activity: name(touchpoint) }),
        })),
    ],
  }
}
