import { z } from 'zod'
import { bindingRuleShape } from '../binding.ts'
import { extensible, moment } from '../extensible.ts'
import { journeyShape } from '../journey.ts'
import { type Problem, problem } from '../problem.ts'
import { type JourneyMap, journeyMapShape, laneTypes } from './journey-map.ts'
import { libraryKinds, libraryShape } from './library.ts'
import type { MapProblem } from './map-problem.ts'
import { referencesOf, shapeProblems } from './map-rules.ts'
import { pictureId, pictureLimit, pictureTypes } from './picture.ts'

/** The version of the format that is written, and the newest whose files are read (by major number). */
export const formatVersion = '1.0'
const formatMajor = 1

export const interchangeMediaType = 'application/vnd.parcours.map+json'

/** A picture as a file carries it; its id is the hash of its bytes. */
const filePictureShape = extensible({
  id: z.string().regex(pictureId),
  type: z.enum(pictureTypes),
  data: z.base64().max(Math.ceil(pictureLimit / 3) * 4),
})
export type FilePicture = z.output<typeof filePictureShape>

/**
 * A journey map as a file: one journey, one map, what they refer to. Array order is display order, ids are kept,
 * unknown fields are allowed only under `x-` and are given back. Measures never travel with a map.
 */
export const interchangeShape = extensible({
  format: z.literal('parcours.map'),
  formatVersion: z.string().regex(/^\d{1,4}\.\d{1,4}$/),
  exportedAt: moment,
  defaultLocale: z.enum(['fr', 'en']).default('fr'),
  journey: journeyShape,
  map: journeyMapShape,
  library: libraryShape,
  bindings: z.array(bindingRuleShape).max(5000).default([]),
  /** The pictures that cells and evidence name. */
  pictures: z.array(filePictureShape).max(2000).exactOptional(),
  measures: extensible({ included: z.literal(false) }).default({ included: false }),
})
export type Interchange = z.output<typeof interchangeShape>

/** The published JSON Schema of the format. */
export function interchangeJsonSchema(): object {
  return z.toJSONSchema(interchangeShape, { io: 'input' })
}

/**
 * Reads a file that has been parsed as JSON. Throws `format_newer` for a newer major version, and `map_invalid` with
 * every problem in `details.problems`, each with its place in the file.
 */
export function readInterchange(file: unknown): Interchange {
  const head = z.looseObject({ format: z.unknown(), formatVersion: z.unknown() }).safeParse(file)
  if (!head.success || head.data.format !== 'parcours.map') {
    throw invalid([
      atPath(
        'format',
        'This is not a journey map: "format" must be "parcours.map".',
        'Ce fichier n’est pas une carte de parcours : « format » doit valoir « parcours.map ».',
      ),
    ])
  }
  const found = String(head.data.formatVersion)
  if (Number.parseInt(found, 10) > formatMajor) throw problem('format_newer', { found, supported: formatVersion })
  const parsed = interchangeShape.safeParse(file)
  if (!parsed.success) throw invalid(parsed.error.issues.flatMap(issue => problemsOfIssue(issue, [])))
  const read = { ...parsed.data, formatVersion, map: withNamedLanes(parsed.data.map) }
  const problems = [...contentProblems(read)]
  if (problems.length > 0) throw invalid(problems)
  return read
}

/**
 * Writes the file. The same content gives the same bytes but for `exportedAt`, whatever order a store gave its keys
 * in: known fields come in the order of the format, those of other tools after them by name.
 */
export function writeInterchange(content: Omit<Interchange, 'format' | 'formatVersion' | 'measures'>): string {
  const whole = {
    ...content,
    format: 'parcours.map',
    formatVersion,
    // Whatever a file said of measures, they are computed from events and stay where the events are.
    measures: (content as Partial<Interchange>).measures ?? { included: false },
  }
  return `${JSON.stringify(inOrder(whole), null, 2)}\n`
}

/** A map whose lanes were left out has those its cells name, in the order of lane types. */
function withNamedLanes(map: JourneyMap): JourneyMap {
  const known = new Set(map.lanes.map(lane => lane.id))
  const named = new Set(map.phases.flatMap(phase => phase.steps.flatMap(step => step.cells.map(cell => cell.lane))))
  const added = laneTypes.filter(type => named.has(type) && !known.has(type))
  return {
    ...map,
    lanes: [...map.lanes, ...added.map(type => ({ id: type, type, name: null, visibility: 'all' as const }))],
  }
}

