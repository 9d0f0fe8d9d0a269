import type { Block } from './blocks.ts'
import type { CurveScale } from './curve-scale.ts'
import type { Feelings } from './feelings.ts'
import type { Face } from './fonts.ts'

/** What a painter paints, in points from the upper left corner, first to last. Paths are those of SVG, absolute. */
export type Mark =
  | {
      readonly kind: 'box'
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
      readonly radius?: number
      readonly fill?: string
      readonly stroke?: string
      readonly thickness?: number
      readonly dash?: Dash
    }
  | {
      readonly kind: 'path'
      readonly d: string
      readonly fill?: string
      readonly stroke?: string
      readonly thickness?: number
      readonly dash?: Dash
      readonly opacity?: number
    }
  | {
      readonly kind: 'text'
      readonly x: number
      /** The baseline. */
      readonly y: number
      readonly text: string
      readonly face: Face
      readonly size: number
      readonly colour: string
    }
  /** Words in their frame: text for those who edit, lines for those who print. */
  | { readonly kind: 'block'; readonly x: number; readonly y: number; readonly block: Block }
  /**
   * The curve of feelings, cut off at the edges of its box: its lines, and the values beside its points. Who has a chart
   * of their own draws that instead of the lines, on `scale`.
   */
  | {
      readonly kind: 'curve'
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
      readonly lines: readonly Mark[]
      readonly values: readonly Mark[]
      readonly feelings: Feelings
      readonly scale: CurveScale
    }
  /** Marks that count from another corner, and may be drawn smaller or larger. */
  | {
      readonly kind: 'placed'
      readonly x: number
      readonly y: number
      readonly scale?: number
      readonly marks: readonly Mark[]
    }

/** Lengths drawn and left out, in turn. */
export type Dash = readonly number[]

/** Marks with their size. */
export type Picture = { readonly width: number; readonly height: number; readonly marks: readonly Mark[] }

/** A number as drawings write it: to the hundredth of a point, without a tail of noughts. */
export function short(value: number): string {
  return String(Math.round(value * 100) / 100)
}
