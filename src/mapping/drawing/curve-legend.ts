import { isLived, personaDashes, personaMark, sign, told } from './curve-marks.ts'
import type { Feelings } from './feelings.ts'
import type { Measures } from './look.ts'
import type { Mark } from './mark.ts'
import { short } from './mark.ts'
import type { Plan } from './plan.ts'
import { wrapText } from './wrap-text.ts'

/** Which line is which, under the title of the lane of feelings. */
export function legendMarks(feelings: Feelings, { measures, colours, sheet }: Plan, top: number): readonly Mark[] {
  const { small, padding } = measures
  const { desired, period, isGap } = feelings
  const { declared, personas } = told(feelings)
  const lived = isLived(feelings)
  const marks: Mark[] = []
  let y = top
  const line = (said: string, draw: (x: number, y: number) => readonly Mark[]) => {
    marks.push(...draw(padding, y + small.leading / 2))
    for (const { text } of legendWords(said, measures)) {
      const base = y + small.leading / 2 + small.size * 0.36
      marks.push({
        kind: 'text',
        x: padding + 24,
        y: base,
        text,
        face: small.face,
        size: small.size,
        colour: colours.muted,
      })
      y += small.leading
    }
    y += 1.5
  }
  const stroke = (x: number, at: number, rest: Omit<Extract<Mark, { kind: 'path' }>, 'kind' | 'd'>): Mark => ({
    kind: 'path',
    d: `M${short(x)},${short(at)}L${short(x + 19)},${short(at)}`,
    ...rest,
  })
  const { words } = sheet
  if (lived) {
    line([words.measured, period].filter(Boolean).join(', '), (x, at) => [
      stroke(x, at, { stroke: colours.ink, thickness: 1.8 }),
      sign('circle', [x + 9.5, at], 3.2, { fill: colours.card, stroke: colours.good }),
    ])
  }
  if (declared.values.some(value => value !== undefined)) {
    line(declared.name || words.declared, (x, at) => [
      ...(lived ? [] : [stroke(x, at, { stroke: colours.ink, thickness: 1.4 })]),
      sign('square', [x + 9.5, at], 3, { fill: colours.card, stroke: colours.ink }),
    ])
  }
  personas.forEach((series, index) => {
    line(series.name, (x, at) => [
      stroke(x, at, { stroke: colours.muted, thickness: 0.8, dash: personaDashes[index % personaDashes.length]! }),
      personaMark(index, [x + 9.5, at], colours),
    ])
  })
  if (desired.values.some(value => value !== undefined)) {
    line(words.desired, (x, at) => [
      stroke(x, at, { stroke: colours.accentMark, thickness: 1.1, dash: [4, 3] }),
      sign('circle', [x + 9.5, at], 1.8, { fill: colours.accentMark }),
    ])
  }
  if (isGap && lived) {
    line(`Δ ${words.gap}`, (x, at) => [
      {
        kind: 'path',
        d: `M${short(x + 9.5)},${short(at - 4)}L${short(x + 9.5)},${short(at + 4)}`,
        stroke: colours.bad,
        thickness: 3,
        opacity: 0.45,
      },
    ])
  }
  return marks
}

/** How high the legend stands. */
export function legendHeight(
  feelings: Feelings,
  words: { readonly declared: string; readonly desired: string; readonly measured: string; readonly gap: string },
  measures: Measures,
): number {
  const { desired, period, isGap } = feelings
  const { declared, personas } = told(feelings)
  const has = (values: readonly unknown[]) => values.some(value => value !== undefined)
  const said = [
    isLived(feelings) ? [words.measured, period].filter(Boolean).join(', ') : '',
    has(declared.values) ? declared.name || words.declared : '',
    ...personas.map(series => series.name),
    has(desired.values) ? words.desired : '',
    isGap && isLived(feelings) ? `Δ ${words.gap}` : '',
  ].filter(Boolean)
  return said.reduce((sum, text) => sum + legendWords(text, measures).length * measures.small.leading + 1.5, 0)
}

function legendWords(text: string, { small, titlesWidth, padding }: Measures) {
  return wrapText(text, small.face, small.size, titlesWidth - 2 * padding - 24)
}
