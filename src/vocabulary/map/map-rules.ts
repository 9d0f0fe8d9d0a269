import { channels } from '../channel.ts'
import { isLabelled, type Label, labelIn } from '../label.ts'
import { type JourneyMap, type LaneType, type Phase, placementsOf, type Step, stepsOf } from './journey-map.ts'
import { laneName } from './lane-name.ts'
import type { Library, LibraryKind } from './library.ts'
import type { MapProblem } from './map-problem.ts'

type Place = MapProblem['at'][number]

/** What the rules look at beside the map: the library, and which touchpoints have a binding rule. */
export type MapSurroundings = {
  readonly library: Library
  readonly bound: ReadonlySet<string>
  /** Lanes that the house asks of every map (`any`) and of maps of a template. */
  readonly lanes?: Readonly<Record<string, readonly LaneType[]>>
}

/**
 * All that is to be said of a map, in its order. Errors stand in the way of publishing; warnings do not.
 * Positions need no rule: lists are in display order, so they are dense by construction.
 */
export function mapProblems(journeyMap: JourneyMap, surroundings: MapSurroundings): readonly MapProblem[] {
  return [
    ...shapeProblems(journeyMap),
    ...referenceProblems(journeyMap, surroundings.library),
    ...standardProblems(journeyMap, surroundings),
    ...designProblems(journeyMap, surroundings),
  ]
}

/** The lanes that the house asks for are there. */
function standardProblems(journeyMap: JourneyMap, { lanes }: MapSurroundings): readonly MapProblem[] {
  const asked = [...(lanes?.any ?? []), ...((journeyMap.template && lanes?.[journeyMap.template]) || [])]
  return [...new Set(asked)]
    .filter(type => !journeyMap.lanes.some(lane => lane.type === type))
    .map(type => ({
      code: 'lane_missing',
      weight: 'error' as const,
      at: [{ kind: 'map' as const, id: journeyMap.id }],
      en: `The house asks this map for a lane “${laneName(type).en}”; it has none.`,
      fr: `La maison demande à cette carte une ligne « ${laneName(type).fr} » ; elle n’en a pas.`,
    }))
}

/** What holds of a map by itself: ids stand once, cells lie in lanes, every element has its place and its words. */
export function shapeProblems(journeyMap: JourneyMap): readonly MapProblem[] {
  const found: MapProblem[] = []
  const say = (code: string, at: readonly Place[], en: string, fr: string) =>
    found.push({ code, weight: 'error', at: [...at], en, fr })

  const unique = (kind: 'phase' | 'step' | 'placement' | 'lane', ids: readonly string[]) => {
    for (const id of twice(ids)) {
      say('id_twice', [{ kind, id }], `Two elements have the id ${id}.`, `Deux éléments ont l’identifiant ${id}.`)
    }
  }
  unique('phase', ids(journeyMap.phases))
  unique('step', ids(stepsOf(journeyMap)))
  unique('placement', ids(placementsOf(journeyMap)))
  unique('lane', ids(journeyMap.lanes))

  if (journeyMap.phases.length === 0) {
    say('no_phase', [{ kind: 'map', id: journeyMap.id }], 'The map has no phase.', 'La carte n’a aucune phase.')
  }
  const lanes = new Set(ids(journeyMap.lanes))
  for (const phase of journeyMap.phases) {
    const here: Place = { kind: 'phase', id: phase.id }
    if (!isLabelled(phase.name)) say('phase_unnamed', [here], 'A phase has no name.', 'Une phase n’a pas de nom.')
    if (phase.steps.length === 0) {
      say(
        'phase_empty',
        [here],
        `${quote(phase.name, 'en')} has no step.`,
        `${quote(phase.name, 'fr')} n’a aucune étape.`,
      )
    }
    for (const step of phase.steps) {
      const at: Place[] = [{ kind: 'step', id: step.id }, here]
      if (!isLabelled(step.title)) say('step_untitled', at, 'A step has no title.', 'Une étape n’a pas de titre.')
      for (const cell of step.cells) {
        if (lanes.has(cell.lane)) continue
        say(
          'cell_without_lane',
          at,
          `A cell of ${quote(step.title, 'en')} is in a lane that the map does not have: ${cell.lane}.`,
          `Une cellule de ${quote(step.title, 'fr')} est dans une ligne que la carte n’a pas : ${cell.lane}.`,
        )
      }
      for (const lane of twice(step.cells.map(cell => cell.lane))) {
        say(
          'cell_twice',
          at,
          `${quote(step.title, 'en')} has two cells in the lane ${lane}.`,
          `${quote(step.title, 'fr')} a deux cellules dans la ligne ${lane}.`,
        )
      }
      if (twice(step.emotion.declared.map(one => one.persona ?? '')).length > 0) {
        say(
          'declared_twice',
          at,
          `${quote(step.title, 'en')} declares two emotions for one persona.`,
          `${quote(step.title, 'fr')} déclare deux émotions pour un même persona.`,
        )
      }
    }
    found.push(...choiceProblems(phase))
  }
  const placed = new Set(ids(placementsOf(journeyMap)))
  const moments = journeyMap.momentsOfTruth.map(one => one.placement)
  for (const id of moments.filter(one => !placed.has(one))) {
    say(
      'moment_without_placement',
      [{ kind: 'map', id: journeyMap.id }],
      `A moment of truth stands on a placement that the map does not have: ${id}.`,
      `Un moment de vérité porte sur un placement que la carte n’a pas : ${id}.`,
    )
  }
  for (const id of twice(moments)) {
    say(
      'moment_twice',
      [{ kind: 'placement', id }],
      'A placement is marked twice as a moment of truth.',
      'Un placement est marqué deux fois comme moment de vérité.',
    )
  }
  return found
}

