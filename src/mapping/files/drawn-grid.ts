import type { Label } from '../../vocabulary/label.ts'
import { mapLimits } from '../../vocabulary/map/journey-map.ts'
import { labelKeys, nameKey } from './name-key.ts'
import type { DrawnPlacement } from './read-placement.ts'
import { longestWord, type Row } from './read-row.ts'
import type { SketchDesired, SketchEmotion, SketchPersona } from './sketch.ts'

export type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** A step as its rows have told it so far. */
export type DrawnStep = {
  title: Label
  key: string
  description: Label | null
  opened: boolean
  placements: DrawnPlacement[]
  cells: { lane: string; text: Label; span: number }[]
  declared: (Writable<SketchEmotion> & { key: string })[]
  desired: SketchDesired | null
}

/** A phase as its rows have told it so far. */
export type DrawnPhase = {
  name: Label
  key: string
  goal: Label | null
  order: 'sequence' | 'any'
  desired: SketchDesired | null
  opened: boolean
  steps: DrawnStep[]
}

/** The phase of that name among those drawn, or a new one; one that is opened twice is two. */
export function phaseOf(phases: DrawnPhase[], name: Label, isOpening: boolean, row: Row): DrawnPhase {
  const key = nameKey(name[row.own] ?? name.fr ?? name.en ?? '')
  const found = phases.findLast(one => one.key === key)
  if (found && !(isOpening && found.opened)) {
    if (isOpening) found.opened = true
    found.name = { ...name, ...found.name }
    return found
  }
  if (phases.length === mapLimits.phases) {
    row.error(
      'phase',
      {
        en: `A map holds ${mapLimits.phases} phases at most`,
        fr: `Une carte contient ${mapLimits.phases} phases au plus`,
      },
      key,
    )
  }
  const added: DrawnPhase = { name, key, goal: null, order: 'sequence', desired: null, opened: isOpening, steps: [] }
  phases.push(added)
  return added
}

/** The step of that title in the phase, or a new one. */
export function stepOf(inPhase: DrawnPhase, title: Label, isOpening: boolean, row: Row): DrawnStep {
  const key = nameKey(title[row.own] ?? title.fr ?? title.en ?? '')
  const found = inPhase.steps.findLast(one => one.key === key)
  if (found && !(isOpening && found.opened)) {
    if (isOpening) found.opened = true
    found.title = { ...title, ...found.title }
    return found
  }
  if (inPhase.steps.length === mapLimits.stepsPerPhase) {
    row.error(
      'step',
      {
        en: `A phase holds ${mapLimits.stepsPerPhase} steps at most`,
        fr: `Une phase contient ${mapLimits.stepsPerPhase} étapes au plus`,
      },
      key,
    )
  }
  const added: DrawnStep = {
    title,
    key,
    description: null,
    opened: isOpening,
    placements: [],
    cells: [],
    declared: [],
    desired: null,
  }
  inPhase.steps.push(added)
  return added
}

/** Declares an emotion at a step, once for each persona. */
export function declare(
  about: DrawnStep,
  said: { readonly persona: Label | null; readonly valence: number; readonly label: Label | undefined },
  row: Row,
): void {
  const { persona, valence, label } = said
  const key = persona ? (labelKeys(persona)[0] ?? '') : ''
  const named = label ? (label[row.own] ?? label.fr ?? label.en ?? null) : null
  if (named !== null && named.length > longestWord) {
    row.error(
      'text',
      {
        en: `The name of an emotion has ${longestWord} characters at most`,
        fr: `Le nom d’une émotion a ${longestWord} caractères au plus`,
      },
      named,
    )
    return
  }
  const emotion = { persona, key, valence, intensity: row.number('intensity', 0, 1) ?? 0.5, label: named }
  const there = about.declared.find(one => one.key === key)
  if (!there) about.declared.push(emotion)
  else if (there.valence !== valence) {
    row.error(
      'valence',
      {
        en: `Two emotions are declared for one persona at this step: ${there.valence} above`,
        fr: `Deux émotions sont déclarées pour un même persona à cette étape : ${there.valence} plus haut`,
      },
      String(valence),
    )
  }
}

/** The persona of that name among those met, or a new one. */
export function personaOf(personas: Map<string, Writable<SketchPersona>>, name: Label): Writable<SketchPersona> {
  const keys = labelKeys(name)
  const found = keys.map(key => personas.get(key)).find(one => one !== undefined)
  if (found) {
    found.name = { ...name, ...found.name }
    return found
  }
  const added = { name, description: null }
  personas.set(keys[0] ?? '', added)
  return added
}

/** What two rows say of one cell, on two lines. */
export function joined(a: Label, b: Label): Label {
  const lines = (first: string | undefined, second: string | undefined) =>
    first === undefined ? second : second === undefined || second === first ? first : `${first}\n${second}`
  const [fr, en] = [lines(a.fr, b.fr), lines(a.en, b.en)]
  return { ...(fr === undefined ? {} : { fr }), ...(en === undefined ? {} : { en }) }
}
