import { useMapView } from '../../measuring/data.ts'

/** The five levels; `fit` shows every step at once. */
export const zoomLevels = ['fit', 'far', 'less', 'usual', 'near'] as const
export type ZoomLevel = (typeof zoomLevels)[number]
export const percentAt = { far: 60, less: 80, usual: 100, near: 125 } as const
const remembered = 'parcours.zoom'

const isLevel = (text: unknown): text is ZoomLevel => zoomLevels.includes(text as ZoomLevel)

/** How near one looks: as the address says, else as on this device before. */
export function useZoom() {
  const { view, show } = useMapView()
  const stored = localStorage.getItem(remembered)
  const level: ZoomLevel = isLevel(view.zoom) ? view.zoom : isLevel(stored) ? stored : 'usual'
  const set = (next: ZoomLevel) => {
    localStorage.setItem(remembered, next)
    show({ zoom: next })
  }
  return {
    level,
    set,
    by: (steps: number) => {
      const at = zoomLevels.indexOf(level) + steps
      const next = zoomLevels[Math.max(0, Math.min(zoomLevels.length - 1, at))]!
      if (next !== level) set(next)
    },
  }
}

/** A step is not drawn narrower than this with its words, and not narrower than that with marks. */
const leastForWords = 132
const leastForMarks = 18
const foldForWords = 40
export const laneWidth = 136

/**
 * How wide columns are in a window of `room` pixels. Where all steps fit, they share the room. `fit` draws them smaller
 * down to three quarters, where text is still read; beyond that marks stand for words and titles stand upright.
 */
export function sizesFor(level: ZoomLevel, room: number, steps: number, folds: number) {
  const given = (zoom: number) => Math.floor((room / zoom - laneWidth - folds * foldForWords) / Math.max(1, steps))
  if (level !== 'fit') {
    const zoom = percentAt[level] / 100
    return { zoom, compact: false, stepWidth: Math.max(leastForWords, given(zoom)), foldWidth: foldForWords }
  }
  for (const zoom of [1, 0.9, 0.8, 0.75]) {
    if (given(zoom) >= leastForWords) return { zoom, compact: false, stepWidth: given(zoom), foldWidth: foldForWords }
  }
  return { zoom: 1, compact: true, stepWidth: Math.max(leastForMarks, given(1)), foldWidth: 24 }
}
