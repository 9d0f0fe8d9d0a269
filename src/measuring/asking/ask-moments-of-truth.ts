import type { askMoments as askMomentsRoute, MomentsAnswer } from '../../contract/measuring-moments.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { secondsOfDuration } from '../../vocabulary/duration.ts'
import { placementsOf } from '../../vocabulary/map/journey-map.ts'
import { problem } from '../../vocabulary/problem.ts'
import { constructs } from '../../vocabulary/score.ts'
import {
  type ExperienceCount,
  judgeMoments,
  type MomentJudgement,
} from '../../vocabulary/statistics/moment-judgement.ts'
import { momentSentence } from '../../vocabulary/statistics/moment-sentence.ts'
import { type PlainAnswer, saying } from '../../vocabulary/survey/plain-answer.ts'
import { activitiesOf } from '../filtering/activities.ts'
import { keepingOf } from '../filtering/kept-visits.ts'
import { countExperiences, type ExperienceRow } from '../questions/count-experiences.ts'
import { observedUntil } from './observed-until.ts'

const daySeconds = 86_400
type Told = MomentsAnswer['touchpoints'][number]

/** Which touchpoints of a map decide what customers do next, and which move them. */
export async function askMomentsOfTruth(
  context: Context,
  { params, query }: InputOf<typeof askMomentsRoute>,
): Promise<AnswerOf<typeof askMomentsRoute>> {
  const { clickhouse, workspace } = context
  const { outcome, without, within, trait, ...filter } = query
  const withinSeconds = secondsOfDuration(within)
  if (withinSeconds === undefined || withinSeconds <= daySeconds)
    throw problem('input_invalid', {
      reason: {
        en: 'the time to look must be longer than a day, as P30D',
        fr: 'le temps pour regarder doit dépasser un jour, comme P30D',
      },
    })
  const now = await observedUntil(context)
  const activities = await activitiesOf(context, params.map)
  const { map, journey, minimumGroup } = activities
  const events = outcome === undefined ? undefined : await activitiesOf(context, undefined)
  const rows = await countExperiences(
    clickhouse,
    keepingOf(workspace.number, journey, filter, activities),
    {
      event: events === undefined ? null : events.numberOf(outcome!),
      without: without === 'true',
      afterSeconds: events === undefined ? daySeconds : 0,
      withinSeconds,
    },
    trait,
    now,
  )
  const asked = constructOf(rows)
  const own = Map.groupBy(
    rows.filter(row => row.construct === asked + 1),
    row => row.touchpoint,
  )
  const { touchpoints, map: drawn } = map!
  const moments = new Map(drawn.momentsOfTruth.map(each => [each.placement, each]))
  const placed = touchpoints
    .map(({ id, number }) => {
      const placements = placementsOf(drawn)
        .filter(each => each.touchpoint === id)
        .map(each => each.id)
      const declared = placements.map(each => moments.get(each)).find(each => each !== undefined)
      return { id, placements, declared, counts: (own.get(number) ?? []).map(countOf) }
    })
    .filter(each => each.placements.length > 0)
  const judged = judgeMoments(
    // What people rejected is no hypothesis of theirs.
    placed.map(({ declared, counts }) => ({
      declared: declared !== undefined && declared.status !== 'rejected',
      counts,
    })),
  )
  const phrase = phraseOf(outcome, without === 'true')
  const from = rows.length === 0 ? 0 : yearsOf(filter.from, filter.to, now)
  const told = placed.map(({ id, placements, declared }, index): Told => {
    const found = judged[index]!
    return {
      touchpoint: id,
      placements,
      declared: declared ? { placement: declared.placement, origin: declared.origin, status: declared.status } : null,
      ...shownOf(found, minimumGroup, phrase),
      stake: from > 0 && found.impact?.significant ? (found.bad * found.impact.difference) / from : null,
    }
  })
  const answered = placed.reduce((sum, each) => sum + customersOf(each.counts), 0)
  const shown = answered >= minimumGroup
  return {
    construct: answered === 0 ? null : constructs[asked]!,
    outcome: { event: outcome ?? null, without: without === 'true', within },
    meaning: meaningOf(told, answered, phrase),
    answered: shown ? answered : 0,
    tooRecent: shown
      ? placed.reduce((sum, each) => sum + customersOf(each.counts.filter(one => one.followed === null)), 0)
      : 0,
    touchpoints: told,
  }
}

