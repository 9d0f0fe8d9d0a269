import type PptxGenJs from 'pptxgenjs'
import type { Block, Paragraph } from './blocks.ts'
import { type FeelingChart, hex } from './chart-xml.ts'
import type { CurveScale } from './curve-scale.ts'
import type { DrawingRequest } from './drawing-request.ts'
import type { Feelings } from './feelings.ts'
import { faceNames, widthOf } from './fonts.ts'
import type { Mark } from './mark.ts'
import { dataAddress } from './plain-pictures.ts'
import { isRightToLeft } from './text-runs.ts'
import { textOf } from './wrap-text.ts'

type Pptx = PptxGenJs.default
export type Slide = ReturnType<Pptx['addSlide']>

/** A font that every computer has; text is measured in Inter, which is the wider of the two. */
export const slideFont = 'Arial'

export const inches = (points: number) => Math.round((points / 72) * 10_000) / 10_000

/** Gives the chart to draw in place of the lines of a curve; `top` and `bottom` are the edges of its box. */
export type ChartFor = (
  feelings: Feelings,
  scale: CurveScale,
  box: { readonly top: number; readonly bottom: number },
) => FeelingChart

/** Marks as native shapes with text that can be edited; curves as native charts. */
export function paintShapes(
  slide: Slide,
  marks: readonly Mark[],
  left: number,
  top: number,
  chartFor: ChartFor,
  pictures: DrawingRequest['pictures'],
): void {
  for (const mark of marks) {
    switch (mark.kind) {
      case 'box':
        slide.addShape((mark.radius ? 'roundRect' : 'rect') as Pptx['ShapeType']['rect'], {
          ...place(left + mark.x, top + mark.y, mark.width, mark.height),
          ...(mark.radius ? { rectRadius: inches(mark.radius) } : {}),
          ...(mark.fill ? { fill: { color: hex(mark.fill) } } : {}),
          ...(mark.stroke ? { line: lineOf(mark.stroke, mark.thickness, mark.dash) } : {}),
        })
        break
      case 'path':
        addPath(slide, mark, left, top)
        break
      case 'text': {
        const { weight, italic } = faceNames[mark.face]
        const wide = widthOf(mark.text, mark.face, mark.size) + 6
        slide.addText(mark.text, {
          ...place(left + mark.x, top + mark.y - mark.size * 0.95, wide, mark.size * 1.3),
          ...plain,
          fontSize: mark.size,
          bold: weight >= 600,
          italic,
          color: hex(mark.colour),
          wrap: false,
        })
        break
      }
      case 'block':
        addBlock(slide, mark.block, left + mark.x, top + mark.y, pictures)
        break
      case 'placed':
        paintShapes(slide, mark.marks, left + mark.x, top + mark.y, chartFor, pictures)
        break
      case 'curve': {
        const chart = chartFor(mark.feelings, mark.scale, { top: mark.y, bottom: mark.y + mark.height })
        addChart(slide, chart, place(left + mark.x, top + mark.y, mark.width, mark.height))
        paintShapes(slide, mark.values, left, top, chartFor, pictures)
        break
      }
      default:
        mark satisfies never
    }
  }
}

const plain = { fontFace: slideFont, margin: 0, fit: 'none', valign: 'top', align: 'left' } as const

function place(x: number, y: number, width: number, height: number) {
  return { x: inches(x), y: inches(y), w: inches(Math.max(width, 0.5)), h: inches(Math.max(height, 0.5)) }
}

function lineOf(colour: string, thickness = 1, dash?: readonly number[]) {
  return {
    color: hex(colour),
    width: thickness,
    dashType: dash ? (dash[0]! < 2 ? 'sysDot' : 'sysDash') : 'solid',
  } as const
}

function addBlock(slide: Slide, block: Block, x: number, y: number, pictures: DrawingRequest['pictures']): void {
  const { frame, width, height, padX, padY } = block
  const shown = block.picture && pictures?.get(block.picture.id)
  if (block.picture && shown) {
    const altText = block.picture.alt
    slide.addImage({ ...place(x, y, width, height), data: dataAddress(shown).slice('data:'.length), altText })
    return
  }
  const runs = block.paragraphs.flatMap((paragraph, index) => runsOf(paragraph, index === block.paragraphs.length - 1))
  const shape = frame
    ? {
        shape: 'roundRect' as Pptx['ShapeType']['roundRect'],
        rectRadius: inches(frame.radius),
        ...(frame.fill ? { fill: { color: hex(frame.fill) } } : {}),
        ...(frame.stroke
          ? { line: lineOf(frame.stroke, frame.thick ? 1.2 : 0.9, frame.dashed ? [3, 2] : undefined) }
          : {}),
      }
    : {}
  if (runs.length === 0) return
  slide.addText(runs, {
    ...place(x, y, width, height),
    ...plain,
    ...shape,
    // What is one line stays one, even where the reader's letters are somewhat wider.
    wrap: block.paragraphs.some(paragraph => paragraph.lines.length > 1),
    // Left, right, bottom, top: the order in which the library writes them.
    margin: [padX, padX, padY, padY],
  })
}

