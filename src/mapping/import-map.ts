import { audit } from '../admitting/index.ts'
import type { importMap as importMapRoute } from '../contract/mapping.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import type { Transaction } from '../engines/postgres/index.ts'
import type { Context } from '../feature.ts'
import { checkCondition, checkRule } from '../vocabulary/binding-check.ts'
import { newId, type Prefix } from '../vocabulary/id.ts'
import { canonicalJson } from '../vocabulary/map/canonical-json.ts'
import { readInterchange } from '../vocabulary/map/interchange.ts'
import type { Interchange } from '../vocabulary/map/interchange-format.ts'
import { refuseUnseen } from '../vocabulary/map/lane-guard.ts'
import { visibleMap } from '../vocabulary/map/lane-visibility.ts'
import { type LibraryKind, libraryKinds } from '../vocabulary/map/library.ts'
import type { MapProblem } from '../vocabulary/map/map-problem.ts'
import { renamed } from '../vocabulary/map/renamed.ts'
import { Problem, problem } from '../vocabulary/problem.ts'
import { replaceDraft } from './live/replace-draft.ts'
import { noticingChanges } from './measured-definition.ts'
import { keepPictures, picturesOfFile, refuseLackingPictures } from './pictures/file-pictures.ts'
import { stampOf } from './stamp.ts'
import { putBinding, readBindings } from './store/bindings.ts'
import { insertJourney, readJourney, updateJourney } from './store/journeys.ts'
import { putLibraryObject, readLibrary } from './store/library.ts'
import { insertMap, readKeptMap, takeSnapshot } from './store/maps.ts'
import { libraryFor, readerOf, wholeMapFor } from './talk/reader.ts'
import { wholeDraft } from './whole-map.ts'

type Kind = LibraryKind | 'journey' | 'map' | 'bindings'
type Collision = { readonly kind: Kind; readonly id: string }

/**
 * Creates a map from a file. Refused whole with every problem when the file is not valid; with `import_collides` when
 * an id names something else here and no choice was made. What is the same here already is left alone.
 */
export async function importMap(
  context: Context,
  { body, query }: InputOf<typeof importMapRoute>,
): Promise<AnswerOf<typeof importMapRoute>> {
  const file = readInterchange(body)
  refuseRules(file)
  const pictures = picturesOfFile(file)
  return await context.postgres.transaction(transaction =>
    noticingChanges(context, transaction, async () => {
      const found = await whatIsThere(context, transaction, file)
      const collisions = found.collisions.map(one => ({ ...one }))
      await refuseLackingPictures(context, transaction, file, pictures)
      if (query.dryRun === 'true') return { map: null, added: found.absent.size, collisions }
      if (collisions.length > 0 && query.onCollision === undefined) {
        throw problem('import_collides', { count: collisions.length, collisions })
      }
      const choice = query.onCollision ?? 'keep'
      const copied = choice === 'copy' ? found.collisions : []
      const written = renamed(file, newIds(copied, context.now()))
      const isKept = new Set(choice === 'keep' ? collisions.map(keyOf) : [])
      await keepPictures(context, transaction, pictures)
      await write(context, transaction, written, isKept)
      await audit(context, transaction, 'map.imported', { map: written.map.id, collisions: collisions.length, choice })
      return {
        map: await wholeMapFor(
          context,
          await wholeDraft(transaction, context.workspace.number, written.map.id),
          transaction,
        ),
        added: found.absent.size + copied.length,
        collisions,
      }
    }),
  )
}

/** Rules of a file are held to what rules of a screen are. */
function refuseRules(file: Interchange): void {
  const problems: MapProblem[] = []
  const attempt = (id: string, check: () => void) => {
    try {
      check()
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      const { en, fr } = error.details.reason as { en: string; fr: string }
      problems.push({
        code: 'file_invalid',
        weight: 'error',
        at: [{ kind: 'library', id }],
        en: `${id}: ${en}.`,
        fr: `${id} : ${fr}.`,
      })
    }
  }
  for (const rule of file.bindings) attempt(`binding ${rule.id}`, () => checkRule(rule))
  const { caseRule, outcomes } = file.journey
  for (const condition of [caseRule.startWhen, caseRule.endWhen, ...outcomes.map(outcome => outcome.when)]) {
    if (condition) attempt('journey', () => checkCondition(condition))
  }
  const [first] = problems
  if (first) throw problem('map_invalid', { reason: { en: first.en, fr: first.fr }, problems })
}