function countOf(row: ExperienceRow): ExperienceCount {
  return {
    stratum: `${row.channel} ${row.tenure} ${row.trait_value}`,
    experience: row.experience,
    extreme: row.extreme === 1,
    followed: row.due === 1 ? row.followed === 1 : null,
    customers: Number(row.customers),
  }
}

function customersOf(counts: readonly ExperienceCount[]): number {
  return counts.reduce((sum, each) => sum + each.customers, 0)
}

/** Constructs are never mixed: satisfaction where anybody was asked it, else what was asked most. */
function constructOf(rows: readonly ExperienceRow[]): number {
  const asked = constructs.map((_, index) =>
    rows.reduce((sum, row) => sum + (row.construct === index + 1 ? Number(row.customers) : 0), 0),
  )
  return asked[0]! > 0 ? 0 : asked.indexOf(Math.max(...asked))
}

/** The length of the period, in years; of all times, one year is told. */
function yearsOf(from: string | undefined, to: string | undefined, now: Date): number {
  if (from === undefined) return 1
  return Math.max(
    1 / 365,
    (Math.min(now.getTime(), to ? Date.parse(to) : Infinity) - Date.parse(from)) / (365.25 * 86_400_000),
  )
}

function phraseOf(outcome: string | undefined, without: boolean): PlainAnswer {
  if (outcome === undefined)
    return without ? { fr: 'ne reviennent pas', en: 'do not come back' } : { fr: 'reviennent', en: 'come back' }
  return without
    ? { fr: `s’abstiennent de « ${outcome} »`, en: `stay away from “${outcome}”` }
    : { fr: `font « ${outcome} »`, en: `do “${outcome}”` }
}

/** What may be told of a touchpoint: nothing of fewer customers than the smallest group. */
function shownOf(
  found: MomentJudgement,
  minimumGroup: number,
  phrase: PlainAnswer,
): Omit<Told, 'touchpoint' | 'placements' | 'declared' | 'stake'> {
  const { answered, good, middle, bad } = found
  if (answered > 0 && answered < minimumGroup)
    return {
      ...{ status: 'hidden', answered: null, good: null, middle: null, bad: null },
      ...{ impact: null, detectable: null, intensity: null, asymmetry: null },
      meaning: saying(say =>
        say(
          `Moins de ${say.whole(minimumGroup)} clients ont répondu : rien n’est montré.`,
          `Fewer than ${say.whole(minimumGroup)} customers answered: nothing is shown.`,
        ),
      ),
    }
  // Two groups and the whole would tell the third: when one is too small, none is told.
  const open = [good, middle, bad].every(each => each === 0 || each >= minimumGroup)
  return {
    status: found.status,
    meaning: open
      ? momentSentence(found, phrase)
      : saying(say =>
          say(
            'Trop peu de clients contents ou mécontents pour juger, ou pour le montrer.',
            'Too few happy or unhappy customers to judge, or to be shown.',
          ),
        ),
    answered,
    good: open ? good : null,
    middle: open ? middle : null,
    bad: open ? bad : null,
    impact: found.impact,
    detectable: open ? found.detectable : null,
    intensity: found.intensity,
    asymmetry: found.asymmetry,
  }
}

function meaningOf(told: readonly Told[], answered: number, phrase: PlainAnswer): PlainAnswer {
  const amount = (status: Told['status']) => told.filter(each => each.status === status).length
  return saying(say => {
    if (answered === 0)
      return say(
        'Aucun client n’a dit comment c’était sur cette période : rien ne peut être jugé.',
        'No customer said how it was in this period: nothing can be judged.',
      )
    const proven = amount('proven')
    const what = say(phrase.fr, phrase.en)
    if (proven === 0)
      return say(
        `Aucun point de contact ne décide de façon établie si les clients ${what}. Cela ne prouve pas qu’il n’y en a pas : voyez combien de clients portent chaque ligne.`,
        `No touchpoint is established to decide whether customers ${what}. That does not prove that there is none: see how many customers stand behind each row.`,
      )
    return say(
      `${say.whole(proven)} point${proven > 1 ? 's' : ''} de contact ${proven > 1 ? 'décident' : 'décide'} si les clients ${what} : l’écart entre une bonne et une mauvaise expérience y est plus grand que le hasard ne l’explique. C’est une association, pas une preuve de cause.`,
      `${say.whole(proven)} touchpoint${proven > 1 ? 's decide' : ' decides'} whether customers ${what}: the gap between a good and a bad experience is larger than chance explains. It is an association, not a proof of cause.`,
    )
  })
}
