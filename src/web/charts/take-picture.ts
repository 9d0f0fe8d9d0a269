/** What of a style a picture needs, so that it looks the same without the page around it. */
const looks = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'paint-order',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'transform',
] as const

/** A copy of a drawing with its looks written on each mark. */
export function standalone(drawing: SVGSVGElement): SVGSVGElement {
  const copy = drawing.cloneNode(true) as SVGSVGElement
  const marks = [drawing, ...drawing.querySelectorAll<SVGElement>('*')]
  const copies = [copy, ...copy.querySelectorAll<SVGElement>('*')]
  for (const [index, mark] of marks.entries()) {
    const style = getComputedStyle(mark)
    const own = copies[index]!
    for (const name of ['class', 'style']) own.removeAttribute(name)
    for (const look of looks) {
      const value = style.getPropertyValue(look)
      if (value !== '' && value !== 'none') own.setAttribute(look, value)
      else if (look === 'fill' || look === 'stroke') own.setAttribute(look, 'none')
    }
  }
  copy.removeAttribute('aria-hidden')
  return copy
}

export const groundOfPage = () => getComputedStyle(document.body).backgroundColor

/** The drawing as a file of its own: its looks written on each mark, on the ground of the page. */
export function svgOf(drawing: SVGSVGElement): string {
  const copy = standalone(drawing)
  const { x, y, width, height } = drawing.viewBox.baseVal
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
  const place = { x, y, width, height, fill: groundOfPage() }
  for (const [name, value] of Object.entries(place)) ground.setAttribute(name, String(value))
  copy.prepend(ground)
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  return new XMLSerializer().serializeToString(copy)
}

/** The drawing as a picture of points, twice as fine as it is drawn; null where the browser cannot make one so large. */
export async function pngOf(drawing: SVGSVGElement): Promise<Blob | null> {
  const { width, height } = drawing.viewBox.baseVal
  return pointsOf(svgOf(drawing), width, height)
}

/** A drawing of a size as a picture of points. */
export async function pointsOf(svg: string, width: number, height: number): Promise<Blob | null> {
  const image = new Image()
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    image.src = address
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = Math.ceil(width * 2)
    canvas.height = Math.ceil(height * 2)
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await new Promise(done => canvas.toBlob(done, 'image/png'))
  } finally {
    URL.revokeObjectURL(address)
  }
}

/** Lets the reader keep a file. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser takes the file after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
