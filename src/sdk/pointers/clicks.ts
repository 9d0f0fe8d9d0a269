import { type ClickKind, clickKinds, gridSize, mostCells } from '../../vocabulary/page-sample.ts'
import { options } from '../plain.ts'
import { quiet } from '../quiet.ts'
import { openAnswers } from './answers.ts'
import { elementPath } from './element-path.ts'
import { type Box, boxOf, mostBoxes, outline } from './layout.ts'
import { openRage, type RageRule } from './rage.ts'
import { ignoredAs, isClickedOften, mayAnswerUnseen, meantBy } from './targets.ts'

export type Clicks = {
  told(): {
    readonly elements: readonly Box[]
    readonly clicks: readonly (readonly number[])[]
    readonly amount: number
  }
  renew(): void
  stop(): void
}

const errorAfterMs = 1000

/** Counts clicks by element and place in it; nothing of which came first or when. */
export function openClicks(rule: RageRule | undefined): Clicks {
  let boxes = new Map<string, { readonly place: number; readonly box: Box }>()
  let counts = new Map<string, number>()
  let amount = 0
  let last: { readonly at: number; readonly add: (kind: ClickKind) => void } | undefined
  const isRage = openRage(rule)
  const answers = openAnswers()

  const placeOf = (element: Element): number | undefined => {
    const path = elementPath(element)
    const known = boxes.get(path)
    if (known) return known.place
    const box = boxOf(element)
    if (!box || boxes.size >= mostBoxes) return undefined
    boxes.set(path, { place: boxes.size, box })
    return boxes.size - 1
  }

  const clicked = quiet((event: MouseEvent) => {
    const { pointerType } = event as { pointerType?: string }
    // A click made by the keyboard or by a script has no place.
    if (!event.isTrusted || event.detail === 0 || pointerType === '') return
    const element = meantBy(event)
    if (!element) return
    const ignored = ignoredAs(element)
    if (ignored === 'unseen') return
    const place = placeOf(element)
    const { left, top, width, height } = element.getBoundingClientRect()
    if (place === undefined || width === 0 || height === 0) return
    const cell = (distance: number, whole: number) =>
      Math.max(0, Math.min(gridSize - 1, Math.floor((distance / whole) * gridSize)))
    const [x, y] = [cell(event.clientX - left, width), cell(event.clientY - top, height)]
    const counted = counts
    const add = (kind: ClickKind) => {
      // Another page has begun meanwhile: its samples are its own.
      if (counted !== counts) return
      const key = [place, x, y, clickKinds.indexOf(kind)].join()
      if (counts.size < mostCells || counts.has(key)) counts.set(key, (counts.get(key) ?? 0) + 1)
      amount++
    }
    add(pointerType === 'touch' || pointerType === 'pen' ? 'tap' : 'click')
    last = { at: performance.now(), add }
    if (ignored === 'unjudged') return
    if (isRage(element, event.clientX, event.clientY, event.timeStamp) && !isClickedOften(element)) add('rage')
    if (!mayAnswerUnseen(element)) answers.await(() => add('dead'))
  })
  const failed = quiet(() => {
    if (last && performance.now() - last.at <= errorAfterMs) last.add('error')
    last = undefined
  })

  const capturing = options<AddEventListenerOptions>({ capture: true, passive: true })
  addEventListener('click', clicked, capturing)
  addEventListener('error', failed)
  addEventListener('unhandledrejection', failed)
  const renew = () => {
    boxes = new Map()
    counts = new Map()
    last = undefined
    amount = 0
  }

  return {
    told() {
      for (const box of outline()) {
        if (boxes.size < mostBoxes && !boxes.has(box[0])) boxes.set(box[0], { place: boxes.size, box })
      }
      return {
        elements: Array.from(boxes.values(), each => each.box),
        clicks: Array.from(counts, ([key, many]) => key.split(',').map(Number).concat(many)),
        amount,
      }
    },
    renew,
    stop() {
      removeEventListener('click', clicked, capturing)
      removeEventListener('error', failed)
      removeEventListener('unhandledrejection', failed)
      answers.stop()
    },
  }
}
