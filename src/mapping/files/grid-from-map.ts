import type { WholeMap } from '../../contract/mapping.ts'
import { channels as channelsOfAll, isChannel } from '../../vocabulary/channel.ts'
import { type Label, labelIn, type Tongue } from '../../vocabulary/label.ts'
import { type Lane, type Phase, type Step, stepsOf } from '../../vocabulary/map/journey-map.ts'
import { typicalLanes } from '../../vocabulary/map/map-template.ts'
import type { Placement } from '../../vocabulary/touchpoint.ts'
import type { Column } from './grid-columns.ts'
import * as words from './grid-words.ts'
import { nameKey } from './name-key.ts'

/** Names in one cell, each in the languages it has. `before` goes ahead of the name in the first language. */
export type NameList = readonly { readonly name: Label; readonly before?: string }[]

/** What a cell of the grid holds: text as it stands, a number, words in two languages, or several names. */
export type GridCell = string | number | Label | NameList
export type GridRow = Partial<Record<Column, GridCell>>

export type GridSpeech = {
  /** The language of the first columns. */
  readonly language: Tongue
  /** Whether values are written as people read them (« attendu »), or by their code (`expected`). */
  readonly inWords: boolean
}

type Shown = Pick<WholeMap, 'journey' | 'map' | 'library'>

/**
 * A map as rows: the journey, its lanes where they are not the usual ones, then phase by phase and step by step, one row
 * for each thing that is said. What names an element stands on each of its rows, so that rows may be sorted and filtered.
 */
