import { type JourneyMap, type MapKind, mapLimits } from '../../vocabulary/journey-map.ts'
import type { Label, Tongue } from '../../vocabulary/label.ts'
import { roles } from '../../vocabulary/role.ts'
import * as words from './grid-words.ts'
import { guessTongue } from './guess-tongue.ts'
import { labelKeys, nameKey } from './name-key.ts'
import { readColumns, sentencesOf } from './read-columns.ts'
import { type LaneSaid, readLane } from './read-lane.ts'
import { type DrawnPlacement, place } from './read-placement.ts'
import { longestWord, type Row, readRow } from './read-row.ts'
import type { Remarks } from './remarks.ts'
import type { Sketch, SketchDesired, SketchEmotion, SketchLane, SketchPersona } from './sketch.ts'
import type { Table } from './table.ts'

export type GridReading = {
  /** The language of words whose column and row do not say it, when somebody chose it. */
  readonly language: Tongue | undefined
  /** The language to fall back on when nothing tells. */
  readonly locale: Tongue
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }
type DrawnStep = {
  title: Label
  key: string
  description: Label | null
  opened: boolean
  placements: DrawnPlacement[]
  cells: { lane: string; text: Label; span: number }[]
  declared: (Writable<SketchEmotion> & { key: string })[]
  desired: SketchDesired | null
}
type DrawnPhase = {
  name: Label
  key: string
  goal: Label | null
  order: 'sequence' | 'any'
  desired: SketchDesired | null
  opened: boolean
  steps: DrawnStep[]
}

