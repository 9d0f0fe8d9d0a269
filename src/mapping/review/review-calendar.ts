import type { Queryable } from '../../engines/postgres/index.ts'
import type { Workspace } from '../../feature.ts'
import { labelIn } from '../../vocabulary/label.ts'
import { type CalendarEntry, writeCalendar } from '../../vocabulary/map/calendar-file.ts'
import { judgeJourneys } from './journeys-freshness.ts'

const words = {
  fr: {
    name: (workspace: string) => `Revues des cartes de parcours · ${workspace}`,
    next: (journey: string) => `Revue de la carte : ${journey}`,
    held: (journey: string) => `Revue tenue : ${journey}`,
    list: 'À passer en revue :',
    decided: 'Décidé :',
  },
  en: {
    name: (workspace: string) => `Reviews of journey maps · ${workspace}`,
    next: (journey: string) => `Map review: ${journey}`,
    held: (journey: string) => `Review held: ${journey}`,
    list: 'To go through:',
    decided: 'Decided:',
  },
} as const

/**
 * The reviews of a workspace as a calendar: the next of every journey, under one name that moves with it, and those
 * that were held. The same reviews give the same bytes.
 */
export async function reviewCalendar(
  store: Queryable,
  workspace: Workspace,
  publicUrl: string,
  now: Date,
  language: 'fr' | 'en' = workspace.locale,
): Promise<string> {
  const say = words[language]
  const judged = await judgeJourneys(store, workspace, now)
  const entries = judged
    .filter(one => one.journey.status !== 'archived' && one.maps.some(map => map.archivedAt === null))
    .flatMap(({ journey, maps, rhythm, reviews, nextOn }): CalendarEntry[] => {
      const name = labelIn(journey.name, language).text
      const map = maps.find(one => one.archivedAt === null)!.draft.id
      const address = `${publicUrl}/w/${workspace.key}/maps/${map}`
      const [last] = reviews
      const checklist = rhythm.policy.checklist.map(one => `- ${labelIn(one.text, language).text}`)
      const latest = last && last.heldAt > rhythm.changedAt ? last.heldAt : rhythm.changedAt
      return [
        {
          uid: `next-review.${journey.id}@parcours`,
          changedAt: latest,
          sequence: rhythm.changes + reviews.length,
          day: nextOn,
          title: say.next(name),
          text: checklist.length === 0 ? '' : [say.list, ...checklist].join('\n'),
          address,
          remindDays: 7,
        },
        ...reviews.map(
          ({ review, changes, changedAt }): CalendarEntry => ({
            uid: `${review.id}@parcours`,
            changedAt,
            sequence: changes,
            day: review.heldOn,
            title: say.held(name),
            text:
              review.decisions.length === 0
                ? ''
                : [say.decided, ...review.decisions.map(decision => `- ${decision.text}`)].join('\n'),
            address,
          }),
        ),
      ]
    })
  return writeCalendar({ name: say.name(workspace.name), entries })
}
