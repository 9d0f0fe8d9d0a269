import { createHash } from 'node:crypto'
import type { MapWithTouchpoints } from '../../mapping/index.ts'
import { stepsOf } from '../../vocabulary/map/journey-map.ts'
import {
  type Alignment,
  type ConformanceModel,
  isLeftOver,
  type LeftOverKind,
  leftOverKinds,
} from '../../vocabulary/statistics/conformance.ts'
import { conformanceModelOf, type LeftOut } from './conformance-model.ts'

/**
 * What alignments with a map are kept by: its model, the steps of its placements, and the number of both. A map that is
 * changed has another number, and the same again when the change is undone.
 */
export type AlignmentFrame = {
  readonly number: bigint
  readonly model: ConformanceModel
  readonly leftOut: readonly LeftOut[]
  /** The placements of the model in order, each with the place of its step among the steps of the map. */
  readonly places: readonly { readonly id: string; readonly step: number }[]
}

/**
 * What is kept of an alignment: amounts, each of an item. The first are of the whole case; the others say how many
 * visits show a deviation, stray after a step, or that a placement was reached. `stray` is an unexpected visit told by
 * the step after which it came.
 */
export const alignmentItems = [
  /** The case was not aligned yet. */
  'missing',
  'cases',
  'cost',
  'worst',
  'visits',
  'explained',
  'reached',
  'stray',
  ...leftOverKinds,
] as const
export type AlignmentItem = (typeof alignmentItems)[number]

const touchpointFrom = 2 ** 20
const itemFrom = 2 ** 40

/** An item as a number. `touchpoint` is its number in traces; `place` counts placements, for strays steps, from 0. */
export function itemNumber(item: AlignmentItem, touchpoint = 0, place: number | null = null): number {
  return alignmentItems.indexOf(item) * itemFrom + touchpoint * touchpointFrom + (place === null ? 0 : place + 1)
}

export function readItem(number: number): {
  readonly item: AlignmentItem
  readonly touchpoint: number
  readonly place: number | null
} {
  const place = number % touchpointFrom
  return {
    item: alignmentItems[Math.floor(number / itemFrom)]!,
    touchpoint: Math.floor((number % itemFrom) / touchpointFrom),
    place: place === 0 ? null : place - 1,
  }
}

export function alignmentFrameOf(map: MapWithTouchpoints): AlignmentFrame {
  const { model, leftOut } = conformanceModelOf(map)
  const stepOf = new Map(stepsOf(map.map).flatMap((step, index) => step.placements.map(each => [each.id, index])))
  const places = model.blocks.flat().map(({ id }) => ({ id, step: stepOf.get(id)! }))
  const told = createHash('sha256')
    .update(JSON.stringify([model, places]))
    .digest()
  return { number: told.readBigUInt64LE(), model, leftOut, places }
}

/** The number of a deviation's item: `placement` where it is of one. */
export function deviationItem(
  { places }: AlignmentFrame,
  { kind, touchpoint, placement }: { kind: LeftOverKind; touchpoint: number; placement: string | null },
): number {
  const place = placement === null ? -1 : places.findIndex(({ id }) => id === placement)
  return itemNumber(kind, touchpoint, place < 0 ? null : place)
}

/** Says what is kept of an alignment. */
export function itemsOf(frame: AlignmentFrame): (alignment: Alignment) => ReadonlyMap<number, number> {
  const placeOf = new Map(frame.places.map(({ id }, place) => [id, place]))
  return ({ cost, worst, deviations, explained }) => {
    const items = new Map([
      [itemNumber('cases'), 1],
      [itemNumber('cost'), cost],
      [itemNumber('worst'), worst],
      [itemNumber('visits'), explained.length],
    ])
    const add = (item: number) => items.set(item, (items.get(item) ?? 0) + 1)
    // A stray stands after the step of the last visit before it that the map explains.
    let step: number | null = null
    const stepBefore = explained.map(placement => {
      const before: number | null = step
      if (placement === null) return before
      const place = placeOf.get(placement)!
      step = frame.places[place]!.step
      add(itemNumber('explained'))
      items.set(itemNumber('reached', 0, place), 1)
      return before
    })
    for (const { kind, touchpoint, placement, visit } of deviations) {
      if (!isLeftOver(kind)) continue
      add(itemNumber(kind, touchpoint, placement === null ? null : placeOf.get(placement)!))
      if (kind === 'unexpected' && visit !== null) add(itemNumber('stray', touchpoint, stepBefore[visit]!))
    }
    return items
  }
}
