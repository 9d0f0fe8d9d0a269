import type { importMapFile as importMapFileRoute, MapFileReport, MetByName } from '../../contract/map-files.ts'
import { countedKinds } from '../../contract/map-files.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { ArrivingFile, Context } from '../../feature.ts'
import { newId } from '../../vocabulary/id.ts'
import type { Label } from '../../vocabulary/label.ts'
import { readInterchange } from '../../vocabulary/map/interchange.ts'
import type { Interchange } from '../../vocabulary/map/interchange-format.ts'
import { placementsOf, stepsOf } from '../../vocabulary/map/journey-map.ts'
import type { Library } from '../../vocabulary/map/library.ts'
import { Problem, problem } from '../../vocabulary/problem.ts'
import { importMap } from '../import-map.ts'
import { type KeptLibrary, readLibrary } from '../store/library.ts'
import { interchangeFromSketch } from './interchange-from-sketch.ts'
import { jsonOf } from './json-of.ts'
import { type Recognised, recognise } from './recognise.ts'
import { gatherRemarks, type Remarks } from './remarks.ts'
import type { Sketch } from './sketch.ts'
import { sketchFromCjml } from './sketch-from-cjml.ts'
import { type GridReading, sketchFromGrid } from './sketch-from-grid.ts'
import { sketchFromMermaid } from './sketch-from-mermaid.ts'
import { guessDelimiter, tableFromCsv } from './table-from-csv.ts'
import { tableFromXlsx } from './table-from-xlsx.ts'
import { takeFile } from './take-file.ts'

type Query = InputOf<typeof importMapFileRoute>['query']
type Read = Pick<MapFileReport, 'encoding' | 'delimiter' | 'language' | 'library'> & { readonly file: Interchange }

/**
 * Creates a map from a file of any form. Whatever the form, what is read goes through the one import of maps. A dry run
 * answers everything there is to say of the file; otherwise a file with an error is refused whole, with all of it.
 */
export async function importMapFile(
  context: Context,
  { query }: InputOf<typeof importMapFileRoute>,
  arriving: ArrivingFile | undefined,
): Promise<AnswerOf<typeof importMapFileRoute>> {
  if (!arriving) throw problem('input_invalid', { reason: 'the body must be a file' })
  const found = recognise(await takeFile(arriving))
  const remarks = gatherRemarks()
  const read = await reading(context, found, query, nameFrom(arriving.name), remarks)
  const isDry = query.dryRun === 'true'
  if (!read || remarks.refuses()) {
    if (!isDry) throw refusedWith(remarks)
    return { ...nothingOf(found, remarks), ...(read ? countsOf(read) : {}) }
  }
  const isJson = found.format === 'json'
  // A form that names things by name has no ids to collide with; a library that changed meanwhile keeps its word.
  const onCollision = query.onCollision ?? (isJson ? undefined : ('keep' as const))
  try {
    const told = await importMap(context, {
      params: { workspace: context.workspace.key },
      query: { dryRun: query.dryRun, ...(onCollision ? { onCollision } : {}) },
      body: read.file,
    })
    return { ...nothingOf(found, remarks), ...countsOf(read), collisions: isJson ? told.collisions : [], map: told.map }
  } catch (error) {
    if (!isDry || !tellInto(remarks, error)) throw error
    return { ...nothingOf(found, remarks), ...countsOf(read) }
  }
}

async function reading(
  context: Context,
  found: Recognised,
  { language, name }: Query,
  fileName: string | null,
  remarks: Remarks,
): Promise<Read | undefined> {
  const kept = await readLibrary(context.postgres, context.workspace.number)
  if (found.format === 'json') {
    const file = interchangeIn(found.text, remarks)
    if (!file) return undefined
    return { file, encoding: found.encoding, delimiter: null, language: null, library: metById(file, kept.library) }
  }
  const ways: GridReading = { language, locale: context.workspace.locale }
  const delimiter = found.format === 'csv' ? guessDelimiter(found.text) : null
  const sketch = await sketchOf(found, delimiter, ways, remarks)
  if (!sketch) return undefined
  const now = context.now()
  const { file, met } = interchangeFromSketch(
    named(sketch, name, fileName),
    withoutArchived(kept),
    prefix => newId(prefix, now),
    now,
    remarks,
  )
  const encoding = found.format === 'xlsx' ? null : found.encoding
  return { file, encoding, delimiter, language: sketch.language, library: met }
}

