import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

const root = join(import.meta.dirname, '..')
export const picturePath = join(root, 'docs', 'architecture.svg')

/** The rooms by floor, from the top. Imports run down; rooms on one floor do not know each other. */
const floors: readonly { readonly floor: number; readonly rooms: readonly string[] }[] = [
  { floor: 9, rooms: ['cli'] },
  { floor: 8, rooms: ['server'] },
  { floor: 6, rooms: ['listening', 'measuring'] },
  { floor: 5, rooms: ['mapping'] },
  { floor: 4, rooms: ['segmenting'] },
  { floor: 3, rooms: ['collecting', 'admitting'] },
  { floor: 2, rooms: ['feature'] },
  { floor: 1, rooms: ['engines', 'contract'] },
  { floor: 0, rooms: ['vocabulary'] },
]

/** Rooms beside the house, and what each may know. */
const beside: Readonly<Record<string, readonly string[]>> = {
  web: ['contract', 'vocabulary'],
  sdk: ['contract', 'vocabulary'],
  sample: ['contract', 'vocabulary'],
}

export type Arrow = { readonly from: string; readonly to: string; readonly files: readonly string[] }

/** Who imports whom, room by room, read from the import lines of the sources. Tests are left out. */
export function arrows(): readonly Arrow[] {
  const found = new Map<string, Set<string>>()
  for (const path of globSync(['src/**/*.ts', 'src/**/*.tsx'], { cwd: root })) {
    if (/\.test\.tsx?$|\.d\.ts$/.test(path)) continue
    const text = readFileSync(join(root, path), 'utf8')
    for (const [, target] of text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)) {
      const from = roomOf(path)
      const to = roomOf(normalize(join(dirname(path), target!)))
      if (from === undefined || to === undefined || from === to) continue
      const name = `${from} ${to}`
      found.set(name, (found.get(name) ?? new Set()).add(path))
    }
  }
  return [...found].sort().map(([name, files]) => {
    const [from, to] = name.split(' ') as [string, string]
    return { from, to, files: [...files].sort() }
  })
}

/** Arrows that break the rule of the house: up, across a floor, or from a room beside it to one it may not know. */
export function wrongArrows(): readonly Arrow[] {
  const floorOf = (room: string) => floors.find(({ rooms }) => rooms.includes(room))?.floor
  return arrows().filter(({ from, to }) => {
    if (beside[from]) return !beside[from].includes(to)
    const [above, below] = [floorOf(from), floorOf(to)]
    if (to === 'sample') return from !== 'cli'
    if (above === undefined || below === undefined) return true
    // The contract is written in the words of the vocabulary; the engines know nothing but refusals and their log.
    return above <= below
  })
}

function roomOf(path: string): string | undefined {
  const [, room] = path.split(/[\\/]/)
  if (room === undefined || !path.startsWith('src')) return undefined
  return room.replace(/\.tsx?$/, '')
}

/** The picture: rooms as boxes on their floors, an arrow for each pair that knows each other. */
export function draw(): string {
  const width = 1060
  const top = 56
  const step = 92
  const places = new Map<string, { x: number; y: number }>()
  for (const [row, { rooms }] of floors.entries()) {
    for (const [index, room] of rooms.entries()) {
      places.set(room, { x: 380 + (index - (rooms.length - 1) / 2) * 300, y: top + row * step })
    }
  }
  for (const [index, room] of Object.keys(beside).entries()) places.set(room, { x: 880, y: top + (3 + index) * step })
  const wrong = new Set(wrongArrows().map(({ from, to }) => `${from} ${to}`))
  const lines = arrows().flatMap(({ from, to }) => {
    const [a, b] = [places.get(from), places.get(to)]
    if (!a || !b) return []
    const bend = (b.x - a.x) * 0.15 + (Math.abs(b.y - a.y) > step * 1.5 ? (a.x < 400 ? -70 : 70) : 0)
    const path = `M${a.x} ${a.y + 22} C${a.x + bend} ${a.y + 60}, ${b.x + bend} ${b.y - 60}, ${b.x} ${b.y - 24}`
    const colour = wrong.has(`${from} ${to}`) ? '#C4512F' : '#27467A'
    return [
      `<path d="${path}" fill="none" stroke="${colour}" stroke-opacity="0.38" stroke-width="1.3" marker-end="url(#head)"><title>${from} → ${to}</title></path>`,
    ]
  })
  const boxes = [...places].map(
    ([room, { x, y }]) =>
      `<g><rect x="${x - 74}" y="${y - 21}" width="148" height="42" rx="9" fill="#FFFFFF" stroke="#CFC4B2"/><text x="${x}" y="${y + 5}" text-anchor="middle">${room}</text></g>`,
  )
  const labels = floors.map(
    ({ floor }, row) => `<text x="30" y="${top + row * step + 5}" fill="#6F6A62">${floor}</text>`,
  )
  const height = top + floors.length * step - 20
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="Inter, sans-serif" font-size="14" role="img" aria-label="The rooms of Parcours by floor, and which imports which">
<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 L8 4 L0 8 Z" fill="#27467A"/></marker></defs>
<rect width="${width}" height="${height}" fill="#FAF9F6"/>
${lines.join('\n')}
${boxes.join('\n')}
${labels.join('\n')}
</svg>
`
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(picturePath, draw())
  const wrong = wrongArrows()
  for (const { from, to, files } of wrong) console.error(`${from} must not know ${to}: ${files.join(', ')}`)
  console.log(`docs/architecture.svg: ${arrows().length} arrows, ${wrong.length} against the rule.`)
  process.exitCode = wrong.length === 0 ? 0 : 1
}