/** A choice group has at least two placements, and all of them in one phase. */
function choiceProblems(phase: Phase): readonly MapProblem[] {
  const members = new Map<string, string[]>()
  for (const placement of phase.steps.flatMap(step => step.placements)) {
    if (placement.choiceGroup === null) continue
    members.set(placement.choiceGroup, [...(members.get(placement.choiceGroup) ?? []), placement.id])
  }
  return [...members].flatMap(([group, placements]): MapProblem[] =>
    placements.length >= 2
      ? []
      : [
          {
            code: 'choice_of_one',
            weight: 'error',
            at: [
              { kind: 'placement', id: placements[0]! },
              { kind: 'phase', id: phase.id },
            ],
            en: `The choice ${group} has only one touchpoint in ${quote(phase.name, 'en')}; a choice needs two or more of the same phase.`,
            fr: `Le choix ${group} n’a qu’un point de contact dans ${quote(phase.name, 'fr')} ; il en faut au moins deux de la même phase.`,
          },
        ],
  )
}

/** Everything that a map names is in the library. */
export function referenceProblems(journeyMap: JourneyMap, library: Library): readonly MapProblem[] {
  return missingReferences(journeyMap, library).map(({ kind, id, at }) => ({
    code: 'reference_missing',
    weight: 'error' as const,
    at,
    en: `The map names ${id}, which is not among the ${kind} of the library.`,
    fr: `La carte nomme ${id}, qui n’est pas dans la bibliothèque (${kind}).`,
  }))
}

/** What a map refers to, by kind of the library. */
export function referencesOf(
  journeyMap: JourneyMap,
): readonly { readonly kind: LibraryKind; readonly id: string; readonly at: Place[] }[] {
  const refs: { kind: LibraryKind; id: string; at: Place[] }[] = []
  const add = (kind: LibraryKind, list: readonly string[], at: Place[]) => {
    for (const id of list) refs.push({ kind, id, at })
  }
  add('personas', journeyMap.personas, [{ kind: 'map', id: journeyMap.id }])
  for (const phase of journeyMap.phases) {
    for (const step of phase.steps) {
      const at: Place[] = [
        { kind: 'step', id: step.id },
        { kind: 'phase', id: phase.id },
      ]
      for (const cell of step.cells) add('evidence', cell.evidence, at)
      const personas = step.emotion.declared.flatMap(one => (one.persona === null ? [] : [one.persona]))
      add('personas', personas, at)
      for (const placement of step.placements) {
        const here: Place[] = [{ kind: 'placement', id: placement.id }, ...at]
        add('touchpoints', [placement.touchpoint], here)
        add(
          'channels',
          placement.channels.filter(code => !Object.hasOwn(channels, code)),
          here,
        )
        add(
          'departments',
          placement.raci.map(one => one.department),
          here,
        )
        add('assets', placement.assets, here)
        add(
          'metrics',
          placement.metrics.map(one => one.metric),
          here,
        )
        add('evidence', placement.evidence, here)
      }
    }
  }
  for (const moment of journeyMap.momentsOfTruth) {
    add('evidence', moment.evidence, [{ kind: 'placement', id: moment.placement }])
  }
  return refs
}

function missingReferences(journeyMap: JourneyMap, library: Library) {
  const known = Object.fromEntries(
    Object.entries(library).map(([kind, objects]) => [kind, new Set(ids(objects as readonly { id: string }[]))]),
  ) as Record<LibraryKind, Set<string>>
  return referencesOf(journeyMap).filter(({ kind, id }) => !known[kind].has(id))
}

/** What a design owes its readers: somebody accountable, words in one language at least, touchpoints that can be seen. */
function designProblems(journeyMap: JourneyMap, { library, bound }: MapSurroundings): readonly MapProblem[] {
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
        const at: Place[] = [
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
  const at: Place[] = [
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

function quote(label: Label, tongue: 'fr' | 'en'): string {
  const { text } = labelIn(label, tongue)
  return tongue === 'fr' ? `« ${text} »` : `“${text}”`
}

function ids(things: readonly { readonly id: string }[]): readonly string[] {
  return things.map(thing => thing.id)
}

function twice(list: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  const again = new Set<string>()
  for (const id of list) (seen.has(id) ? again : seen).add(id)
  return [...again]
}