export function gridFromMap({ journey, map, library }: Shown, speech: GridSpeech): readonly GridRow[] {
  const say = <Code extends string>(dictionary: words.ValueWords<Code>, code: Code): string =>
    speech.inWords ? dictionary[code][speech.language] : code
  const lanes = laneNames(map.lanes, type => say(words.laneWords, type))
  const named = <Thing extends { readonly id: string; readonly name: Label }>(list: readonly Thing[]) => {
    const byId = new Map(list.map(one => [one.id, one]))
    return (id: string): Label => byId.get(id)?.name ?? { [speech.language]: id }
  }
  const nameOf = {
    persona: named(library.personas),
    department: named(library.departments),
    channel: named(library.channels),
    metric: named(library.metrics),
  }
  const assets = new Map(library.assets.map(asset => [asset.id, asset]))
  const touchpoints = new Map(library.touchpoints.map(touchpoint => [touchpoint.id, touchpoint]))
  const moments = new Map(map.momentsOfTruth.map(moment => [moment.placement, moment]))

  const channelName = (code: string): Label => {
    if (!isChannel(code)) return nameOf.channel(code)
    return speech.inWords ? { [speech.language]: channelsOfAll[code][speech.language] } : { [speech.language]: code }
  }

  function* whole(): Generator<GridRow> {
    yield { lane: say(words.rowKindWords, 'journey'), text: journey.name }
    if (journey.purpose) yield { lane: say(words.rowKindWords, 'purpose'), text: journey.purpose }
    if (map.name || map.kind !== 'current') {
      yield {
        lane: say(words.rowKindWords, 'map'),
        ...(map.name ? { text: map.name } : {}),
        ...(map.kind === 'current' ? {} : { map_kind: say(words.mapKindWords, map.kind) }),
      }
    }
    if (!areTypical(map.lanes)) {
      for (const lane of map.lanes) {
        const visibility = lane.visibility === 'all' ? {} : { visibility: lane.visibility.join(' | ') }
        yield { lane: lanes.get(lane.id)!, ...visibility }
      }
    }
    const mentioned = new Set(stepsOf(map).flatMap(step => step.emotion.declared.map(one => one.persona)))
    for (const id of map.personas) {
      const description = library.personas.find(persona => persona.id === id)?.description ?? null
      if (mentioned.has(id) && !description) continue
      yield {
        lane: say(words.rowKindWords, 'persona'),
        persona: nameOf.persona(id),
        ...(description ? { text: description } : {}),
      }
    }
    const again = repeated(map.phases.map(phase => phase.name))
    for (const phase of map.phases) yield* ofPhase(phase, again.has(keyIn(phase.name)))
  }

  function* ofPhase(phase: Phase, isRepeated: boolean): Generator<GridRow> {
    const at = { phase: phase.name }
    if (phase.goal || phase.order !== 'sequence' || phase.steps.length === 0 || isRepeated) {
      yield {
        ...at,
        lane: say(words.rowKindWords, 'goal'),
        ...(phase.goal ? { text: phase.goal } : {}),
        ...(phase.order === 'sequence' ? {} : { order: say(words.orderWords, phase.order) }),
      }
    }
    if (phase.desired) yield { ...at, ...desiredRow(phase.desired) }
    const again = repeated(phase.steps.map(step => step.title))
    for (const step of phase.steps) yield* ofStep(at, step, again.has(keyIn(step.title)))
  }

  function* ofStep(phase: GridRow, step: Step, isRepeated: boolean): Generator<GridRow> {
    const at = { ...phase, step: step.title }
    const told = [...saidOf(at, step)]
    if (step.description || told.length === 0 || isRepeated) {
      const description = step.description ? { text: step.description } : {}
      yield { ...at, lane: say(words.rowKindWords, 'step'), ...description }
    }
    yield* told
  }

  function* saidOf(at: GridRow, step: Step): Generator<GridRow> {
    const met = new Map<string, number>()
    for (const placement of step.placements) {
      const time = (met.get(placement.touchpoint) ?? 0) + 1
      met.set(placement.touchpoint, time)
      const lane = say(words.laneWords, 'touchpoint')
      yield { ...at, lane: time === 1 ? lane : `${lane} (${time})`, ...placementRow(placement) }
    }
    for (const { id } of map.lanes) {
      const cell = step.cells.find(one => one.lane === id)
      if (!cell?.text) continue
      yield { ...at, lane: lanes.get(id)!, text: cell.text, ...(cell.span === 1 ? {} : { span: cell.span }) }
    }
    for (const one of step.emotion.declared) {
      yield {
        ...at,
        lane: say(words.laneWords, 'emotion'),
        ...(one.persona === null ? {} : { persona: nameOf.persona(one.persona) }),
        ...(one.label === null ? {} : { text: one.label }),
        valence: one.valence,
        ...(one.intensity === 0.5 ? {} : { intensity: one.intensity }),
      }
    }
    if (step.emotion.desired) yield { ...at, ...desiredRow(step.emotion.desired) }
  }

  function desiredRow({ valence, type, statement }: NonNullable<Phase['desired']>): GridRow {
    return {
      lane: say(words.laneWords, 'desired'),
      valence,
      ...(statement ? { text: statement } : {}),
      ...(type === null ? {} : { experience: type }),
    }
  }

  function placementRow(placement: Placement): GridRow {
    const touchpoint = touchpoints.get(placement.touchpoint)
    const people = (role: Placement['raci'][number]['role']): NameList =>
      placement.raci.filter(one => one.role === role).map(one => ({ name: nameOf.department(one.department) }))
    const ofType = (type: 'tool' | 'process' | 'procedure'): NameList =>
      placement.assets.flatMap(id => {
        const asset = assets.get(id)
        return asset?.type === type ? [{ name: asset.name }] : []
      })
    const moment = moments.get(placement.id)
    const row: GridRow = {
      touchpoint: touchpoint?.name ?? { [speech.language]: placement.touchpoint },
      channel: placement.channels.map(code => ({ name: channelName(code) })),
      ownership: say(words.ownershipWords, touchpoint?.ownership ?? 'owned'),
      presence: say(words.presenceWords, placement.presence),
      department: people('accountable'),
      responsible: people('responsible'),
      consulted: people('consulted'),
      informed: people('informed'),
      tool: ofType('tool'),
      process: ofType('process'),
      procedure: ofType('procedure'),
      metric: placement.metrics.map(({ metric, role }) => {
        const name = nameOf.metric(metric)
        const isPlain = role === 'outcome' && !startsWithRole(labelIn(name, speech.language).text)
        return { name, ...(isPlain ? {} : { before: `${say(words.metricRoleWords, role)}: ` }) }
      }),
    }
    if (placement.repeatable) row.repeatable = say(words.yesWords, 'yes')
    if (placement.choiceGroup !== null) row.choice = placement.choiceGroup
    if (placement.maxWait !== null) row.max_wait = placement.maxWait
    if (placement.targetDuration !== null) row.target_duration = placement.targetDuration
    if (moment) {
      const status = say(words.momentWords, moment.status)
      row.moment_of_truth =
        moment.origin === 'declared' ? status : `${say(words.originWords, moment.origin)}: ${status}`
    }
    if (touchpoint) {
      if (touchpoint.kind !== 'action') row.kind = say(words.kindWords, touchpoint.kind)
      if (touchpoint.initiator !== 'customer') row.initiator = say(words.initiatorWords, touchpoint.initiator)
      if (touchpoint.observability !== 'observed')
        row.observability = say(words.observabilityWords, touchpoint.observability)
      if (touchpoint.complexity !== null) row.complexity = touchpoint.complexity
      if (touchpoint.urgency !== null) row.urgency = touchpoint.urgency
    }
    return row
  }

  /** A name that begins like a role is written with its role, so that it is not taken for one. */
  const startsWithRole = (name: string) =>
    name.includes(':') && words.readWord(words.metricRoleWords, name.slice(0, name.indexOf(':'))) !== undefined
  const keyIn = (label: Label) => elementKey(label, speech.language)
  const repeated = (labels: readonly Label[]) => {
    const keys = labels.map(keyIn)
    return new Set(keys.filter((key, index) => keys.indexOf(key) !== index))
  }
  return [...whole()]
}

/** By what two rows are of one phase, or of one step: its name in the first language, else in the other. */
export function elementKey(label: Label, language: Tongue): string {
  return nameKey(labelIn(label, language).text)
}

/** What each lane is called in the lane column: its type, and its name where it has one. */
function laneNames(lanes: readonly Lane[], say: (type: Lane['type']) => string): ReadonlyMap<string, GridCell> {
  const met = new Map<string, number>()
  return new Map(
    lanes.map(({ id, type, name }): [string, GridCell] => {
      if (name !== null) {
        const { fr, en } = name
        const called = {
          ...(fr === undefined ? {} : { fr: `${say(type)}: ${fr}` }),
          ...(en === undefined ? {} : { en: `${say(type)}: ${en}` }),
        }
        return [id, called]
      }
      const time = (met.get(type) ?? 0) + 1
      met.set(type, time)
      return [id, time === 1 ? say(type) : `${say(type)} (${time})`]
    }),
  )
}

function areTypical(lanes: readonly Lane[]): boolean {
  return (
    lanes.length === typicalLanes.length &&
    lanes.every((lane, index) => lane.type === typicalLanes[index] && lane.name === null && lane.visibility === 'all')
  )
}
