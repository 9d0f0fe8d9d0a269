import type { WholeMap } from '../../contract/mapping.ts'
import { type Label, labelIn, type Tongue } from '../../vocabulary/label.ts'
import { type Step, stepsOf } from '../../vocabulary/map/journey-map.ts'

type Shown = Pick<WholeMap, 'journey' | 'map' | 'library'>
type Loss = { readonly count: number; readonly fr: string; readonly en: string }

/**
 * A map as a Mermaid journey. What the form has no place for is counted in comments at its top. Where personas feel
 * differently, the task stands once for each feeling, one right after the other.
 */
export function mermaidFromMap({ journey, map, library }: Shown, language: Tongue): string {
  const say = (label: Label) => labelIn(label, language).text
  const personas = new Map(library.personas.map(persona => [persona.id, say(persona.name)]))
  const lines = map.phases.flatMap(phase => [
    `    section ${escaped(say(phase.name))}`,
    ...phase.steps.flatMap(step =>
      scoresOf(step).map(
        ({ score, people }) =>
          `      ${escaped(say(step.title))}: ${score}${people.length === 0 ? '' : `: ${people.map(id => escaped(personas.get(id) ?? id)).join(', ')}`}`,
      ),
    ),
  ])
  return [
    ...lossesOf({ journey, map, library }, language).map(loss => `%% ${loss}`),
    'journey',
    `    title ${escaped(say(map.name ?? journey.name))}`,
    ...lines,
    '',
  ].join('\n')
}

/** The scores of a step, each with the personas who give it; three for a step of which nothing is declared. */
function scoresOf(step: Step): readonly { readonly score: number; readonly people: readonly string[] }[] {
  const { declared } = step.emotion
  if (declared.length === 0) return [{ score: 3, people: [] }]
  const byScore = Map.groupBy(declared, one => Math.round(2 * one.valence + 3))
  return [...byScore].flatMap(([score, all]) => {
    const people = all.flatMap(one => one.persona ?? [])
    // A feeling of nobody in particular has no actor, so it stands on a line of its own.
    const nobody = people.length < all.length && people.length > 0 ? [{ score, people: [] }] : []
    return [...nobody, { score, people }]
  })
}

/** What the file does not hold, in words: how many touchpoints, how many rounded feelings. */
export function lossesOf({ map }: Shown, language: Tongue): readonly string[] {
  const steps = stepsOf(map)
  const declared = steps.flatMap(step => step.emotion.declared)
  const count = (things: readonly unknown[]) => things.length
  const losses: readonly Loss[] = [
    {
      count: count(steps.filter(step => step.emotion.declared.length === 0)),
      fr: 'étapes sans émotion déclarée, écrites 3',
      en: 'steps of which no emotion is declared, written 3',
    },
    {
      count: count(declared.filter(one => !Number.isInteger(2 * one.valence))),
      fr: 'émotions arrondies à la note la plus proche',
      en: 'emotions rounded to the nearest score',
    },
    { count: count(declared.filter(one => one.label !== null)), fr: 'noms d’émotions', en: 'names of emotions' },
    { count: count(steps.flatMap(step => step.placements)), fr: 'points de contact', en: 'touchpoints' },
    {
      count: count(steps.flatMap(step => step.cells)),
      fr: 'pensées, actions et autres textes',
      en: 'thoughts, actions and other texts',
    },
    {
      count: count(steps.filter(step => step.emotion.desired !== null)),
      fr: 'expériences désirées',
      en: 'desired experiences',
    },
    { count: count(steps.filter(step => step.description !== null)), fr: 'descriptions', en: 'descriptions' },
    { count: count(map.phases.filter(phase => phase.goal !== null)), fr: 'objectifs de phase', en: 'goals of phases' },
    { count: count(map.momentsOfTruth), fr: 'moments de vérité', en: 'moments of truth' },
  ]
  const told = losses.filter(loss => loss.count > 0)
  if (told.length === 0) return []
  const head = language === 'fr' ? 'Ce format ne conserve pas :' : 'This form does not hold:'
  return [head, ...told.map(loss => `- ${loss[language]}${language === 'fr' ? ' ' : ''}: ${loss.count}`)]
}

/** Letters that Mermaid or a page would take for something else, by their number; and a first word that it would. */
function escaped(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim() || '…'
  const plain = line.replace(/[#:;,%<>"`{}[\]|\\]/g, letter => `#${letter.charCodeAt(0)};`)
  return plain.replace(/^(?=title|section|accTitle|accDescr|journey|---)./i, letter => `#${letter.charCodeAt(0)};`)
}
