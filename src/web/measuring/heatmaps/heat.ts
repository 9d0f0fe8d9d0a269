import type { HeatmapAnswer } from '../../../contract/measuring-pages.ts'

/** The page is drawn a thousand wide. Beyond so much height it is longer than anybody draws; the rest is on the table. */
export const pageWidth = 1000
const longest = 12_000

/** One place of the drawing with its clicks. `heat` is per view and by area: a small place with few is as hot as a large one with many. */
export type HotCell = HeatmapAnswer['cells'][number] & {
  readonly width: number
  readonly high: number
  readonly path: string
  readonly heat: number
}

export function drawnHeight(told: HeatmapAnswer): number {
  const lowest = Math.max(400, ...told.elements.map(one => one.y + one.height))
  return Math.min(longest, told.height > 0 ? told.height : lowest)
}

/** The elements that are drawn, the large ones first, so that what is in them is seen. */
export function drawnBoxes(told: HeatmapAnswer) {
  const height = drawnHeight(told)
  return told.elements
    .map((one, place) => ({ ...one, place }))
    .filter(one => one.y < height && one.width > 0)
    .sort((a, b) => b.width * b.height - a.width * a.height)
}

export function hotCells(told: HeatmapAnswer): readonly HotCell[] {
  const height = drawnHeight(told)
  return told.cells.flatMap(cell => {
    const box = told.elements[cell.element]
    if (!box || box.y >= height) return []
    const [width, high] = [(box.width * cell.size) / 1000, (box.height * cell.size) / 1000]
    const place = { x: box.x + (box.width * cell.x) / 1000, y: box.y + (box.height * cell.y) / 1000 }
    const heat = cell.clicks / Math.max(1, told.views) / Math.sqrt(width * high + 400)
    return [{ ...cell, ...place, width, high, path: box.path, heat }]
  })
}

/** The hottest place: what the strongest colour stands for. Two drawings that are to be compared share one. */
export function hottestOf(...all: readonly HeatmapAnswer[]): number {
  return Math.max(1e-12, ...all.flatMap(told => hotCells(told).map(cell => cell.heat)))
}
