import { useTranslation } from 'react-i18next'
import type { AttributionAnswer, PurchasesAnswer } from '../../../contract/exploring.ts'
import type {
  DriversAnswer,
  NextStepsAnswer,
  SegmentsAnswer,
  TypicalAnswer,
} from '../../../contract/measuring-explanations.ts'
import type { ChurnAnswer, SurvivalAnswer } from '../../../contract/measuring-leaving.ts'
import type { MomentsAnswer } from '../../../contract/measuring-moments.ts'
import type { ChangeAnswer, DriftAnswer } from '../../../contract/measuring-trends.ts'
import { channels, isChannel } from '../../../vocabulary/channel.ts'
import { useFigures } from '../../kit/figures.ts'
import { useTenths } from '../explore/use-explain.ts'
import type { NamedFigure, NamedShare } from './named.ts'

/** A share that is told with what it is of. */
const shareOf = (key: string, label: string, value: number, n: number): NamedShare => ({
  key,
  label,
  hits: Math.round(value * n),
  n,
})

/** The figures that the answers that explain tell, so that two of them can be held against each other. */
export function useExplainFigures(name: (activity: string) => string) {
  const { t } = useTranslation('compare')
  const explain = useTranslation('explain').t
  const figures = useFigures()
  const tenths = useTenths()
  const channelName = (code: string) => (isChannel(code) ? channels[code][figures.language] : code)
  return {
    ofNext: ({ rows }: NextStepsAnswer): NamedFigure[] =>
      rows.flatMap(({ after, journeys, next }) =>
        next.map(({ activity, probability }) =>
          shareOf(
            JSON.stringify([after, activity]),
            t('kinds.follow', {
              from: after.map(name).join(' → '),
              to: activity === null ? explain('next.end') : name(activity),
            }),
            probability,
            journeys,
          ),
        ),
      ),
    // At a few lengths, group by group: those still followed there say how sure it is.
    ofSurvival: ({ groups }: SurvivalAnswer, groupName: (group: string) => string): NamedFigure[] =>
      groups.flatMap(({ name: group, firstJourney, curve, restrictedMean }) =>
        [7, 30, 60, 90, 180, 365].flatMap(day => {
          const step = curve.findLast(each => each.day <= day)
          const within = day <= Math.max(restrictedMean?.within ?? 0, curve.at(-1)?.day ?? 0)
          if (!step || !within || step.survival <= 0) return []
          const n = Math.round(step.atRisk / step.survival)
          const stays = t('kinds.stays', { days: explain('days', { count: day }) })
          const label = groups.length > 1 ? figures.pair(groupName(group), stays) : stays
          // The letter of a first journey may be another’s in another period.
          return [
            {
              key: JSON.stringify([day, firstJourney ?? group]),
              hits: Math.min(n, Math.round(step.survival * n)),
              n,
              label,
            },
          ]
        }),
      ),
    ofMoments: ({ touchpoints }: MomentsAnswer): NamedFigure[] =>
      touchpoints.flatMap(({ touchpoint, good, middle, bad }) => {
        if (good === null || middle === null || bad === null) return []
        const label = t('kinds.unhappy', { activity: name(touchpoint) })
        return [{ key: touchpoint, hits: bad, n: good + middle + bad, label }]
      }),
    // What each driver explains: its interval, by bootstrap, is about four standard errors wide.
    ofDrivers: ({ drivers, customers }: DriversAnswer, driver: (one: DriversAnswer['drivers'][number]) => string) =>
      drivers.flatMap((one): NamedFigure[] =>
        one.share === null || one.low === null || one.high === null
          ? []
          : [
              {
                key: JSON.stringify([one.activity, one.fact]),
                label: t('kinds.driver', { driver: driver(one) }),
                level: one.share,
                error: (one.high - one.low) / (2 * 1.959964),
                n: customers,
                say: tenths,
              },
            ],
      ),
    // Kinds have no name but the journey that speaks for them: those of another are compared with nothing.
    ofTypical: ({ kinds, journeys }: TypicalAnswer): NamedFigure[] =>
      kinds.flatMap(kind =>
        kind.activities.length === 0
          ? []
          : [
              {
                key: JSON.stringify(kind.activities),
                label: t('kinds.typical', { order: kind.activities.map(name).join(' → ') }),
                hits: kind.journeys,
                n: journeys,
              },
            ],
      ),
    ofSegments: ({ groups, measures }: SegmentsAnswer, groupName: (group: string) => string): NamedFigure[] =>
      measures.flatMap(({ measure, of, values }) =>
        measure !== 'reach' && measure !== 'channel'
          ? []
          : values.flatMap((told, place) => {
              const group = groups[place]
              if (told === null || group === undefined) return []
              const what = measure === 'reach' ? name(of ?? '') : channelName(of ?? '')
              const label = t(measure === 'reach' ? 'kinds.groupReach' : 'kinds.groupChannel', {
                group: groupName(group.name),
                what,
              })
              return [shareOf(JSON.stringify([group.name, measure, of]), label, told.value, told.n)]
            }),
      ),
    ofChurn: ({ judgedOn, now }: ChurnAnswer): NamedFigure[] => [
      ...(judgedOn ? [{ key: 'left', label: t('kinds.left'), hits: judgedOn.left, n: judgedOn.customers }] : []),
      ...(now
        ? [{ key: 'expected', label: t('kinds.toLeave'), hits: Math.round(now.expected), n: now.customers }]
        : []),
    ],
    // First and last touch are shares of journeys; what the other rules share out is none.
    ofAttribution: ({ reached, lost, rows }: AttributionAnswer, credited: (told: string) => string): NamedFigure[] => [
      { key: 'reached', label: t('kinds.reached'), hits: reached, n: reached + lost },
      ...rows.flatMap(row => [
        {
          key: `first ${row.name}`,
          label: t('kinds.first', { name: credited(row.name) }),
          hits: row.first,
          n: reached,
        },
        { key: `last ${row.name}`, label: t('kinds.last', { name: credited(row.name) }), hits: row.last, n: reached },
      ]),
    ],
    ofPurchases: ({ customers, purchases, stillCustomers }: PurchasesAnswer): NamedFigure[] => [
      // How often is as if each purchase came by itself: Poisson's error.
      ...(customers > 0
        ? [
            {
              key: 'each',
              label: t('kinds.purchases'),
              level: purchases / customers,
              error: Math.sqrt(purchases) / customers,
              n: customers,
              say: figures.fine,
            },
          ]
        : []),
      ...(stillCustomers === null
        ? []
        : [{ key: 'still', label: t('kinds.still'), hits: Math.round(stillCustomers), n: customers }]),
    ],
    ofChange: ({ after, parts }: ChangeAnswer, segment: (told: string) => string): NamedFigure[] => [
      ...(after ? [{ key: '', label: t('kinds.come'), hits: after.hits, n: after.n }] : []),
      ...parts.flatMap(part =>
        part.after.share === null || part.segment === ''
          ? []
          : [
              shareOf(
                `of ${part.segment}`,
                t('kinds.comeOf', { segment: segment(part.segment) }),
                part.after.share,
                part.after.n,
              ),
            ],
      ),
    ],
    // How far the latest weeks are from those before has no interval; how often what moved now happens has.
    ofDrift: ({ moved, weeks }: DriftAnswer): NamedFigure[] => {
      const n = weeks.slice(-4).reduce((sum, week) => sum + week.follows, 0)
      return moved.map(one =>
        shareOf(
          JSON.stringify([one.from, one.to]),
          t('kinds.follow', { from: name(one.from), to: name(one.to) }),
          one.after,
          n,
        ),
      )
    },
  }
}
