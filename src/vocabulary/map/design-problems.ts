import type { JourneyMap, Phase, Step } from './journey-map.ts'
import type { Library } from './library.ts'
import type { MapProblem, ProblemPlace } from './map-problem.ts'
import type { MapSurroundings } from './map-surroundings.ts'
import { quote } from './quote.ts'

/** What a design owes its readers: somebody accountable, words in one language at least, touchpoints that can be seen. */
export function designProblems(journeyMap: JourneyMap, { library, bound }: MapSurroundings): readonly MapProblem[] {
  const found: MapProblem[] = []
  const touchpoints = new Map(library.touchpoints.map(touchpoint => [touchpoint.id, touchpoint]))
  if (journeyMap.kind === 'future' && journeyMap.basedOn === null) {
    found.push({
      code: 'future_without_current',
      weight: 'error',
      at: [{ kind: 'map', id: journeyMap.id }],
      en: 'A future map points at the current map it starts from.',
      fr: 'Une carte future indique la carte actuelle dont elle part.',
    })
  }
  for (const phase of journeyMap.phases) {
    for (const step of phase.steps) {
      found.push(...viewpointProblems(step, phase, library))
      for (const placement of step.placements) {
        const touchpoint = touchpoints.get(placement.touchpoint)
        const at: ProblemPlace[] = [
          { kind: 'placement', id: placement.id },
          { kind: 'step', id: step.id },
          { kind: 'phase', id: phase.id },
        ]
        const name = (tongue: 'fr' | 'en') =>
          touchpoint ? quote(touchpoint.name, tongue) : `“${placement.touchpoint}”`
        const accountable = placement.raci.filter(one => one.role === 'accountable').length
        if (placement.presence === 'expected' && accountable !== 1) {
          found.push({
            code: accountable === 0 ? 'accountable_missing' : 'accountable_twice',
            weight: 'error',
            at,
            en: `${name('en')} is expected, so exactly one department is accountable for it; ${accountable === 0 ? 'none is' : `${accountable} are`}.`,
            fr: `${name('fr')} est attendu : exactement un service en répond ; ${accountable === 0 ? 'aucun n’est désigné' : `${accountable} sont désignés`}.`,
          })
        }
        if (touchpoint?.observability === 'unobservable') {
          found.push({
            code: 'unobservable',
            weight: 'warning',
            at,
            en: `${name('en')} cannot be observed: it is left out of conformance and coverage, and never counted as skipped.`,
            fr: `${name('fr')} n’est pas observable : il ne compte ni dans la conformité ni dans la couverture, et jamais comme sauté.`,
          })
        } else if (touchpoint && !bound.has(touchpoint.id)) {
          found.push({
            code: 'unbound',
            weight: 'warning',
            at,
            en: `${name('en')} has no binding rule: it is left out of conformance and coverage.`,
            fr: `${name('fr')} n’a pas de règle de rattachement : il ne compte ni dans la conformité ni dans la couverture.`,
          })
        }
      }
    }
  }
  return found
}

const firstPerson = {
  fr: /^\s*(je|j['’]|on|nous|mon|ma|mes|notre|nos)(\s|\p{L}|$)/iu,
  en: /^\s*(i|i['’]\p{L}+|we|my|our)(\s|$)/iu,
} as const

/** A step is what the customer does, in the customer's words: never what a department does. */
function viewpointProblems(step: Step, phase: Phase, library: Library): readonly MapProblem[] {
  const at: ProblemPlace[] = [
    { kind: 'step', id: step.id },
    { kind: 'phase', id: phase.id },
  ]
  const titles = (['fr', 'en'] as const).flatMap(tongue => {
    const title = step.title[tongue]
    return title === undefined || title.trim() === '' ? [] : [{ tongue, title }]
  })
  const department = library.departments.find(({ name }) =>
    titles.some(({ tongue, title }) => {
      const called = name[tongue]?.trim().toLocaleLowerCase(tongue) ?? ''
      return called.length > 2 && title.toLocaleLowerCase(tongue).includes(called)
    }),
  )
  if (department) {
    return [
      {
        code: 'step_names_department',
        weight: 'warning',
        at,
        en: `${quote(step.title, 'en')} names a department, ${quote(department.name, 'en')}: say it as the customer would.`,
        fr: `${quote(step.title, 'fr')} nomme un service, ${quote(department.name, 'fr')} : dites-le comme le client le dirait.`,
      },
    ]
  }
  if (titles.every(({ tongue, title }) => firstPerson[tongue].test(title))) return []
  return [
    {
      code: 'step_not_first_person',
      weight: 'warning',
      at,
      en: `${quote(step.title, 'en')} is not in the customer’s words: begin with “I”.`,
      fr: `${quote(step.title, 'fr')} n’est pas dans les mots du client : commencez par « Je ».`,
    },
  ]
}
