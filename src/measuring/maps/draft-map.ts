import type { draftMap as draftMapRoute } from '../../contract/measuring.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { importMap, type KnownEvent, knownEvents } from '../../mapping/index.ts'
import { channelCodes } from '../../vocabulary/channel.ts'
import { newId, type Prefix } from '../../vocabulary/id.ts'
import { caseRuleByCustomer } from '../../vocabulary/journey.ts'
import { isKeepable, type Label, type Tongue } from '../../vocabulary/label.ts'
import { formatVersion, type Interchange } from '../../vocabulary/map/interchange-format.ts'
import type { Step } from '../../vocabulary/map/journey-map.ts'
import { emptyLibrary } from '../../vocabulary/map/library.ts'
import { type DraftStep, draftFromTraces, type MapDraft, namesStep } from '../../vocabulary/map/map-from-traces.ts'
import { emptyMap } from '../../vocabulary/map/map-template.ts'
import { problem } from '../../vocabulary/problem.ts'
import type { Placement, Touchpoint } from '../../vocabulary/touchpoint.ts'
import { activitiesOf } from '../filtering/activities.ts'
import { keepingOf } from '../filtering/kept-visits.ts'
import { type ChannelCount, countActivities, countChannels, countWhole } from '../questions/count-activities.ts'
import { eventNames } from '../traces/event-names.ts'

/** A channel that carries less than this share of an event's visits is not drawn. */
const leastOfChannel = 0.05
/** Evidence from data is looked at again after half a year. */
const evidenceDays = 180

type Selection = {
  readonly cases: number
  readonly customers: number
  readonly from: string | null
  readonly to: string | null
}

/**
 * Drafts a map from the traces of all events: what was lived, by how many, in which order, after which waits. What it
 * makes goes through the import of maps like any file, with the touchpoints the library has for these events.
 */
export async function draftMap(
  context: Context,
  { body }: InputOf<typeof draftMapRoute>,
): Promise<AnswerOf<typeof draftMapRoute>> {
  if (!context.may('measure.read')) throw problem('not_allowed')
  const { clickhouse, workspace } = context
  const { dryRun, minimumReach, groupWithinSeconds, activities: only, name, language, ...filter } = body
  const keeping = keepingOf(workspace.number, 0, filter, await activitiesOf(context, undefined))
  const [names, counts, channels, whole, known] = await Promise.all([
    eventNames(context, workspace.number, false),
    countActivities(clickhouse, keeping),
    countChannels(clickhouse, keeping),
    countWhole(clickhouse, keeping),
    knownEvents(context),
  ])
  const channelsOf = Map.groupBy(channels, row => row.activity)
  const cases = Number(whole?.cases ?? 0)
  const draft = draftFromTraces(
    counts.flatMap(row => {
      const event = names[row.activity - 1]
      // A name that no label can hold stays in the tray.
      if (event === undefined || !isKeepable(event)) return []
      return {
        name: event,
        cases: Number(row.cases),
        customers: Number(row.customers),
        repeated: Number(row.repeated),
        place: row.place,
        waitSeconds: row.wait,
        channels: usualChannels(channelsOf.get(row.activity) ?? []),
      }
    }),
    // Events by name are told whole, as everywhere: see `activitiesOf`.
    { cases, minimumReach, minimumGroup: 0, groupWithinSeconds, ...(only ? { only } : {}) },
  )
  const selection: Selection = {
    cases,
    customers: Number(whole?.customers ?? 0),
    from: cases === 0 ? null : (whole?.first_at ?? null),
    to: cases === 0 ? null : (whole?.last_at ?? null),
  }
  const told = { ...selection, ...shown(draft, known) }
  if (dryRun) return { ...told, map: null }
  if (draft.phases.length === 0) {
    throw problem('map_invalid', {
      reason: {
        en: 'no event was lived by enough cases: widen the period or lower the share',
        fr: 'aucun événement n’a été vécu par assez de parcours : élargissez la période ou baissez la part',
      },
    })
  }
  const file = interchangeOf(context, draft, selection, known, { name, language })
  const made = await importMap(context, {
    params: { workspace: workspace.key },
    query: { dryRun: 'false', onCollision: 'keep' },
    body: file,
  })
  return { ...told, map: made.map?.map.id ?? null }
}

function usualChannels(rows: readonly ChannelCount[]): readonly string[] {
  const all = rows.reduce((sum, row) => sum + Number(row.visits), 0)
  return rows.filter(row => Number(row.visits) / all >= leastOfChannel).map(row => channelCodes[row.channel] ?? 'other')
}

