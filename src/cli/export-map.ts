import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { drawingFormats, drawMap } from '../contract/map-drawing.ts'
import { exportMapFile, mapTextFormats } from '../contract/map-files.ts'
import { listJourneys } from '../contract/mapping.ts'
import { refuseProblem, speak, type Voice, workspaceOf } from './speak.ts'
import type { Terminal } from './terminal.ts'
import { Misuse, readWords } from './words.ts'

const formats = [...drawingFormats, ...mapTextFormats] as const
type Format = (typeof formats)[number]

const own = {
  format: 'text',
  out: 'text',
  language: 'text',
  paper: 'text',
  pages: 'text',
  scheme: 'text',
  lanes: 'text',
  phases: 'text',
  note: 'text',
  version: 'text',
} as const

export const exportMap = {
  usage: `export map MAP --out FILE [--format ${formats.join('|')}] [--language fr|en] [--version N]
    [--paper fit|A4|A3|A2|A1] [--pages auto|one] [--scheme warm|print] [--lanes IDS] [--phases IDS] [--note TEXT]
    Draws a map, or writes it as a grid, a Mermaid journey or interchange JSON. The format follows from the name of the file unless it is said. MAP is
    an id; without it, the first map of the workspace. The same map gives the same file.`,
  run: async (terminal: Terminal, given: readonly string[]): Promise<void> => {
    const words = readWords(given, own)
    const [map, ...others] = words.words
    if (others.length > 0) throw new Misuse('Say one map: export map MAP --out FILE')
    const out = words.option('out')
    if (out === undefined) throw new Misuse('Say where to write it: --out journey.pdf')
    const format = formatOf(words.option('format') ?? out.split('.').at(-1)!.toLowerCase())
    const query = queryOf(format, words.option)
    await using voice = await speak(terminal.config)
    const workspace = await workspaceOf(voice, words.option('workspace'))
    const route = routeOf(format)
    const path = route.path
      .replace('{workspace}', workspace)
      .replace('{map}', encodeURIComponent(map ?? (await firstMap(voice, workspace))))
    const response = await voice.send(`${path}?${query}`)
    await refuseProblem(response)
    const bytes = await write(response, out)
    terminal.answer({ file: out, format, bytes }, () => `${out} written, ${Math.ceil(bytes / 1024)} kB.`)
  },
}

function formatOf(said: string): Format {
  // As Mermaid files are usually called.
  const found = said === 'mmd' ? 'mermaid' : formats.find(format => format === said)
  if (!found) throw new Misuse(`Say which format with --format: ${formats.join(', ')}.`)
  return found
}

function routeOf(format: Format) {
  return drawingFormats.some(drawn => drawn === format) ? drawMap : exportMapFile
}

/** What the route takes, checked before anything is opened. */
function queryOf(format: Format, option: (name: string) => string | undefined): URLSearchParams {
  const said = Object.keys(own)
    .filter(name => name !== 'out' && name !== 'format')
    .flatMap(name => {
      const value = option(name)
      return value === undefined ? [] : [[name, value] as const]
    })
  const asked = Object.fromEntries([['format', format], ...said])
  const read = routeOf(format).query!.safeParse(asked)
  if (!read.success) {
    const [issue] = read.error.issues
    const [name = issue?.code === 'unrecognized_keys' ? issue.keys[0] : ''] = issue?.path ?? []
    throw new Misuse(`--${String(name)}: ${issue?.message ?? 'not understood'}`)
  }
  return new URLSearchParams(asked)
}

async function firstMap(voice: Voice, workspace: string): Promise<string> {
  const { journeys } = await voice.call(listJourneys, { params: { workspace } })
  const map = journeys.flatMap(journey => journey.maps)[0]
  if (!map) throw new Error('There is no map yet. Draw or import one first.')
  return map.id
}

/** Writes what arrives beside the file, and puts it in place when it is whole. */
async function write(response: Response, out: string): Promise<number> {
  const beside = `${out}.part`
  const file = createWriteStream(beside, { mode: 0o600 })
  try {
    await pipeline(Readable.fromWeb(response.body as never), file)
    await rename(beside, out)
    return file.bytesWritten
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}
