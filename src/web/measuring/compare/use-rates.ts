import { useTranslation } from 'react-i18next'
import type { ChannelsAnswer } from '../../../contract/measuring-channels.ts'
import type { ContactsAnswer, ToldRate } from '../../../contract/measuring-contacts.ts'
import type { DurationsAnswer } from '../../../contract/measuring-durations.ts'
import type { NextStepsAnswer } from '../../../contract/measuring-explanations.ts'
import type { SurvivalAnswer } from '../../../contract/measuring-leaving.ts'
import type { MomentsAnswer } from '../../../contract/measuring-moments.ts'
import type { SelfServiceAnswer } from '../../../contract/measuring-self-service.ts'
import type { Share } from '../../../vocabulary/compare-shares.ts'

type Named = Share & { readonly label: string }

/** A share that is told, under the name that its figure has on the page. */
function told(key: string, label: string, rate: ToldRate | undefined): Named[] {
  return rate ? [{ key, label, hits: rate.hits, n: rate.n }] : []
}

/** The shares that the answers about contacts tell, so that two of them can be held against each other. */
export function useContactRates() {
  const { t } = useTranslation('contacts')
  return {
    ofContacts: ({ windows }: ContactsAnswer, days: number): Named[] => {
      const window = windows.find(one => one.days === days)
      return [
        ...told('forward', t('forward'), window?.forward),
        ...told('back', t('back'), window?.back),
        ...told('firstContact', t('firstContact'), window?.firstContact),
        ...told('onceAndDone', t('onceAndDone'), window?.onceAndDone),
      ]
    },
    ofSelfService: (answer: SelfServiceAnswer): Named[] => [
      ...told('resolved', t('self.resolved'), answer.resolved),
      ...told('leaked', t('self.leaked'), answer.leaked),
      ...told('unknown', t('self.unknown'), answer.unknown),
      ...told('containment', t('self.containment'), answer.containment),
    ],
    ofChannels: (answer: ChannelsAnswer): Named[] => [
      ...told('switched', t('channels.switched'), answer.switchedJourneys),
      ...told('rate', t('channels.rate'), answer.switchRate),
      ...told('forced', t('channels.forced'), answer.forced),
      ...told('simultaneous', t('channels.simultaneous'), answer.simultaneous),
    ],
    ofFlow: ({ friction }: DurationsAnswer): Named[] => [
      ...told('reworked', t('flow.reworked'), friction.reworked),
      ...told('loops', t('flow.loops'), friction.loops),
      ...told('returns', t('flow.returns'), friction.backtracks),
      ...told('pingpongs', t('flow.pingpongs'), friction.pingpongs),
      ...told('rework', t('flow.rework'), friction.rework),
    ],
  }
}

/** The same of the answers that explain. */
export function useExplainShares(name: (activity: string) => string) {
  const { t } = useTranslation('compare')
  const explain = useTranslation('explain').t
  return {
    ofNext: ({ rows }: NextStepsAnswer): Named[] =>
      rows.flatMap(({ after, journeys, next }) =>
        next.map(({ activity, probability }) => ({
          key: JSON.stringify([after, activity]),
          hits: Math.round(probability * journeys),
          n: journeys,
          label: t('kinds.follow', {
            from: after.map(name).join(' → '),
            to: activity === null ? explain('next.end') : name(activity),
          }),
        })),
      ),
    // Of everybody, or of the first group told, at a few lengths: those still followed there say how sure it is.
    ofSurvival: ({ groups: [first] }: SurvivalAnswer): Named[] =>
      [7, 30, 60, 90, 180, 365].flatMap(day => {
        const step = first?.curve.findLast(each => each.day <= day)
        const within = first && day <= Math.max(first.restrictedMean?.within ?? 0, first.curve.at(-1)?.day ?? 0)
        if (!step || !within || step.survival <= 0) return []
        const n = Math.round(step.atRisk / step.survival)
        const label = t('kinds.stays', { days: explain('days', { n: day }) })
        return [{ key: `${day}`, hits: Math.min(n, Math.round(step.survival * n)), n, label }]
      }),
    ofMoments: ({ touchpoints }: MomentsAnswer): Named[] =>
      touchpoints.flatMap(({ touchpoint, good, middle, bad }) => {
        if (good === null || middle === null || bad === null) return []
        const label = t('kinds.unhappy', { activity: name(touchpoint) })
        return [{ key: touchpoint, hits: bad, n: good + middle + bad, label }]
      }),
  }
}