/** Reads a grid whatever its columns are called and however its rows are sorted; tells all that is wrong with it. */
export function sketchFromGrid(table: Table, { language, locale }: GridReading, remarks: Remarks): Sketch | undefined {
  const columns = readColumns(table, remarks)
  if (!columns) return undefined
  const spoken =
    language ?? (columns.spokenIn || guessTongue(table.rows.flatMap(row => sentencesOf(row.cells, columns))) || locale)

  const drawn: {
    name: Label | null
    purpose: Label | null
    mapName: Label | null
    kind: MapKind
    phases: DrawnPhase[]
  } = { name: null, purpose: null, mapName: null, kind: 'current', phases: [] }
  const laneHeader = columns.headers.get('lane') ?? 'lane'
  const declaredLanes: SketchLane[] = []
  const usedLanes = new Map<string, SketchLane>()
  const personas = new Map<string, Writable<SketchPersona>>()
  let phase: DrawnPhase | undefined
  let step: DrawnStep | undefined

  for (const { line, cells } of table.rows) {
    const row = readRow(cells, line, { columns, spoken, remarks })
    const phaseName = row.label('phase')
    const title = row.label('step')
    const laneCell = row.label('lane')
    const lane = laneCell && readLane(laneCell)
    const text = row.text('text')
    const valence = row.number('valence', -1, 1)
    const touchpoint = row.label('touchpoint')
    if (lane?.is === 'row' && isOfTheWhole(lane, phaseName, title)) {
      ofTheWhole(lane.kind, row, text)
      continue
    }
    if (lane?.is === 'lane' && !phaseName && !title && !text && !touchpoint && valence === undefined) {
      declareLane(lane, row)
      continue
    }
    if (!phaseName && !title && !text && !touchpoint && valence === undefined) {
      if (cells.some(cell => cell.trim() !== ''))
        remarks.warn(
          {
            en: 'Nothing in this row says what it is about: it is left out',
            fr: 'Rien dans cette ligne ne dit de quoi elle parle : elle est laissée de côté',
          },
          { line },
        )
      continue
    }
    if (phaseName) {
      const isOpening = lane?.is === 'row' && lane.kind === 'goal' && !title
      const before = phase
      phase = phaseOf(phaseName, isOpening, row)
      if (phase !== before) step = undefined
    } else if (!phase) {
      if (columns.places.has('phase')) {
        row.error(
          'phase',
          {
            en: 'This row has no phase, and none stands above it',
            fr: 'Cette ligne n’a pas de phase, et aucune ne la précède',
          },
          '',
        )
        continue
      }
      phase = phaseOf({ [spoken]: spoken === 'fr' ? 'Parcours' : 'Journey' }, false, row)
    }
    if (title) step = stepOf(phase, title, lane?.is === 'row' && lane.kind === 'step', row)
    const about = phaseName && !title ? undefined : step
    if (!about) ofThePhase(phase, lane, row, { text, valence, touchpoint })
    else ofTheStep(about, lane, row, { text, valence, touchpoint })
  }

  if (drawn.phases.length === 0 && !remarks.refuses()) {
    remarks.error({
      en: 'The file has a header and no step: there is nothing to draw',
      fr: 'Le fichier a un en-tête et aucune étape : il n’y a rien à dessiner',
    })
  }
  return {
    name: drawn.name,
    purpose: drawn.purpose,
    mapName: drawn.mapName,
    kind: drawn.kind,
    language: spoken,
    lanes: [
      ...declaredLanes,
      ...[...usedLanes.values()].filter(one => !declaredLanes.some(each => each.key === one.key)),
    ],
    declaresLanes: declaredLanes.length > 0,
    personas: [...personas.values()],
    phases: drawn.phases,
  }

  function isOfTheWhole(
    lane: LaneSaid,
    phaseName: Label | undefined,
    title: Label | undefined,
  ): lane is LaneSaid & { is: 'row' } {
    return lane.is === 'row' && !phaseName && !title && ['journey', 'purpose', 'map', 'persona'].includes(lane.kind)
  }

  function ofTheWhole(kind: words.RowKind, row: Row, text: Label | undefined): void {
    if (kind === 'journey') drawn.name = text ?? drawn.name
    if (kind === 'purpose') drawn.purpose = text ?? drawn.purpose
    if (kind === 'map') {
      drawn.mapName = text ?? drawn.mapName
      drawn.kind = row.word('map_kind', words.mapKindWords) ?? drawn.kind
    }
    if (kind === 'persona') {
      const name = row.label('persona') ?? text
      if (!name) {
        row.error('persona', { en: 'This row names no persona', fr: 'Cette ligne ne nomme aucun persona' }, '')
        return
      }
      const persona = personaOf(name)
      if (row.label('persona')) persona.description ??= text ?? null
    }
  }

  function declareLane(lane: LaneSaid & { is: 'lane' }, row: Row): void {
    if (declaredLanes.some(each => each.key === lane.key)) return
    const allowed = row.list('visibility')
    const unknown = allowed.filter(role => role !== 'all' && !(roles as readonly string[]).includes(role))
    for (const role of unknown) {
      row.error(
        'visibility',
        {
          en: `No such role; there are: all, ${roles.join(', ')}`,
          fr: `Ce rôle n’existe pas ; il y a : all, ${roles.join(', ')}`,
        },
        role,
      )
    }
    const visibility: JourneyMap['lanes'][number]['visibility'] =
      allowed.length === 0 || allowed.includes('all') ? 'all' : [...allowed]
    declaredLanes.push({ ...laneOf(lane), visibility })
  }

  function laneOf({ key, type, name }: LaneSaid & { is: 'lane' }): SketchLane {
    return { key, type, name, visibility: 'all' }
  }

  function phaseOf(name: Label, isOpening: boolean, row: Row): DrawnPhase {
    const key = nameKey(name[row.own] ?? name.fr ?? name.en ?? '')
    const found = drawn.phases.findLast(one => one.key === key)
    if (found && !(isOpening && found.opened)) {
      if (isOpening) found.opened = true
      found.name = { ...name, ...found.name }
      return found
    }
    if (drawn.phases.length === mapLimits.phases) {
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
    drawn.phases.push(added)
    return added
  }

  function stepOf(inPhase: DrawnPhase, title: Label, isOpening: boolean, row: Row): DrawnStep {
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

  function ofThePhase(
    about: DrawnPhase,
    lane: LaneSaid | undefined,
    row: Row,
    { text, valence, touchpoint }: Said,
  ): void {
    if (lane?.is === 'row' && lane.kind === 'goal') {
      about.goal ??= text ?? null
      about.order = row.word('order', words.orderWords) ?? about.order
    } else if (lane?.is === 'lane' && lane.type === 'desired' && valence !== undefined) {
      about.desired = { valence, type: row.plain('experience') ?? null, statement: text ?? null }
    } else if (text || touchpoint || valence !== undefined) {
      row.error(
        'step',
        { en: 'This row says something of no step', fr: 'Cette ligne dit quelque chose sans nommer d’étape' },
        '',
      )
    }
  }

  function ofTheStep(
    about: DrawnStep,
    lane: LaneSaid | undefined,
    row: Row,
    { text, valence, touchpoint }: Said,
  ): void {
    if (lane?.is === 'row') {
      if (lane.kind === 'step') about.description ??= text ?? null
      else if (text)
        row.error(
          'lane',
          {
            en: 'This word says what a row of no step is',
            fr: 'Ce mot désigne une ligne qui ne porte sur aucune étape',
          },
          lane.kind,
        )
      return
    }
    const isTouchpointLane = lane?.type === 'touchpoint'
    if (touchpoint) place(about.placements, touchpoint, isTouchpointLane && lane ? lane.time : 1, row)
    const isFeeling = valence !== undefined
    if (isFeeling && lane?.type === 'desired') {
      about.desired = { valence, type: row.plain('experience') ?? null, statement: text ?? null }
      return
    }
    if (isFeeling) declare(about, valence, lane?.type === 'emotion' ? text : undefined, row)
    if (!text || (isFeeling && lane?.type === 'emotion')) return
    const into: LaneSaid & { is: 'lane' } = lane ?? {
      is: 'lane',
      key: 'text',
      type: 'text',
      name: null,
      time: 1,
      isOwn: false,
    }
    if (into.isOwn && !usedLanes.has(into.key) && !declaredLanes.some(each => each.key === into.key)) {
      remarks.warn(
        {
          en: 'This lane is none that is known: it becomes a lane of its own',
          fr: 'Cette ligne n’est pas connue : elle devient une ligne à part',
        },
        { line: row.line, column: laneHeader, value: into.name?.fr ?? into.name?.en ?? '' },
      )
    }
    if (!usedLanes.has(into.key)) usedLanes.set(into.key, laneOf(into))
    const span = row.whole('span', 1, 100) ?? 1
    const there = about.cells.find(cell => cell.lane === into.key)
    // One cell stands where a lane meets a step: what two rows say of it stands there on two lines.
    if (there) there.text = joined(there.text, text)
    else about.cells.push({ lane: into.key, text, span })
  }

  function declare(about: DrawnStep, valence: number, label: Label | undefined, row: Row): void {
    const persona = row.label('persona') ?? null
    if (persona) personaOf(persona)
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

  function personaOf(name: Label): Writable<SketchPersona> {
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
}

type Said = {
  readonly text: Label | undefined
  readonly valence: number | undefined
  readonly touchpoint: Label | undefined
}

function joined(a: Label, b: Label): Label {
  const lines = (first: string | undefined, second: string | undefined) =>
    first === undefined ? second : second === undefined || second === first ? first : `${first}\n${second}`
  const [fr, en] = [lines(a.fr, b.fr), lines(a.en, b.en)]
  return { ...(fr === undefined ? {} : { fr }), ...(en === undefined ? {} : { en }) }
}
