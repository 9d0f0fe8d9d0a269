import type { LaneType } from './journey-map.ts'
import type { Library } from './library.ts'

/** What the rules look at beside the map: the library, and which touchpoints have a binding rule. */
export type MapSurroundings = {
  readonly library: Library
  readonly bound: ReadonlySet<string>
  /** Lanes that the house asks of every map (`any`) and of maps of a template. */
  readonly lanes?: Readonly<Record<string, readonly LaneType[]>>
}