function* contentProblems({ journey, map, library, bindings }: Interchange): Generator<MapProblem> {
  yield* shapeProblems(map).filter(
    found => found.code !== 'no_phase' && found.code !== 'phase_empty' && found.code !== 'choice_of_one',
  )
  const known = new Map(libraryKinds.map(kind => [kind, new Set<string>(library[kind].map(object => object.id))]))
  for (const kind of libraryKinds) {
    const list = library[kind].map(object => object.id)
    for (const id of new Set(list.filter((id, index) => list.indexOf(id) !== index))) {
      yield atPath(
        `library.${kind}`,
        `The id ${id} stands twice among the ${kind}.`,
        `L’identifiant ${id} figure deux fois (${kind}).`,
      )
    }
  }
  const missing = (from: string, kind: string, id: string) =>
    atPath(
      from,
      `${from} names ${id}, which is not in library.${kind}.`,
      `${from} nomme ${id}, qui n’est pas dans library.${kind}.`,
    )
  for (const { kind, id, at } of referencesOf(map)) {
    if (!known.get(kind)!.has(id)) yield { ...missing(at[0] ? `${at[0].kind} ${at[0].id}` : 'map', kind, id), at }
  }
  for (const department of library.departments) {
    if (department.parent !== null && !known.get('departments')!.has(department.parent)) {
      yield missing(`department ${department.id}`, 'departments', department.parent)
    }
  }
  for (const persona of library.personas) {
    for (const id of persona.evidence) {
      if (!known.get('evidence')!.has(id)) yield missing(`persona ${persona.id}`, 'evidence', id)
    }
  }
  const rules = new Set<string>()
  for (const rule of bindings) {
    if (rules.has(rule.id)) {
      yield atPath(
        'bindings',
        `The id ${rule.id} stands twice among the bindings.`,
        `L’identifiant ${rule.id} figure deux fois (bindings).`,
      )
    }
    rules.add(rule.id)
    if (!known.get('touchpoints')!.has(rule.touchpoint))
      yield missing(`binding ${rule.id}`, 'touchpoints', rule.touchpoint)
  }
  if (journey.parent === journey.id) {
    yield atPath('journey.parent', 'The journey is its own parent.', 'Le parcours est son propre parent.')
  }
}

/** Unions say only that no branch fits; the branch that came nearest says what to mend. */
function problemsOfIssue(issue: z.core.$ZodIssue, above: readonly PropertyKey[]): MapProblem[] {
  const path = [...above, ...issue.path]
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const nearest = [...issue.errors].sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0]!
    return nearest.flatMap(inner => problemsOfIssue(inner, path))
  }
  const where = path.map(String).join('.')
  return [atPath(where, `${where || 'The file'}: ${issue.message}.`, `${where || 'Le fichier'} : ${issue.message}.`)]
}

function depth(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(...issues.map(issue => issue.path.length))
}

function atPath(path: string, en: string, fr: string): MapProblem {
  return { code: 'file_invalid', weight: 'error', at: [{ kind: 'library', id: path }], en, fr }
}

function invalid(problems: readonly MapProblem[]): Problem {
  const many = problems.length
  const first = (language: 'en' | 'fr') => problems[0]![language].replace(/\.$/, '')
  return problem('map_invalid', {
    reason:
      many === 1
        ? { en: first('en'), fr: first('fr') }
        : {
            en: `${many} problems were found, the first: ${first('en')}`,
            fr: `${many} problèmes ont été trouvés, le premier : ${first('fr')}`,
          },
    problems,
  })
}

/** Known fields in the order in which the format tells them; a name has one rank wherever it stands. */
const order = [
  'format',
  'formatVersion',
  'exportedAt',
  'defaultLocale',
  'id',
  'key',
  'type',
  'kind',
  'version',
  'name',
  'title',
  'subJourney',
  'fr',
  'en',
  'description',
  'purpose',
  'goal',
  'goals',
  'needs',
  'frustrations',
  'status',
  'lifeSituation',
  'trigger',
  'parent',
  'owner',
  'basedOn',
  'timeHorizon',
  'template',
  'personas',
  'touchpoint',
  'priority',
  'field',
  'op',
  'value',
  'all',
  'any',
  'not',
  'correlationKey',
  'startWhen',
  'endWhen',
  'abandonAfter',
  'maxDuration',
  'allowParallel',
  'when',
  'good',
  'merge',
  'window',
  'by',
  'visit',
  'start',
  'end',
  'outcome',
  'failedWhen',
  'validFrom',
  'validUntil',
  'caseRule',
  'outcomes',
  'placement',
  'origin',
  'reason',
  'presence',
  'repeatable',
  'ownership',
  'initiator',
  'observability',
  'complexity',
  'urgency',
  'costPerVisit',
  'amountMinor',
  'currency',
  'medium',
  'owned',
  'channels',
  'choiceGroup',
  'maxWait',
  'targetDuration',
  'role',
  'department',
  'person',
  'raci',
  'link',
  'lifecycle',
  'unit',
  'direction',
  'target',
  'source',
  'property',
  'metric',
  'lag',
  'validation',
  'assets',
  'metrics',
  'segment',
  'method',
  'date',
  'sampleSize',
  'expiresAt',
  'level',
  'lane',
  'text',
  'refs',
  'picture',
  'alt',
  'data',
  'span',
  'evidence',
  'persona',
  'valence',
  'intensity',
  'label',
  'statement',
  'order',
  'visibility',
  'declared',
  'desired',
  'placements',
  'cells',
  'emotion',
  'lanes',
  'steps',
  'phases',
  'momentsOfTruth',
  'journey',
  'map',
  'touchpoints',
  'departments',
  'lifeSituations',
  'library',
  'bindings',
  'pictures',
  'measures',
  'included',
]
const rank = new Map(order.map((name, index) => [name, index]))

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  entries.sort(
    ([a], [b]) => (rank.get(a) ?? order.length) - (rank.get(b) ?? order.length) || (a < b ? -1 : a > b ? 1 : 0),
  )
  return Object.fromEntries(entries.map(([name, inner]) => [name, inOrder(inner)]))
}

/**
 * The same content gives the same text, whatever the order of its keys: what a content hash is taken of. It sorts by
 * name and by nothing else, so that a later version of the format gives the same hash.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(byName(value))
}

function byName(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(byName)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return Object.fromEntries(entries.map(([name, inner]) => [name, byName(inner)]))
}
