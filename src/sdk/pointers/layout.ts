import { mostElements } from '../../vocabulary/page-sample.ts'
import { elementPath } from './element-path.ts'
import { pageHeight } from './sight.ts'

/** Path and box, as they are sent: thousandths of the page's width, from its top left. */
export type Box = readonly [path: string, x: number, y: number, width: number, height: number]

const drawn =
  'header,nav,main,aside,footer,section,article,form,h1,h2,h3,p,ul,table,img,video,button,input,select,textarea,[role=button]'
/** Room is left for what is clicked later. */
const mostDrawn = 70

/** The parts of the page that let a team recognise it: where they stand, and nothing of what they say. */
export function outline(): Box[] {
  const boxes: Box[] = []
  const elements = document.querySelectorAll(drawn)
  for (let place = 0; place < elements.length && boxes.length < mostDrawn; place++) {
    const box = boxOf(elements[place]!)
    if (box && box[3] > 12 && box[4] > 8) boxes.push(box)
  }
  return boxes
}

export function boxOf(element: Element): Box | undefined {
  const width = pageWidth()
  const { left, top, width: wide, height: high } = element.getBoundingClientRect()
  if (width === 0 || wide === 0 || high === 0) return undefined
  const told = (pixels: number) => Math.max(0, Math.round((pixels / width) * 1000))
  return [elementPath(element), told(left + scrollX), told(top + scrollY), told(wide), told(high)]
}

export function heightTold(): number {
  const width = pageWidth()
  return width === 0 ? 0 : Math.round((pageHeight() / width) * 1000)
}

function pageWidth(): number {
  return Math.max(document.documentElement.clientWidth, 1)
}

export const mostBoxes = mostElements
