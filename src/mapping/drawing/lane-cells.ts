import type { WholeMap } from '../../contract/mapping.ts'
import { channels, isChannel } from '../../vocabulary/channel.ts'
import type { Cell, Lane, LaneType, Step } from '../../vocabulary/map/journey-map.ts'
import type { Placement } from '../../vocabulary/touchpoint.ts'
import { cleanText } from './clean-text.ts'
import type { DrawingRequest } from './drawing-request.ts'
import type { DrawingWords } from './drawing-words.ts'
import type { Say } from './sheet.ts'

/** What stands in a cell, over `span` columns. */
export type CellWords = { readonly span: number; readonly parts: readonly Part[] }

export type Part =
  | { readonly kind: 'text'; readonly text: string; readonly lead?: string; readonly spoken?: boolean }
  /** A picture, its size in pixels, and what it shows. */
  | {
      readonly kind: 'picture'
      readonly id: string
      readonly width: number
      readonly height: number
      readonly alt: string
    }
  | { readonly kind: 'tag'; readonly text: string; readonly strong: boolean }
  | {
      readonly kind: 'card'
      readonly name: string
      /** Channels, and whose it is when it is not the company's own. */
      readonly facts: string
      readonly expected: boolean
      /** How many come here, where that was measured. */
      readonly lived: string
      /** What is known of it as a moment of truth. */
      readonly moment: string
    }

type Known = {
  readonly whole: WholeMap
  readonly pictures: DrawingRequest['pictures']
  readonly reach: ReadonlyMap<string, number> | undefined
  readonly say: Say
  readonly words: DrawingWords
  readonly language: 'fr' | 'en'
}

/** The cells of a lane, a column each. `all` are the steps of the map, by which spans are counted; `steps` those drawn. */
export function cellsOf(
  lane: Lane,
  steps: readonly Step[],
  all: readonly Step[],
  known: Known,
): readonly (CellWords | undefined)[] {
  if (lane.type === 'emotion') return steps.map(() => undefined)
  const place = new Map(all.map((step, index) => [step.id, index]))
  const own = new Map(steps.map(step => [step.id, step.cells.find(cell => cell.lane === lane.id)]))
  const cells: (CellWords | undefined)[] = []
  let spannedBefore = 0
  steps.forEach((step, column) => {
    const cell = own.get(step.id)
    const parts = partsOf(lane.type, step, cell, known)
    if (column < spannedBefore && parts.length === 0) {
      cells.push(undefined)
      return
    }
    let span = 1
    // A span ends before the next cell that says something, and leaves out what is not drawn.
    const end = place.get(step.id)! + (cell?.span ?? 1)
    while (column + span < steps.length) {
      const next = steps[column + span]!
      if (place.get(next.id)! >= end || partsOf(lane.type, next, own.get(next.id), known).length > 0) break
      span++
    }
    spannedBefore = column + span
    cells.push({ span, parts })
  })
  return cells
}

function partsOf(type: LaneType, step: Step, cell: Cell | undefined, known: Known): readonly Part[] {
  const text = known.say(cell?.text)
  const spoken = type === 'thought'
  const quoted = spoken && !/^[«“"]/.test(text) ? known.words.quote(text) : text
  const words: readonly Part[] = [
    ...pictureOf(cell, known),
    ...(text ? [{ kind: 'text', text: quoted, spoken } as const] : []),
  ]
  if (type === 'touchpoint') return [...step.placements.map(placement => cardOf(placement, known)), ...words]
  if (type === 'desired') return desiredOf(step, known, words)
  return [...tagsOf(type, step, cell, known), ...words]
}

/** The picture of a cell; its words where there is none to draw. */
function pictureOf(cell: Cell | undefined, { pictures, say, words }: Known): readonly Part[] {
  if (!cell?.picture) return []
  const { id } = cell.picture
  const alt = say(cell.picture.alt) || words.picture
  const found = pictures?.get(id)
  if (!found) return [{ kind: 'text', text: `[${alt}]` }]
  return [{ kind: 'picture', id, width: found.width, height: found.height, alt }]
}

function cardOf(placement: Placement, { whole, reach, say, words, language }: Known): Part {
  const touchpoint = whole.library.touchpoints.find(one => one.id === placement.touchpoint)
  const moment = whole.map.momentsOfTruth.find(one => one.placement === placement.id)
  const codes = placement.channels.length > 0 ? placement.channels : (touchpoint?.channels ?? [])
  const share = touchpoint?.observability === 'unobservable' ? undefined : reach?.get(placement.touchpoint)
  const owner = touchpoint ? words.ownership[touchpoint.ownership] : undefined
  const names = codes.map(code => channelName(code, whole, say, language))
  return {
    kind: 'card',
    name: say(touchpoint?.name),
    facts: [...new Set(owner ? [...names, owner] : names)].filter(Boolean).join(' · '),
    expected: placement.presence === 'expected',
    lived: share === undefined ? '' : words.reach(Math.round(share * 100)),
    moment: moment && moment.status !== 'rejected' ? words.status[moment.status] : '',
  }
}

function channelName(code: string, whole: WholeMap, say: Say, language: 'fr' | 'en'): string {
  if (isChannel(code)) return channels[code][language]
  return say(whole.library.channels.find(channel => channel.id === code)?.name) || cleanText(code)
}

function desiredOf(step: Step, { say }: Known, words: readonly Part[]): readonly Part[] {
  const { desired } = step.emotion
  if (!desired) return words
  const [text, lead] = [say(desired.statement), cleanText(desired.type ?? '')]
  return text || lead ? [{ kind: 'text', text, lead }, ...words] : words
}

/** What a lane repeats of the placements of a step, and what its cell refers to: owners, tools, channels, metrics. */
function tagsOf(type: LaneType, step: Step, cell: Cell | undefined, known: Known): readonly Part[] {
  const { whole, say, language } = known
  const { departments, assets, metrics } = whole.library
  const found = new Map<string, boolean>()
  const add = (name: string, strong = false) => name && found.set(name, strong || found.get(name) === true)
  for (const placement of step.placements) {
    const touchpoint = whole.library.touchpoints.find(one => one.id === placement.touchpoint)
    if (type === 'people') {
      for (const { role, department } of placement.raci) {
        if (role !== 'accountable' && role !== 'responsible') continue
        add(say(departments.find(one => one.id === department)?.name), role === 'accountable')
      }
    } else if (type === 'channel') {
      const codes = placement.channels.length > 0 ? placement.channels : (touchpoint?.channels ?? [])
      for (const code of codes) add(channelName(code, whole, say, language))
    } else if (type === 'metric') {
      for (const { metric } of placement.metrics) add(say(metrics.find(one => one.id === metric)?.name))
    } else {
      for (const id of placement.assets) {
        const asset = assets.find(one => one.id === id)
        if (asset?.type === type) add(say(asset.name))
      }
    }
  }
  for (const id of cell?.refs ?? []) add(referred(id, known))
  return [...found].map(([text, strong]) => ({ kind: 'tag', text, strong }))
}

/** What a cell points at, when it can be named. */
function referred(id: string, { whole, say }: Known): string {
  const { departments, assets, metrics, personas, channels: own, touchpoints } = whole.library
  const lists = [departments, assets, metrics, personas, own, touchpoints]
  for (const list of lists) {
    const one = list.find(each => each.id === id)
    if (one) return say(one.name)
  }
  return ''
}