async function sketchOf(
  found: Exclude<Recognised, { format: 'json' }>,
  delimiter: string | null,
  ways: GridReading,
  remarks: Remarks,
): Promise<Sketch | undefined> {
  switch (found.format) {
    case 'mermaid':
      return sketchFromMermaid(found.text, ways, remarks)
    case 'cjml':
      return sketchFromCjml(found.text, ways, remarks)
    case 'csv': {
      const table = tableFromCsv(found.text, delimiter ?? ';', remarks)
      return table && sketchFromGrid(table, ways, remarks)
    }
    case 'xlsx': {
      const table = await tableFromXlsx(found.bytes, remarks)
      return table && sketchFromGrid(table, ways, remarks)
    }
    default:
      throw new Error(`No such form: ${JSON.stringify(found satisfies never)}`)
  }
}

function named(sketch: Sketch, asked: string | undefined, fileName: string | null): Sketch {
  const said = asked ?? (sketch.name === null ? fileName : null)
  return said === null || said === undefined ? sketch : { ...sketch, name: { [sketch.language]: said } as Label }
}

/** « Je déménage.csv » → « Je déménage »; nothing for a name that says nothing. */
function nameFrom(file: string): string | null {
  const bare = file
    .replace(/\.gz$/i, '')
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/[_-]+/g, ' ')
    .trim()
  return bare === '' || /^(file|pasted|blob|image)$/i.test(bare) || !bare.isWellFormed() ? null : bare.slice(0, 200)
}

function withoutArchived({ library, archived }: KeptLibrary): Library {
  const gone = new Set(archived.map(({ kind, id }) => `${kind}/${id}`))
  return Object.fromEntries(
    Object.entries(library).map(([kind, objects]) => [
      kind,
      (objects as readonly { id: string }[]).filter(one => !gone.has(`${kind}/${one.id}`)),
    ]),
  ) as Library
}

function interchangeIn(text: string, remarks: Remarks): Interchange | undefined {
  const parsed = jsonOf(text, remarks)
  if (parsed === undefined) return undefined
  try {
    return readInterchange(parsed)
  } catch (error) {
    if (tellInto(remarks, error)) return undefined
    throw error
  }
}

/** Tells in the report what the import of maps refused; false for what is no refusal of the file. */
function tellInto(remarks: Remarks, error: unknown): boolean {
  if (!(error instanceof Problem) || error.code !== 'map_invalid') return false
  const { problems } = error.details
  if (!Array.isArray(problems)) return false
  for (const { at, en, fr } of problems as { at: { id: string }[]; en: string; fr: string }[]) {
    remarks.error({ en, fr }, { column: at[0]?.id ?? null })
  }
  return problems.length > 0
}

function metById(file: Interchange, library: Library): Read['library'] {
  const met = (kind: (typeof countedKinds)[number]): MetByName => {
    const here = new Set<string>(library[kind].map(one => one.id))
    const fresh = file.library[kind].filter(one => !here.has(one.id))
    return {
      added: fresh.length,
      matched: file.library[kind].length - fresh.length,
      names: fresh.slice(0, 40).map(one => one.name),
    }
  }
  return Object.fromEntries(countedKinds.map(kind => [kind, met(kind)])) as Read['library']
}

function countsOf({ file, ...read }: Read) {
  const steps = stepsOf(file.map)
  return {
    ...read,
    name: file.journey.name,
    phases: file.map.phases.length,
    steps: steps.length,
    placements: placementsOf(file.map).length,
    cells: steps.flatMap(step => step.cells).length,
    emotions: steps.flatMap(step => step.emotion.declared).length,
  }
}

function nothingOf(found: Recognised, remarks: Remarks): MapFileReport {
  const none: MetByName = { added: 0, matched: 0, names: [] }
  return {
    format: found.format,
    encoding: found.format === 'xlsx' ? null : found.encoding,
    delimiter: null,
    language: null,
    name: null,
    phases: 0,
    steps: 0,
    placements: 0,
    cells: 0,
    emotions: 0,
    library: { touchpoints: none, personas: none, departments: none, channels: none, assets: none, metrics: none },
    remarks: [...remarks.list()],
    remarksMore: remarks.more(),
    collisions: [],
    map: null,
  }
}

function refusedWith(remarks: Remarks): Problem {
  const problems = remarks.list().filter(one => one.weight === 'error')
  const [first] = problems
  const more = problems.length - 1
  const place = (tongue: 'fr' | 'en') =>
    first?.line === null || first === undefined
      ? ''
      : tongue === 'fr'
        ? `ligne ${first.line} : `
        : `line ${first.line}: `
  const rest = {
    en: more === 0 ? '' : `, and ${more} more`,
    fr: more === 0 ? '' : `, et ${more} de plus`,
  }
  return problem('map_invalid', {
    reason: {
      en: `${place('en')}${first?.en ?? ''}${rest.en}`.replace(/\.$/, ''),
      fr: `${place('fr')}${first?.fr ?? ''}${rest.fr}`.replace(/\.$/, ''),
    },
    problems,
    problemsMore: remarks.more(),
  })
}
