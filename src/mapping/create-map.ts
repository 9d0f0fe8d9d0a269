import { audit } from '../admitting/index.ts'
import type { createMap as createMapRoute } from '../contract/mapping.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import type { Transaction } from '../engines/postgres/index.ts'
import type { Context } from '../feature.ts'
import { newId } from '../vocabulary/id.ts'
import { caseRuleByCustomer, type Journey } from '../vocabulary/journey.ts'
import type { Label } from '../vocabulary/label.ts'
import type { JourneyMap } from '../vocabulary/map/journey-map.ts'
import type { Library } from '../vocabulary/map/library.ts'
import { type Drawn, drawTemplate, emptyMap } from '../vocabulary/map/map-template.ts'
import { problem } from '../vocabulary/problem.ts'
import { noticingChanges } from './measured-definition.ts'
import { stampOf } from './stamp.ts'
import { insertJourney } from './store/journeys.ts'
import { putLibraryObject, readLibrary } from './store/library.ts'
import { insertMap, type KeptMap } from './store/maps.ts'
import { wholeMapFor } from './talk/reader.ts'
import { keptJourney, keptMap, wholeDraft } from './whole-map.ts'

/** Creates a map, with its journey unless one is named. A template's touchpoints join the library, those that it has already are taken from it. */
export async function createMap(
  context: Context,
  { body }: InputOf<typeof createMapRoute>,
): Promise<AnswerOf<typeof createMapRoute>> {
  const workspace = context.workspace.number
  const stamp = stampOf(context)
  const id = (prefix: Parameters<typeof newId>[0]) => newId(prefix, stamp.at)
  return await context.postgres.transaction(transaction =>
    noticingChanges(context, transaction, async () => {
      const told =
        body.from === 'empty'
          ? undefined
          : await fromLibrary(context, transaction, drawTemplate(body.from, body.kind, id, body.defaultLocale))
      const base = await baseOf(context, transaction, body)
      const drawn = base
        ? copyOf(base.draft, id('map'), body.kind)
        : told
          ? { ...told.map, template: body.from }
          : emptyMap(id('map'), body.kind)
      const journeyId =
        body.journey ??
        base?.journeyId ??
        (await newJourney(context, transaction, body.name ?? told?.name, told?.purpose ?? null))
      if (body.journey !== undefined) await keptJourney(transaction, workspace, body.journey)
      await insertMap(
        transaction,
        workspace,
        { journeyId, draft: drawn, defaultLocale: body.defaultLocale, carried: {} },
        stamp,
      )
      await audit(context, transaction, 'map.created', { map: drawn.id, from: body.from })
      return await wholeMapFor(context, await wholeDraft(transaction, workspace, drawn.id), transaction)
    }),
  )
}

async function newJourney(
  context: Context,
  transaction: Transaction,
  name: Label | undefined,
  purpose: Label | null,
): Promise<string> {
  const stamp = stampOf(context)
  const journey: Journey = {
    id: newId('jny', stamp.at),
    key: null,
    name: name ?? { fr: 'Nouveau parcours', en: 'New journey' },
    purpose,
    status: 'draft',
    lifeSituation: null,
    parent: null,
    owner: null,
    caseRule: caseRuleByCustomer,
    outcomes: [],
  }
  await insertJourney(transaction, context.workspace.number, journey, stamp)
  return journey.id
}

/** The map that another of the same journey starts from; a future one starts from a current one. */
async function baseOf(
  context: Context,
  transaction: Transaction,
  body: InputOf<typeof createMapRoute>['body'],
): Promise<KeptMap | undefined> {
  if (body.basedOn === undefined) return undefined
  const found = await keptMap(transaction, context.workspace.number, body.basedOn)
  if (body.journey !== undefined && found.journeyId !== body.journey) {
    throw problem('map_invalid', {
      reason: {
        en: 'a map starts from one of its own journey',
        fr: 'une carte part d’une carte du même parcours',
      },
    })
  }
  if (body.kind === 'future' && found.draft.kind !== 'current') {
    throw problem('map_invalid', {
      reason: { en: 'a future map starts from a current one', fr: 'une carte future part d’une carte actuelle' },
    })
  }
  return found
}

/** Placement ids are kept, so that what was measured at a place can be compared with what is planned there. */
function copyOf(base: JourneyMap, id: string, kind: JourneyMap['kind']): JourneyMap {
  return { ...base, id, kind, version: 0, basedOn: base.id }
}

/** The same drawing with what the library has by the same names: touchpoints, departments, tools, metrics. */
async function fromLibrary(context: Context, transaction: Transaction, drawn: Drawn): Promise<Drawn> {
  const workspace = context.workspace.number
  const stamp = stampOf(context)
  const { library, archived } = await readLibrary(transaction, workspace)
  const known = new Map<string, string>()
  for (const kind of ['departments', 'touchpoints', 'assets', 'metrics'] as const) {
    const gone = new Set(archived.filter(one => one.kind === kind).map(one => one.id))
    for (const object of drawn[kind]) {
      const same = (library as Library)[kind].find(one => !gone.has(one.id) && sameName(one.name, object.name))
      if (same) known.set(object.id, same.id)
      else await putLibraryObject(transaction, workspace, kind, object, stamp)
    }
  }
  const idOf = (id: string) => known.get(id) ?? id
  return {
    ...drawn,
    map: {
      ...drawn.map,
      phases: drawn.map.phases.map(phase => ({
        ...phase,
        steps: phase.steps.map(step => ({
          ...step,
          placements: step.placements.map(placement => ({
            ...placement,
            touchpoint: idOf(placement.touchpoint),
            raci: placement.raci.map(one => ({ ...one, department: idOf(one.department) })),
            assets: placement.assets.map(idOf),
            metrics: placement.metrics.map(one => ({ ...one, metric: idOf(one.metric) })),
          })),
        })),
      })),
    },
  }
}

function sameName(a: Label, b: Label): boolean {
  return a.fr === b.fr && a.en === b.en
}