function runsOf({ lines, style, colour, before }: Paragraph, isLast: boolean) {
  const { weight, italic } = faceNames[style.face]
  const options = {
    fontSize: style.size,
    bold: weight >= 600,
    italic,
    color: hex(colour),
    lineSpacing: style.leading,
    ...(before > 0 ? { paraSpaceBefore: before } : {}),
  }
  const paragraphs = textOf(lines).split('\n')
  return paragraphs.map((text, index) => ({
    // A paragraph without a word would be a line that some readers take for damage.
    text: text === '' ? '\u00a0' : text,
    options: {
      ...options,
      ...(isRightToLeft(text) ? { rtlMode: true, align: 'right' as const } : {}),
      breakLine: !(isLast && index === paragraphs.length - 1),
    },
  }))
}

type Point = NonNullable<PptxGenJs.default.ShapeProps['points']>[number]

/** A path as a shape of its own form, in the smallest box that holds it. */
function addPath(slide: Slide, mark: Extract<Mark, { kind: 'path' }>, left: number, top: number): void {
  const steps = [...mark.d.matchAll(/([MLCQZ])([^MLCQZ]*)/g)].map(([, verb, rest]) => ({
    verb: verb!,
    numbers: (rest!.match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).map(Number),
  }))
  const xs = steps.flatMap(({ numbers }) => numbers.filter((_, index) => index % 2 === 0))
  const ys = steps.flatMap(({ numbers }) => numbers.filter((_, index) => index % 2 === 1))
  if (xs.length === 0) return
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  const points = steps.flatMap(({ verb, numbers }) =>
    pointsOf(
      verb,
      numbers.map((value, index) => inches(value - (index % 2 === 0 ? x : y))),
    ),
  )
  slide.addShape('custGeom' as Pptx['ShapeType']['rect'], {
    ...place(left + x, top + y, Math.max(...xs) - x, Math.max(...ys) - y),
    points,
    ...(mark.fill
      ? {
          fill: {
            color: hex(mark.fill),
            ...(mark.opacity === undefined ? {} : { transparency: 100 - mark.opacity * 100 }),
          },
        }
      : {}),
    ...(mark.stroke ? { line: lineOf(mark.stroke, mark.thickness, mark.dash) } : {}),
  })
}

function pointsOf(verb: string, numbers: readonly number[]): readonly Point[] {
  if (verb === 'Z') return [{ close: true }]
  if (verb === 'C') {
    return groups(numbers, 6).map(([x1, y1, x2, y2, x, y]) => ({
      x: x!,
      y: y!,
      curve: { type: 'cubic', x1: x1!, y1: y1!, x2: x2!, y2: y2! },
    }))
  }
  if (verb === 'Q')
    return groups(numbers, 4).map(([x1, y1, x, y]) => ({
      x: x!,
      y: y!,
      curve: { type: 'quadratic', x1: x1!, y1: y1! },
    }))
  return groups(numbers, 2).map(([x, y]) => ({ x: x!, y: y!, ...(verb === 'M' ? { moveTo: true } : {}) }))
}

function groups(numbers: readonly number[], size: number): readonly (readonly number[])[] {
  return Array.from({ length: Math.floor(numbers.length / size) }, (_, index) =>
    numbers.slice(index * size, index * size + size),
  )
}

/** The chart with its workbook; how it looks is written over afterwards, part by part. */
function addChart(slide: Slide, { labels, series }: FeelingChart, box: ReturnType<typeof place>): void {
  const data = series.map(({ name, values }) => ({ name, labels: [...labels], values: values as number[] }))
  const said = series.map(one => `${one.name}: ${one.values.map(value => value ?? '–').join(', ')}`).join('. ')
  slide.addChart('line' as Pptx['ChartType']['line'], data, { ...box, altText: said })
}
