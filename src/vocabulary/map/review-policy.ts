import { z } from 'zod'
import { monthsAfter } from '../calendar-day.ts'
import { day, extensible, objectId } from '../extensible.ts'
import { labelShape, plainText } from '../label.ts'

/** What calls for a review before its time. */
export const reviewTriggers = [
  'metricDrop',
  'unknownEvents',
  'drift',
  'evidenceExpired',
  'season',
  'competitor',
  'technology',
] as const
export type ReviewTrigger = (typeof reviewTriggers)[number]

/**
 * How often the maps of a journey are looked at again, and what is looked at.
 * - `everyMonths`: three unless said; 1 is as good as continuously.
 * - `triggers`: what calls for a review before its time. `season` counts with `seasons`, days of the year as `MM-DD`.
 */
export const reviewPolicyShape = extensible({
  everyMonths: z.int().min(1).max(24).default(3),
  triggers: z.array(z.enum(reviewTriggers)).max(reviewTriggers.length).default(['unknownEvents', 'evidenceExpired']),
  seasons: z
    .array(z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/))
    .max(12)
    .default([]),
  checklist: z
    .array(extensible({ id: objectId, text: labelShape }))
    .max(50)
    .default([]),
})
export type ReviewPolicy = z.output<typeof reviewPolicyShape>

/** The policy of a journey that has none yet: every quarter, by what the practice asks. */
export const usualReviewPolicy: ReviewPolicy = {
  everyMonths: 3,
  triggers: ['unknownEvents', 'evidenceExpired'],
  seasons: [],
  checklist: [
    {
      id: 'steps',
      text: {
        fr: 'Les étapes sont encore celles que vivent les clients.',
        en: 'The steps are still those that customers live.',
      },
    },
    {
      id: 'unknown',
      text: {
        fr: 'Les événements sans point de contact sont placés ou écartés.',
        en: 'Events without a touchpoint were placed or set aside.',
      },
    },
    {
      id: 'evidence',
      text: {
        fr: 'Les preuves expirées sont renouvelées ou retirées.',
        en: 'Evidence that expired was renewed or taken away.',
      },
    },
    {
      id: 'moments',
      text: {
        fr: 'Les moments de vérité sont confrontés à ce qui est mesuré.',
        en: 'Moments of truth were held against what is measured.',
      },
    },
    {
      id: 'owners',
      text: {
        fr: 'Chaque point de contact attendu a un service responsable, qui le sait.',
        en: 'Every expected touchpoint has an accountable department, and they know.',
      },
    },
    {
      id: 'decisions',
      text: {
        fr: 'Les décisions de la revue précédente sont faites ou reprises.',
        en: 'The decisions of the last review are done or taken up again.',
      },
    },
  ],
}

/** Something that a review decided. `dueOn` is a day of the workspace's calendar. */
export const decisionShape = extensible({
  id: objectId,
  text: plainText(2000).min(1),
  owner: plainText(120).nullable().default(null),
  dueOn: day.nullable().default(null),
  done: z.boolean().default(false),
})

/** A review that was held: what was looked at, what was decided, and when to meet again. */
export const reviewShape = extensible({
  id: objectId,
  heldOn: day,
  /** What called for it; null when its time had come. */
  trigger: z.enum(reviewTriggers).nullable().default(null),
  checked: z.array(objectId).max(50).default([]),
  decisions: z.array(decisionShape).max(100).default([]),
  notes: plainText(20_000).default(''),
  nextOn: day,
})
export type Review = z.output<typeof reviewShape>

/**
 * When the next review is due: at the day that the last one named, else so many months after the journey began. A
 * season that comes before that day calls for it earlier, where the policy says so.
 */
export function nextReviewOn(
  policy: ReviewPolicy,
  known: { readonly last: Pick<Review, 'heldOn' | 'nextOn'> | undefined; readonly began: string },
): string {
  const planned = known.last?.nextOn ?? monthsAfter(known.began, policy.everyMonths)
  if (!policy.triggers.includes('season')) return planned
  const since = known.last?.heldOn ?? known.began
  const years = [Number(since.slice(0, 4)), Number(since.slice(0, 4)) + 1]
  const seasons = years.flatMap(year => policy.seasons.map(season => `${year}-${season}`))
  return [planned, ...seasons.filter(one => one > since)].sort()[0]!
}
