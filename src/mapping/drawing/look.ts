import type { Face } from './fonts.ts'

/** The colours of a drawing. Each meaning is doubled by a sign, a shape or a word. */
export type Colours = {
  readonly paper: string
  readonly card: string
  readonly ground: string
  readonly ink: string
  readonly muted: string
  readonly line: string
  readonly strongLine: string
  readonly bad: string
  readonly even: string
  readonly good: string
  readonly accent: string
  readonly accentMark: string
  readonly gold: string
  readonly goldGround: string
  readonly goldLine: string
}

const warm: Colours = {
  paper: '#faf9f6',
  card: '#ffffff',
  ground: '#f1eee7',
  ink: '#1e1d1b',
  muted: '#6a655d',
  line: '#e2ddd3',
  strongLine: '#cfc8ba',
  bad: '#b3451f',
  even: '#857a68',
  good: '#17726a',
  accent: '#27467a',
  accentMark: '#4a6fa8',
  gold: '#7d5a00',
  goldGround: '#fbf0d4',
  goldLine: '#c79a1e',
}

/** For printers: no ground to soak the paper, hairlines that a copier keeps, ink that stays apart in grey. */
const print: Colours = {
  ...warm,
  paper: '#ffffff',
  ground: '#ffffff',
  ink: '#000000',
  muted: '#444444',
  line: '#b8b8b8',
  strongLine: '#777777',
  even: '#555555',
  goldGround: '#ffffff',
  goldLine: '#7d5a00',
}

export const schemes = { warm, print } as const

/** The three shades of feeling; between them lies what is neither good nor bad. */
export function shadeOf(feeling: number, colours: Colours): string {
  if (feeling > 0.1) return colours.good
  return feeling < -0.1 ? colours.bad : colours.even
}

export type TypeStyle = { readonly face: Face; readonly size: number; readonly leading: number }

/** The sizes of a drawing in points, and its measures. `sheet` is for paper, `slide` never goes below nine points. */
export type Measures = {
  readonly title: TypeStyle
  readonly phase: TypeStyle
  readonly step: TypeStyle
  readonly lane: TypeStyle
  readonly name: TypeStyle
  readonly body: TypeStyle
  readonly quote: TypeStyle
  readonly small: TypeStyle
  readonly titlesWidth: number
  readonly columnWidth: number
  readonly padding: number
  readonly curveHeight: number
}

const style = (face: Face, size: number, leading: number): TypeStyle => ({ face, size, leading })

export const sheetMeasures: Measures = {
  title: style('semibold', 22, 27),
  phase: style('semibold', 11, 14),
  step: style('semibold', 9.5, 12.5),
  lane: style('semibold', 9.5, 12.5),
  name: style('medium', 9, 11.6),
  body: style('regular', 9, 12),
  quote: style('italic', 9, 12),
  small: style('regular', 7.8, 10.4),
  titlesWidth: 112,
  columnWidth: 132,
  padding: 8,
  curveHeight: 150,
}

export const slideMeasures: Measures = {
  title: style('semibold', 22, 27),
  phase: style('semibold', 12, 15),
  step: style('semibold', 10.5, 13.5),
  lane: style('semibold', 9.5, 12.5),
  name: style('medium', 9.5, 12),
  body: style('regular', 9.5, 12.2),
  quote: style('italic', 9.5, 12.2),
  small: style('regular', 9, 11.2),
  titlesWidth: 92,
  columnWidth: 132,
  padding: 6,
  curveHeight: 104,
}
