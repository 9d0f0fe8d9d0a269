import { type Label, labelIn } from '../../vocabulary/label.ts'
import { type Lane, type Phase, type Step, stepsOf } from '../../vocabulary/map/journey-map.ts'
import { cleanText } from './clean-text.ts'
import type { DrawingRequest } from './drawing-request.ts'
import { type DrawingWords, drawingWords } from './drawing-words.ts'
import { type Feelings, feelingsOf, periodWords } from './feelings.ts'
import { type CellWords, cellsOf } from './lane-cells.ts'

/** A map in one language, ready to be laid out: what is hidden is gone, what is referred to is named. */
export type Sheet = {
  readonly words: DrawingWords
  readonly language: 'fr' | 'en'
  readonly title: string
  /** The map's own name and kind. */
  readonly name: string
  readonly purpose: string
  /** The version or the draft, and its day. */
  readonly state: string
  readonly day: string
  readonly note: string
  /** Over which period what is lived was measured, and on how many journeys; empty when nothing was. */
  readonly measured: string
  readonly personas: readonly string[]
  readonly phases: readonly SheetPhase[]
  readonly columns: readonly SheetColumn[]
  readonly lanes: readonly SheetLane[]
  readonly moments: readonly SheetMoment[]
}

/** A phase stands over the columns `from` to `to`, the last not included. */
export type SheetPhase = {
  readonly name: string
  readonly goal: string
  readonly from: number
  readonly to: number
}

export type SheetColumn = { readonly title: string; readonly description: string; readonly phase: number }

export type SheetLane = {
  readonly id: string
  readonly type: Lane['type']
  readonly title: string
  /** One a column; a column that a cell to its left spans has none. */
  readonly cells: readonly (CellWords | undefined)[]
  /** The lane of feelings has a curve. */
  readonly feelings?: Feelings | undefined
}

/** A moment of truth as the list of them tells it. */
export type SheetMoment = {
  readonly touchpoint: string
  readonly step: string
  readonly phase: string
  readonly status: string
  readonly reason: string
}

/** Says a label in the language of the drawing, cleaned. */
export type Say = (label: Label | null | undefined) => string

export function sheetOf(request: DrawingRequest): Sheet {
  const { whole, language } = request
  const { map, journey, library, version } = whole
  const words = drawingWords(language)
  const say: Say = label => (label ? cleanText(labelIn(label, language).text) : '')
  const shown = map.phases.filter(phase => !request.phases || request.phases.includes(phase.id))
  const columns = shown.flatMap((phase, index) => phase.steps.map(step => ({ step, phase: index })))
  const steps = columns.map(column => column.step)
  const own = say(map.name)
  return {
    words,
    language,
    title: say(journey.name),
    name: [own, words.kinds[map.kind]].filter((part, index, all) => part && all.indexOf(part) === index).join(' · '),
    purpose: say(journey.purpose),
    state: version ? words.version(version.number) : words.draft(map.version),
    day: dayOf(request),
    note: cleanText(request.note ?? words.note),
    measured: measuredWords(request, words),
    personas: map.personas.flatMap(id => {
      const name = say(library.personas.find(persona => persona.id === id)?.name)
      return name ? [name] : []
    }),
    phases: phasesOf(shown, say, words),
    columns: columns.map(({ step, phase }) => ({ title: say(step.title), description: say(step.description), phase })),
    lanes: lanesOf(request).map(lane => ({
      id: lane.id,
      type: lane.type,
      title: say(lane.name) || words.lanes[lane.type],
      cells: cellsOf(lane, steps, stepsOf(map), {
        whole,
        pictures: request.pictures,
        reach: request.lived?.reach,
        say,
        words,
        language,
      }),
      ...(lane.type === 'emotion' ? { feelings: feelingsOf(steps, request, say, words) } : {}),
    })),
    moments: momentsOf(request, columns, shown, say, words),
  }
}

/**
 * The lanes of the map that are asked for. A map without a lane for feelings or touchpoints still shows what it tells of
 * them, as its heart.
 */
function lanesOf({ whole, lanes }: DrawingRequest): readonly Lane[] {
  const steps = stepsOf(whole.map)
  const told = {
    emotion: steps.some(({ emotion }) => emotion.declared.length > 0 || emotion.desired),
    touchpoint: steps.some(step => step.placements.length > 0),
  }
  const lacking = (['emotion', 'touchpoint'] as const).filter(
    type => told[type] && !whole.map.lanes.some(lane => lane.type === type),
  )
  const all = [
    ...lacking.map((type): Lane => ({ id: `~${type}`, type, name: null, visibility: 'all' })),
    ...whole.map.lanes,
  ]
  return all.filter(lane => !lanes || lanes.includes(lane.id))
}

function phasesOf(phases: readonly Phase[], say: Say, words: DrawingWords): readonly SheetPhase[] {
  let from = 0
  return phases.map(phase => {
    const goal = say(phase.goal)
    const order = phase.order === 'any' && phase.steps.length > 1 ? words.anyOrder : ''
    const told = { name: say(phase.name), goal: [goal, order].filter(Boolean).join(' · '), from }
    from += phase.steps.length
    return { ...told, to: from }
  })
}

type Column = { readonly step: Step; readonly phase: number }

function momentsOf(
  { whole }: DrawingRequest,
  columns: readonly Column[],
  phases: readonly Phase[],
  say: Say,
  words: DrawingWords,
): readonly SheetMoment[] {
  const { map, library } = whole
  return columns.flatMap(({ step, phase }) =>
    step.placements.flatMap(placement => {
      const moment = map.momentsOfTruth.find(one => one.placement === placement.id)
      if (!moment || moment.status === 'rejected') return []
      const touchpoint = library.touchpoints.find(one => one.id === placement.touchpoint)
      return [
        {
          touchpoint: say(touchpoint?.name),
          step: say(step.title),
          phase: say(phases[phase]?.name),
          status: words.status[moment.status],
          reason: say(moment.reason),
        },
      ]
    }),
  )
}

function measuredWords({ lived, language, timeZone }: DrawingRequest, words: DrawingWords): string {
  if (!lived) return ''
  const cases = lived.cases === null ? '' : lived.cases.toLocaleString(language === 'fr' ? 'fr-FR' : 'en-GB')
  return words.measuredOver(periodWords(lived, language, timeZone), cleanText(cases))
}

function dayOf({ changedAt, timeZone, language }: DrawingRequest): string {
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB'
  return new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'long', year: 'numeric' })
    .format(new Date(changedAt))
    .replace(/\s/g, '\u00a0')
}

/** Who the map is about, in a line; empty when nobody in particular. */
export function personasLine({ personas, words, language }: Sheet): string {
  if (personas.length === 0) return ''
  return `${words.personas}${language === 'fr' ? '\u00a0: ' : ': '}${personas.join(' · ')}`
}