function shown({ phases, left }: MapDraft, known: (name: string) => KnownEvent | undefined) {
  return {
    phases: phases.map(({ waitSeconds, steps }) => ({
      waitSeconds,
      steps: steps.map(step => ({
        name: readable(namesStep(step).name),
        activities: step.activities.map(activity => {
          const found = known(activity.name)
          return {
            ...activity,
            channels: [...activity.channels],
            known: found ? (found.isBound ? ('bound' as const) : ('named' as const)) : null,
          }
        }),
      })),
    })),
    left: [...left],
  }
}

function interchangeOf(
  context: Context,
  draft: MapDraft,
  selection: Selection,
  known: (name: string) => KnownEvent | undefined,
  { name, language }: { readonly name: string | undefined; readonly language: Tongue },
): Interchange {
  const now = context.now()
  const id = (prefix: Prefix) => newId(prefix, now)
  const say = (text: string): Label => ({ [language]: text })
  const evidence = evidenceOf(id('evd'), selection, now)
  const touchpoints = new Map<string, Touchpoint>()
  const bindings: Interchange['bindings'] = []

  const placementOf = ({ name: event, channels, presence, repeatable }: DraftStep['activities'][number]): Placement => {
    const found = known(event)
    const touchpoint = found?.touchpoint ?? touchpointOf(id('tch'), say(readable(event)), channels)
    touchpoints.set(touchpoint.id, touchpoint)
    if (!found?.isBound) {
      const when = { field: 'type', op: 'eq', value: event } as const
      const rest = { priority: 100, merge: null, visit: null, validFrom: null, validUntil: null }
      bindings.push({ id: id('bnd'), touchpoint: touchpoint.id, when, ...rest })
    }
    return {
      id: id('plc'),
      touchpoint: touchpoint.id,
      presence,
      repeatable,
      channels: [...channels],
      choiceGroup: null,
      maxWait: null,
      targetDuration: null,
      raci: [],
      assets: [],
      metrics: [],
      evidence: [evidence.id],
    }
  }

  // Several events may be visits of one touchpoint of the library: it stands where the first of them was lived.
  const placed = new Set<string>()
  const isFirst = ({ name: event }: DraftStep['activities'][number]) => {
    const found = known(event)?.touchpoint.id
    if (found === undefined) return true
    if (placed.has(found)) return false
    placed.add(found)
    return true
  }
  const stepsOf = (steps: readonly DraftStep[]): Step[] =>
    steps.flatMap(step => {
      const activities = step.activities.filter(isFirst)
      if (activities.length === 0) return []
      return {
        id: id('stp'),
        title: say(readable(namesStep({ activities }).name)),
        description: null,
        placements: activities.map(placementOf),
        cells: [],
        emotion: { declared: [], desired: null },
      }
    })

  const drawn = draft.phases.map(phase => stepsOf(phase.steps)).filter(steps => steps.length > 0)
  const phases = drawn.map((steps, index) => ({
    id: id('pha'),
    name: { fr: `Phase ${index + 1}`, en: `Phase ${index + 1}` },
    goal: null,
    order: 'sequence' as const,
    desired: null,
    steps,
  }))
  return {
    format: 'parcours.map',
    formatVersion,
    exportedAt: now.toISOString(),
    defaultLocale: language,
    journey: {
      id: id('jny'),
      key: null,
      name: name === undefined ? { fr: 'Ce que vivent les clients', en: 'What customers live' } : say(name),
      purpose: null,
      status: 'draft',
      lifeSituation: null,
      parent: null,
      owner: null,
      // As the cases were that the draft was made from.
      caseRule: { ...caseRuleByCustomer, correlationKey: 'case' },
      outcomes: [],
    },
    map: { ...emptyMap(id('map'), 'current'), phases },
    library: { ...emptyLibrary, touchpoints: [...touchpoints.values()], evidence: [evidence] },
    bindings,
    measures: { included: false },
  }
}

function evidenceOf(id: string, { cases, from, to }: Selection, now: Date) {
  return {
    id,
    name: {
      fr: `Parcours vécus du ${from} au ${to}`,
      en: `Journeys lived from ${from} to ${to}`,
    },
    method: 'dataAnalysis' as const,
    date: now.toISOString().slice(0, 10),
    sampleSize: cases,
    link: null,
    expiresAt: new Date(now.getTime() + evidenceDays * 86_400_000).toISOString().slice(0, 10),
    level: 3,
  }
}

function touchpointOf(id: string, name: Label, channels: readonly string[]): Touchpoint {
  return {
    id,
    name,
    description: null,
    ownership: 'owned',
    kind: 'action',
    initiator: 'customer',
    observability: 'observed',
    complexity: null,
    urgency: null,
    costPerVisit: null,
    channels: [...channels],
  }
}

/** `order_completed`, `orderCompleted` and `Order Completed` as people read them. */
function readable(event: string): string {
  if (/\s/.test(event.trim())) return event.trim()
  const words = event
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/[_.:-]+/g, ' ')
    .trim()
  return words === '' ? event : words.charAt(0).toUpperCase() + words.slice(1)
}
