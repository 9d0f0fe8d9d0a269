import { isLabelled } from '../label.ts'
import { type JourneyMap, type Phase, placementsOf, stepsOf } from './journey-map.ts'
import type { MapProblem, ProblemPlace } from './map-problem.ts'
import { quote } from './quote.ts'

/** What holds of a map by itself: ids stand once, cells lie in lanes, every element has its place and its words. */
export function shapeProblems(journeyMap: JourneyMap): readonly MapProblem[] {
  const found: MapProblem[] = []
  const say = (code: string, at: readonly ProblemPlace[], en: string, fr: string) =>
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
    const here: ProblemPlace = { kind: 'phase', id: phase.id }
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
      const at: ProblemPlace[] = [{ kind: 'step', id: step.id }, here]
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

function twice(list: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  const again = new Set<string>()
  for (const id of list) (seen.has(id) ? again : seen).add(id)
  return [...again]
}

function ids(things: readonly { readonly id: string }[]): readonly string[] {
  return things.map(thing => thing.id)
}
