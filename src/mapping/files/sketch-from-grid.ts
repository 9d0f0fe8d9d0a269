import type { Label, Tongue } from '../../vocabulary/label.ts'
import type { JourneyMap, MapKind } from '../../vocabulary/map/journey-map.ts'
import { roles } from '../../vocabulary/role.ts'
import {
  type DrawnPhase,
  type DrawnStep,
  declare,
  joined,
  personaOf,
  phaseOf,
  stepOf,
  type Writable,
} from './drawn-grid.ts'
import * as words from './grid-words.ts'
import { guessTongue } from './guess-tongue.ts'
import { readColumns, sentencesOf } from './read-columns.ts'
import { type LaneSaid, readLane } from './read-lane.ts'
import { place } from './read-placement.ts'
import { type Row, readRow } from './read-row.ts'
import type { Remarks } from './remarks.ts'
import type { Sketch, SketchLane, SketchPersona } from './sketch.ts'
import type { Table } from './table.ts'

export type GridReading = {
  /** The language of words whose column and row do not say it, when somebody chose it. */
  readonly language: Tongue | undefined
  /** The language to fall back on when nothing tells. */
  readonly locale: Tongue
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
      phase = phaseOf(drawn.phases, phaseName, isOpening, row)
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
      phase = phaseOf(drawn.phases, { [spoken]: spoken === 'fr' ? 'Parcours' : 'Journey' }, false, row)
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
      const persona = personaOf(personas, name)
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
    if (isFeeling) {
      const persona = row.label('persona') ?? null
      if (persona) personaOf(personas, persona)
      declare(about, { persona, valence, label: lane?.type === 'emotion' ? text : undefined }, row)
    }
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
}

type Said = {
  readonly text: Label | undefined
  readonly valence: number | undefined
  readonly touchpoint: Label | undefined
}
