import { groundOfPage, standalone } from './take-picture.ts'

const space = 'http://www.w3.org/2000/svg'
const margin = 20

/**
 * What stands on the page as a drawing of its own: texts, grounds, lines and the drawings within, where they stand. So a
 * table with bars can be taken as a picture as a chart can. What is scrolled out of sight is drawn as well; what is
 * written for screen readers alone is not.
 */
export function drawElement(root: Element): SVGSVGElement {
  const drawing = document.createElementNS(space, 'svg')
  const edges = { left: Number.POSITIVE_INFINITY, top: Number.POSITIVE_INFINITY, right: 0, bottom: 0 }
  const grow = ({ left, top, right, bottom }: DOMRect) => {
    edges.left = Math.min(edges.left, left)
    edges.top = Math.min(edges.top, top)
    edges.right = Math.max(edges.right, right)
    edges.bottom = Math.max(edges.bottom, bottom)
  }
  const add = (name: string, attributes: Readonly<Record<string, string | number>>) => {
    const mark = document.createElementNS(space, name)
    for (const [attribute, value] of Object.entries(attributes)) mark.setAttribute(attribute, String(value))
    drawing.append(mark)
    return mark
  }

  function draw(element: Element): void {
    const style = getComputedStyle(element)
    const box = element.getBoundingClientRect()
    if (style.display === 'none' || style.visibility === 'hidden' || style.opacity === '0') return
    // Said, not shown.
    if (style.position === 'absolute' && box.width <= 1 && box.height <= 1) return
    if (element instanceof SVGSVGElement) {
      grow(box)
      const inner = standalone(element)
      for (const [name, value] of Object.entries({ x: box.left, y: box.top, width: box.width, height: box.height }))
        inner.setAttribute(name, String(value))
      inner.setAttribute('overflow', 'visible')
      drawing.append(inner)
      return
    }
    if (style.display !== 'contents' && box.width > 0 && box.height > 0) drawBox(box, style)
    for (const child of element.childNodes) {
      if (child instanceof Element) draw(child)
      else if (child instanceof Text) drawText(child, style, box)
    }
  }

  function drawBox(box: DOMRect, style: CSSStyleDeclaration): void {
    const { left: x, top: y, width, height } = box
    if (!/^rgba\(.*, 0\)$|^transparent$/.test(style.backgroundColor)) {
      grow(box)
      add('rect', {
        x,
        y,
        width,
        height,
        rx: Number.parseFloat(style.borderTopLeftRadius) || 0,
        fill: style.backgroundColor,
      })
    }
    const sides = [
      ['top', x, y, box.right, y],
      ['bottom', x, box.bottom, box.right, box.bottom],
      ['left', x, y, x, box.bottom],
      ['right', box.right, y, box.right, box.bottom],
    ] as const
    for (const [side, x1, y1, x2, y2] of sides) {
      const wide = Number.parseFloat(style.getPropertyValue(`border-${side}-width`))
      const kind = style.getPropertyValue(`border-${side}-style`)
      if (!wide || kind === 'none' || kind === 'hidden') continue
      add('line', {
        x1,
        y1,
        x2,
        y2,
        stroke: style.getPropertyValue(`border-${side}-color`),
        'stroke-width': wide,
        ...(kind === 'solid' ? {} : { 'stroke-dasharray': kind === 'dotted' ? '1 2' : '3 3' }),
      })
    }
  }

  function drawText(text: Text, style: CSSStyleDeclaration, box: DOMRect): void {
    for (const { words, at } of linesOf(text)) {
      const cut = style.textOverflow === 'ellipsis' && at.right > box.right + 1
      const kept = cut ? Math.max(0, Math.floor((words.length * (box.right - at.left)) / at.width) - 1) : words.length
      grow(cut ? box : at)
      const size = Number.parseFloat(style.fontSize)
      const mark = add('text', {
        x: at.left,
        // The baseline, as near as the box of the line tells it.
        y: at.top + at.height / 2 + size * 0.35,
        fill: style.color,
        'font-family': style.fontFamily,
        'font-size': size,
        'font-weight': style.fontWeight,
        // Where the font of the page is missing, another one takes the same room.
        ...(cut ? {} : { textLength: at.width, lengthAdjust: 'spacingAndGlyphs' }),
      })
      const shown = cut ? `${words.slice(0, kept)}…` : words
      mark.textContent = style.textTransform === 'uppercase' ? shown.toUpperCase() : shown
    }
  }

  draw(root)
  if (drawing.childNodes.length === 0) Object.assign(edges, { left: 0, top: 0 })
  const [x, y] = [edges.left - margin, edges.top - margin]
  const [width, height] = [edges.right - x + margin, edges.bottom - y + margin].map(Math.ceil) as [number, number]
  drawing.setAttribute('viewBox', `${x} ${y} ${width} ${height}`)
  drawing.setAttribute('width', String(width))
  drawing.setAttribute('height', String(height))
  const ground = document.createElementNS(space, 'rect')
  for (const [name, value] of Object.entries({ x, y, width, height, fill: groundOfPage() }))
    ground.setAttribute(name, String(value))
  drawing.prepend(ground)
  return drawing
}

/** The lines that a text is broken into, with where each stands. */
function linesOf(text: Text): readonly { readonly words: string; readonly at: DOMRect }[] {
  const all = text.data
  if (all.trim() === '') return []
  const range = document.createRange()
  range.selectNodeContents(text)
  const whole = [...range.getClientRects()].filter(one => one.width > 0)
  if (whole.length === 0) return []
  if (whole.length === 1) return [{ words: all.trim(), at: whole[0]! }]
  const lines: { words: string; at: DOMRect }[] = []
  for (const { index, 0: word } of all.matchAll(/\S+/g)) {
    range.setStart(text, index)
    range.setEnd(text, index + word.length)
    const at = range.getBoundingClientRect()
    const last = lines.at(-1)
    if (last && Math.abs(last.at.top - at.top) < at.height / 2) {
      last.words = `${last.words} ${word}`
      last.at = new DOMRect(last.at.left, last.at.top, at.right - last.at.left, last.at.height)
    } else lines.push({ words: word, at })
  }
  return lines
}
