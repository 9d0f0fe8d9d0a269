import { curveMonotoneX, line } from 'd3-shape'
import { declaredFeeling } from '../../vocabulary/map/expected-gain.ts'
import type { Step } from '../../vocabulary/map/journey-map.ts'
import { type Html, html } from '../../vocabulary/map/markup.ts'
import type { LivedMap, MeasuredFeeling } from '../drawing/drawing-request.ts'
import { type PageLanguage, pageWords } from './page-words.ts'

const [high, margin] = [150, 16]
/** The width of a step; few steps spread over the page. */
const widthOf = (steps: number) => Math.max(64, Math.floor(640 / Math.max(steps, 1)))

/** The curves that people declared and wished for, and what was measured, each in its own stroke; words say the same. */
export function pageCurve(
  steps: readonly Step[],
  shown: { readonly declared: boolean; readonly desired: boolean; readonly lived?: LivedMap | undefined },
  language: PageLanguage,
  say: (label: Step['title']) => string,
): Html | null {
  const words = pageWords[language]
  const wide = widthOf(steps.length)
  const size = steps.length <= 12 ? 'few' : steps.length <= 30 ? 'some' : 'many'
  const of = (wanted: boolean, value: (step: Step) => number | null) =>
    wanted ? steps.flatMap((step, index) => pointAt(value(step), (index + 0.5) * wide)) : []
  const declared = of(shown.declared, declaredFeeling)
  const desired = of(shown.desired, step => step.emotion.desired?.valence ?? null)
  const known = new Map(shown.lived?.feelings.map(one => [one.step, one]))
  const livedAt = (step: Step) => {
    const one = known.get(step.id)
    return one && one.reading !== 'hidden' && one.mean !== null ? one : undefined
  }
  const lived = of(known.size > 0, step => livedAt(step)?.mean ?? null)
  if (declared.length < 2 && desired.length < 2 && lived.length < 1) return null
  const width = steps.length * wide
  const told = steps
    .flatMap(step => {
      const found = livedAt(step)
      const value = shown.declared ? declaredFeeling(step) : (step.emotion.desired?.valence ?? null)
      const values = [
        ...(value === null ? [] : [feeling(value, language)]),
        ...(found ? [`${words.curveLived} ${feeling(found.mean!, language)}`] : []),
      ]
      return values.length === 0 ? [] : words.curveSays(say(step.title), values.join(', '))
    })
    .join(' ; ')
  return html`<figure class="curve">
<figcaption>${words.curve}
${declared.length > 1 && html`<span class="key declared">${words.curveDeclared}</span>`}
${desired.length > 1 && html`<span class="key desired">${words.curveDesired}</span>`}
${lived.length > 0 && html`<span class="key lived">${words.curveLived}</span>`}</figcaption>
<div class="wide"><svg class="${size}" viewBox="0 0 ${width} ${high}" role="img" aria-label="${told}">
<line class="zero" x1="0" x2="${width}" y1="${high / 2}" y2="${high / 2}"/>
${desired.length > 1 && html`<path class="desired" d="${pathOf(desired)}"/>`}
${declared.length > 1 && html`<path class="declared" d="${pathOf(declared)}"/>`}
${declared.map(([x, y, value]) => html`<circle class="${toneOf(value)}" cx="${x}" cy="${y}" r="5"/>`)}
${runsOf(steps, livedAt, wide).map(run => html`<path class="lived" d="${pathOf(run)}"/>`)}
${steps.map((step, index) => {
  const found = livedAt(step)
  const at = found ? pointAt(found.mean, (index + 0.5) * wide)[0] : undefined
  return at
    ? html`<circle class="lived ${toneOf(at[2])} ${found!.reading}" cx="${at[0]}" cy="${at[1]}" r="6"/>`
    : html``
})}
${steps.map((_, index) => html`<text x="${(index + 0.5) * wide}" y="${high - 2}">${index + 1}</text>`)}
</svg></div></figure>`
}

/** What was measured is joined only across steps that follow each other: nothing is drawn over what is not known. */
function runsOf(
  steps: readonly Step[],
  livedAt: (step: Step) => MeasuredFeeling | undefined,
  wide: number,
): readonly (readonly Point[])[] {
  const runs: Point[][] = [[]]
  steps.forEach((step, index) => {
    const [point] = pointAt(livedAt(step)?.mean ?? null, (index + 0.5) * wide)
    if (point) runs.at(-1)!.push(point)
    else runs.push([])
  })
  return runs.filter(run => run.length > 1)
}

type Point = readonly [x: number, y: number, value: number]

function pointAt(value: number | null, x: number): readonly Point[] {
  if (value === null) return []
  const y = margin + ((1 - value) / 2) * (high - 2 * margin - 8)
  return [[x, Math.round(y * 10) / 10, value]]
}

function pathOf(points: readonly Point[]): string {
  return line<Point>()
    .x(point => point[0])
    .y(point => point[1])
    .curve(curveMonotoneX)
    .digits(1)(points as Point[])!
}

export function toneOf(value: number): 'good' | 'even' | 'bad' {
  return value > 0.15 ? 'good' : value < -0.15 ? 'bad' : 'even'
}

/** A feeling on −1…1 with its sign, as the language writes it: never told by colour alone. */
export function feeling(value: number, language: PageLanguage): string {
  const text = `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(Math.round(value * 100) / 100)}`
  return language === 'fr' ? text.replace('.', ',') : text
}
