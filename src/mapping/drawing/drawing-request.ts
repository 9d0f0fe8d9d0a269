import type { DrawnView } from '../../contract/map-drawing.ts'
import type { WholeMap } from '../../contract/mapping.ts'
import type { Tongue } from '../../vocabulary/label.ts'
import type { PictureType } from '../../vocabulary/map/picture.ts'

/** What was measured at one step, as measuring may hand it in; the map knows nothing of it. */
export type MeasuredFeeling = {
  readonly step: string
  /** −1…1; null where there is too little to be shown. */
  readonly mean: number | null
  /** The interval around the mean. */
  readonly low: number | null
  readonly high: number | null
  readonly customers: number
  readonly reading: 'reliable' | 'indicative' | 'hidden'
}

/** What was lived on a map, as plain figures: measuring hands them in, the map knows nothing of where they come from. */
export type LivedMap = {
  /** The period: ISO-8601, the end not included. */
  readonly from: string
  readonly to: string
  /** Journeys of the period; null where they are too few to be told. */
  readonly cases: number | null
  readonly feelings: readonly MeasuredFeeling[]
  /** The share of journeys that came to a touchpoint, by its id, where it may be told. */
  readonly reach: ReadonlyMap<string, number>
}

/** A picture that may be drawn. */
export type DrawnPicture = {
  readonly type: PictureType
  readonly width: number
  readonly height: number
  readonly content: Uint8Array
}

/** What is drawn, and how. All that the drawing depends on is here: the same request gives the same bytes. */
export type DrawingRequest = {
  readonly whole: WholeMap
  /** When the map last changed, or was published: ISO-8601. It dates the file. */
  readonly changedAt: string
  readonly timeZone: string
  readonly language: Tongue
  /** Ids of the lanes and phases to draw; all when not given. A lane the map lacks is `~emotion` or `~touchpoint`. */
  readonly lanes?: readonly string[] | undefined
  readonly phases?: readonly string[] | undefined
  readonly scheme: 'warm' | 'print'
  /** One page as large as the map, or sheets of a size, lying. */
  readonly paper: 'fit' | 'A4' | 'A3' | 'A2' | 'A1'
  /** `auto` takes as many sheets as keep the text readable; `one` makes it fit one, however small. */
  readonly pages: 'auto' | 'one'
  /** A line for the foot of every page; the usual one when not given, none when empty. */
  readonly note?: string | undefined
  /** The pictures of its cells, by id; one that is not here is told by its words. */
  readonly pictures?: ReadonlyMap<string, DrawnPicture> | undefined
  /** What was lived, when the caller has measured it; `gap` shows how far that is from what is desired. */
  readonly lived?: (LivedMap & { readonly view: DrawnView }) | undefined
}