/** Compares the file with the workspace: what is not here yet, and what is here but different. */
async function whatIsThere(context: Context, transaction: Transaction, file: Interchange) {
  const workspace = context.workspace.number
  const absent = new Set<string>()
  const collisions: Collision[] = []
  const compare = (kind: Kind, id: string, mine: unknown, theirs: unknown) => {
    if (theirs === undefined) absent.add(keyOf({ kind, id }))
    else if (canonicalJson(mine) !== canonicalJson(theirs)) collisions.push({ kind, id })
  }
  const kept = await readKeptMap(transaction, workspace, file.map.id, true)
  const journey = await readJourney(transaction, workspace, file.journey.id, true)
  compare('journey', file.journey.id, file.journey, journey?.journey)
  const whole = (await readLibrary(transaction, workspace)).library
  // The file is compared with what its bearer may see: the rest is neither told nor written over.
  const seen = kept && visibleMap(kept.draft, whole, await readerOf(context, transaction)).map
  compare('map', file.map.id, { map: file.map, of: file.journey.id }, seen && { map: seen, of: kept.journeyId })
  const library = await libraryFor(context, whole, transaction)
  for (const kind of libraryKinds) {
    for (const object of file.library[kind]) {
      compare(
        kind,
        object.id,
        object,
        library[kind].find(one => one.id === object.id),
      )
    }
  }
  const bindings = await readBindings(transaction, workspace)
  for (const rule of file.bindings)
    compare(
      'bindings',
      rule.id,
      rule,
      bindings.find(one => one.id === rule.id),
    )
  return { absent, collisions }
}

async function write(
  context: Context,
  transaction: Transaction,
  file: Interchange,
  isKept: ReadonlySet<string>,
): Promise<void> {
  const workspace = context.workspace.number
  const stamp = stampOf(context)
  const { library } = await readLibrary(transaction, workspace)
  const shown = await libraryFor(context, library, transaction)
  for (const kind of libraryKinds) {
    for (const object of file.library[kind]) {
      const isThere = library[kind].some(one => one.id === object.id)
      const isSeen = shown[kind].some(one => one.id === object.id)
      if (isKept.has(keyOf({ kind, id: object.id })) || (isThere && !isSeen)) continue
      const unseen = { ...library[kind].find(one => one.id === object.id) } as { costPerVisit?: unknown }
      const cost = { ...shown[kind].find(one => one.id === object.id) } as { costPerVisit?: unknown }
      // A cost that its bearer may not see is missing in the file, and stays.
      const hasHiddenCost = unseen.costPerVisit !== undefined && unseen.costPerVisit !== cost.costPerVisit
      await putLibraryObject(
        transaction,
        workspace,
        kind,
        hasHiddenCost ? ({ ...object, costPerVisit: unseen.costPerVisit } as typeof object) : object,
        stamp,
      )
    }
  }
  for (const rule of file.bindings) {
    if (!isKept.has(keyOf({ kind: 'bindings', id: rule.id }))) await putBinding(transaction, workspace, rule, stamp)
  }
  if (!(await readJourney(transaction, workspace, file.journey.id))) {
    await insertJourney(transaction, workspace, file.journey, stamp)
  } else if (!isKept.has(keyOf({ kind: 'journey', id: file.journey.id }))) {
    await updateJourney(transaction, workspace, file.journey, stamp)
  }
  const there = await readKeptMap(transaction, workspace, file.map.id, true)
  if (!there) {
    await insertMap(
      transaction,
      workspace,
      { journeyId: file.journey.id, draft: file.map, defaultLocale: file.defaultLocale, carried: carriedBy(file) },
      stamp,
    )
    return
  }
  if (isKept.has(keyOf({ kind: 'map', id: file.map.id }))) return
  if (there.journeyId !== file.journey.id) {
    throw problem('map_invalid', {
      reason: {
        en: `the map ${file.map.id} belongs to another journey here; import a copy`,
        fr: `la carte ${file.map.id} appartient ici à un autre parcours ; importez une copie`,
      },
    })
  }
  refuseUnseen(there.draft, file.map, library, await readerOf(context, transaction))
  await takeSnapshot(transaction, workspace, there, stamp)
  const draft = { ...file.map, version: Math.max(there.draft.version, file.map.version) }
  await replaceDraft(transaction, workspace, there, draft, stamp)
}

/** What other tools wrote at the top of the file. */
function carriedBy(file: Interchange): Record<string, unknown> {
  const own = Object.entries(file).filter(([key]) => key.startsWith('x-'))
  const hasMore = Object.keys(file.measures).some(key => key.startsWith('x-'))
  return { ...Object.fromEntries(own), ...(hasMore ? { measures: file.measures } : {}) }
}

const prefixOf: Readonly<Record<Kind, Prefix>> = {
  journey: 'jny',
  map: 'map',
  bindings: 'bnd',
  touchpoints: 'tch',
  channels: 'chn',
  personas: 'per',
  departments: 'dep',
  assets: 'ast',
  metrics: 'met',
  evidence: 'evd',
  lifeSituations: 'lif',
}

function newIds(copied: readonly Collision[], now: Date) {
  return new Map(copied.map(({ kind, id }) => [`${kind}/${id}` as const, newId(prefixOf[kind], now)] as const))
}

function keyOf({ kind, id }: Collision): string {
  return `${kind}/${id}`
}
