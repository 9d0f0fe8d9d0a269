import { isLived, told } from './curve-marks.ts'
import type { CurveScale } from './curve-scale.ts'
import type { DrawingWords } from './drawing-words.ts'
import type { Feelings } from './feelings.ts'
import type { Colours } from './look.ts'
import { escaped } from './paint-svg.ts'

/** A chart on a slide: its series, and the scale that the values written beside it follow. */
export type FeelingChart = {
  readonly labels: readonly string[]
  readonly series: readonly ChartSeries[]
  readonly lowest: number
  readonly highest: number
}

type ChartSeries = {
  readonly name: string
  readonly values: readonly (number | null)[]
  readonly colour: string
  readonly width: number
  readonly dash: 'solid' | 'dash' | 'sysDot' | 'sysDash' | 'lgDash'
  readonly symbol: 'circle' | 'square' | 'triangle' | 'diamond' | 'x'
  readonly size: number
  readonly filled: boolean
}

const personaLooks = [
  { dash: 'sysDot', symbol: 'triangle' },
  { dash: 'lgDash', symbol: 'circle' },
  { dash: 'sysDash', symbol: 'x' },
  { dash: 'dash', symbol: 'diamond' },
] as const

/** The series of a lane of feelings as a chart; `top` and `bottom` are the edges of the box it fills. */
export function feelingChart(
  feelings: Feelings,
  labels: readonly string[],
  scale: CurveScale,
  { top, bottom }: { readonly top: number; readonly bottom: number },
  words: DrawingWords,
  colours: Colours,
): FeelingChart {
  const perPoint = (feelings.highest - feelings.lowest) / (scale.y(feelings.lowest) - scale.y(feelings.highest))
  const orNull = (values: readonly (number | undefined)[]) => values.map(value => value ?? null)
  const has = (values: readonly unknown[]) => values.some(value => value !== undefined && value !== null)
  const lived = isLived(feelings)
  const { declared, personas } = told(feelings)
  const measured = feelings.measured.map(one => (one && one.reading !== 'hidden' ? one.mean : null))
  const persona = { colour: colours.muted, width: 1, size: 5, filled: false } as const
  const series: ChartSeries[] = [
    {
      name: feelings.desired.name,
      values: orNull(feelings.desired.values),
      colour: colours.accentMark,
      width: 1.25,
      dash: 'dash',
      symbol: 'circle',
      size: 3,
      filled: true,
    },
    ...personas.map((one, index) => ({
      name: one.name,
      values: orNull(one.values),
      ...persona,
      ...personaLooks[index % personaLooks.length]!,
    })),
    {
      name: declared.name || words.declared,
      values: orNull(declared.values),
      colour: colours.ink,
      width: lived ? 0 : 1.75,
      dash: 'solid',
      symbol: 'square',
      size: 6,
      filled: false,
    },
    ...(lived
      ? [
          {
            name: [words.measured, feelings.period].filter(Boolean).join(', '),
            values: measured,
            colour: colours.good,
            width: 2.25,
            dash: 'solid',
            symbol: 'circle',
            size: 7,
            filled: false,
          } as const,
        ]
      : []),
  ]
  return {
    labels,
    series: series.filter(one => has(one.values)),
    highest: feelings.highest + perPoint * (scale.y(feelings.highest) - top),
    lowest: feelings.lowest - perPoint * (bottom - scale.y(feelings.lowest)),
  }
}

/** The chart part of a presentation, over the workbook that goes with it: categories in column A, a series a column. */
export function chartXml({ labels, series, lowest, highest }: FeelingChart): string {
  const last = labels.length + 1
  const sers = series.map((one, index) => seriesXml(one, index, labels, last)).join('')
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/><c:x val="0"/><c:y val="0"/><c:w val="1"/><c:h val="1"/></c:manualLayout></c:layout><c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>${sers}<c:marker val="1"/><c:axId val="2094734552"/><c:axId val="2094734553"/></c:lineChart><c:catAx><c:axId val="2094734552"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="none"/><c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="B8B0A2"/></a:solidFill><a:prstDash val="sysDot"/></a:ln></c:spPr><c:crossAx val="2094734553"/><c:crossesAt val="0"/><c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx><c:valAx><c:axId val="2094734553"/><c:scaling><c:orientation val="minMax"/><c:max val="${round(highest)}"/><c:min val="${round(lowest)}"/></c:scaling><c:delete val="1"/><c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="none"/><c:crossAx val="2094734552"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900"/></a:pPr><a:endParaRPr lang="en-US"/></a:p></c:txPr><c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>`
}

function seriesXml(one: ChartSeries, index: number, labels: readonly string[], last: number): string {
  const column = columnName(index + 2)
  const colour = `<a:solidFill><a:srgbClr val="${hex(one.colour)}"/></a:solidFill>`
  const line =
    one.width === 0
      ? '<a:ln w="19050"><a:noFill/></a:ln>'
      : `<a:ln w="${Math.round(one.width * 12_700)}" cap="rnd">${colour}<a:prstDash val="${one.dash}"/><a:round/></a:ln>`
  const fill = one.filled ? colour : '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
  const points = one.values.flatMap((value, at) =>
    value === null ? [] : [`<c:pt idx="${at}"><c:v>${value}</c:v></c:pt>`],
  )
  const names = labels.map((label, at) => `<c:pt idx="${at}"><c:v>${escaped(label)}</c:v></c:pt>`)
  return `<c:ser><c:idx val="${index}"/><c:order val="${index}"/><c:tx><c:strRef><c:f>Sheet1!$${column}$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>${escaped(one.name)}</c:v></c:pt></c:strCache></c:strRef></c:tx><c:spPr>${line}</c:spPr><c:marker><c:symbol val="${one.symbol}"/><c:size val="${one.size}"/><c:spPr>${fill}<a:ln w="12700">${colour}</a:ln></c:spPr></c:marker><c:cat><c:strRef><c:f>Sheet1!$A$2:$A$${last}</c:f><c:strCache><c:ptCount val="${labels.length}"/>${names.join('')}</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>Sheet1!$${column}$2:$${column}$${last}</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="${labels.length}"/>${points.join('')}</c:numCache></c:numRef></c:val><c:smooth val="1"/></c:ser>`
}

/** The letters of a column of a sheet, from 1. */
function columnName(number: number): string {
  const letter = String.fromCharCode(65 + ((number - 1) % 26))
  return number > 26 ? columnName(Math.floor((number - 1) / 26)) + letter : letter
}

export function hex(colour: string): string {
  return colour.replace('#', '').toUpperCase()
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
