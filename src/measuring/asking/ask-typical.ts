import type { askTypical as askTypicalRoute } from '../../contract/measuring-explanations.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { typicalJourneys } from '../../vocabulary/statistics/typical-journeys.ts'
import { type PlainAnswer, saying } from '../../vocabulary/survey/plain-answer.ts'
import { activitiesOf } from '../filtering/activities.ts'
import { closedBefore } from '../filtering/closed-before.ts'
import { keepingOf } from '../filtering/kept-visits.ts'
import { countStories, tellStories } from '../questions/count-stories.ts'

const mostVariants = 600
const longest = 80
const fewest = 50
const mostMarks = 4

/** The few kinds that closed journeys come in. */
export async function askTypical(
  context: Context,
  { query }: InputOf<typeof askTypicalRoute>,
): Promise<AnswerOf<typeof askTypicalRoute>> {
  const { clickhouse, workspace } = context
  const { map, ...filter } = query
  const activities = await activitiesOf(context, map)
  const { journey, minimumGroup, nameOf } = activities
  const keeping = keepingOf(workspace.number, journey, filter, activities)
  const stories = await countStories(
    clickhouse,
    keeping,
    closedBefore(context, activities),
    mostVariants * 2,
    minimumGroup,
  )
  const closed = stories.filter(each => each.closed === 1).slice(0, mostVariants)
  const stepsOf = await tellStories(
    clickhouse,
    keeping,
    closed.map(each => each.variant),
  )
  const variants = closed.map(({ variant, cases, customers }) => ({
    steps: (stepsOf.get(variant) ?? []).slice(0, longest),
    cases,
    customers,
  }))
  const cases = variants.reduce((sum, each) => sum + each.cases, 0)
  const { kinds, criterion } =
    cases < fewest ? { kinds: [], criterion: [] } : typicalJourneys(variants, Math.max(20, minimumGroup))
  const reach = (belongs: readonly number[]) => {
    const whole = belongs.reduce((sum, each, index) => sum + each * variants[index]!.cases, 0)
    const held = new Map<number, number>()
    variants.forEach(({ steps, cases: own }, index) => {
      for (const step of new Set(steps))
        held.set(step, (held.get(step) ?? 0) + (own * belongs[index]!) / Math.max(1e-9, whole))
    })
    return held
  }
  const told = kinds.map(kind => {
    const here = reach(kind.belongs)
    const elsewhere = reach(kind.belongs.map(each => 1 - each))
    const speaker = variants
      .map((each, index) => ({ ...each, weight: each.cases * kind.belongs[index]! }))
      .filter(each => each.customers >= Math.max(1, minimumGroup))
      .sort((a, b) => b.weight - a.weight)[0]
    const limited = (share: number | undefined) => Math.min(1, Math.max(0, share ?? 0))
    return {
      share: Math.min(1, kind.share),
      journeys: kind.cases,
      clarity: Math.min(1, kind.clarity),
      activities: speaker && speaker.weight > 0.5 ? speaker.steps.map(nameOf) : [],
      marks:
        kinds.length < 2
          ? []
          : [...new Set([...here.keys(), ...elsewhere.keys()])]
              .map(step => ({ step, here: limited(here.get(step)), elsewhere: limited(elsewhere.get(step)) }))
              .sort((a, b) => Math.abs(b.here - b.elsewhere) - Math.abs(a.here - a.elsewhere))
              .slice(0, mostMarks)
              .map(({ step, ...shares }) => ({ activity: nameOf(step), ...shares })),
    }
  })
  return {
    meaning: meaningOf(cases, told),
    journeys: told.length === 0 ? 0 : cases,
    criterion: [...criterion],
    kinds: told,
  }
}

function meaningOf(
  cases: number,
  kinds: readonly { readonly share: number; readonly journeys: number; readonly clarity: number }[],
): PlainAnswer {
  return saying(say => {
    if (kinds.length === 0)
      return say(
        `${say.whole(cases)} parcours finis : il en faut ${fewest} pour en chercher les sortes.`,
        `${say.whole(cases)} finished journeys: it takes ${fewest} to look for their kinds.`,
      )
    if (kinds.length === 1)
      return say(
        'Les parcours sont d’une seule sorte : les diviser n’apprendrait rien de plus que le hasard.',
        'Journeys are of one kind: to divide them would tell no more than chance.',
      )
    const clear = kinds.every(each => each.clarity > 0.8)
    const small = kinds.some(each => each.journeys < 50)
    return [
      say(
        `Les parcours viennent en ${kinds.length} sortes ; la plus courante en fait ${say.share(kinds[0]!.share)}.`,
        `Journeys come in ${kinds.length} kinds; the commonest is ${say.share(kinds[0]!.share)} of them.`,
      ),
      clear
        ? say('Elles se distinguent nettement.', 'They are clearly told apart.')
        : say(
            'Elles se recouvrent en partie : beaucoup de parcours pourraient être d’une autre sorte.',
            'They overlap: many a journey could be of another kind.',
          ),
      small
        ? say(
            'Une sorte compte moins de 50 parcours : à lire avec prudence.',
            'One kind has fewer than 50 journeys: read it with care.',
          )
        : '',
    ]
      .filter(Boolean)
      .join(' ')
  })
}
