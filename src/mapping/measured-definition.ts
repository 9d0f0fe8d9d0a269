import type { Transaction } from '../engines/postgres/index.ts'
import { type Queryable, sql } from '../engines/postgres/index.ts'
import type { Context } from '../feature.ts'
import { type BindingRule, givesVisits } from '../vocabulary/binding.ts'
import { secondsOfDuration } from '../vocabulary/duration.ts'
import type { Journey } from '../vocabulary/journey.ts'
import type { Label } from '../vocabulary/label.ts'
import { canonicalJson } from '../vocabulary/map/canonical-json.ts'
import type { Library } from '../vocabulary/map/library.ts'
import { defaultMergeSeconds, type Touchpoint } from '../vocabulary/touchpoint.ts'
import { readBindings } from './store/bindings.ts'
import { readJourneys } from './store/journeys.ts'
import { lockWorkspace, readLibrary } from './store/library.ts'

/** A touchpoint as the traces of a journey see it. */
export type MeasuredTouchpoint = {
  readonly id: string
  /** Its number in traces: per workspace, from 1, never given to another. */
  readonly number: number
  readonly name: Label
  readonly observability: Touchpoint['observability']
  /** Whether a rule binds it. What is not bound is never seen, and never skipped. */
  readonly bound: boolean
  /** Visits closer than this are one; 0 merges nothing. */
  readonly mergeSeconds: number
  /** What merged visits must share beside the customer: names of properties. */
  readonly mergeBy: readonly string[]
  /** The numeric property of events that carries its leading metric. */
  readonly leadingProperty: string | null
}

/** What decides how a journey is measured, as plain values: equal definitions give equal traces. */
export type MeasuredDefinition = {
  readonly journey: Journey
  /** The key of its traces: per workspace, from 1, never given to another. */
  readonly number: number
  readonly touchpoints: readonly MeasuredTouchpoint[]
  readonly rules: readonly BindingRule[]
}

type PlacementRow = {
  journey_id: string
  touchpoint: string
  metrics: readonly { metric: string; role: string }[] | null
}

/**
 * The journeys that are measured: every one that is not archived. A journey is measured by the touchpoints placed on
 * its current maps, in the draft or in the latest version: what is drawn shows figures before it is published, and
 * what is published keeps its figures while it is redrawn.
 */
export async function measuredDefinitions(store: Queryable, workspace: number): Promise<readonly MeasuredDefinition[]> {
  const journeys = await readJourneys(store, workspace)
  const { library, numbers } = await readLibrary(store, workspace)
  const bindings = await readBindings(store, workspace)
  const placements = await store.rows(sql<PlacementRow>`
    with shown as (
      select journey_id, draft as drawn, position
      from mapping.maps
      where workspace_id = ${workspace} and archived_at is null and draft ->> 'kind' = 'current'
      union all
      select maps.journey_id, versions.content -> 'map', maps.position
      from mapping.maps as maps
      join lateral (
        select content
        from mapping.versions
        where workspace_id = maps.workspace_id and map_id = maps.map_id
        order by number desc
        limit 1
      ) as versions on true
      where maps.workspace_id = ${workspace} and maps.archived_at is null and maps.draft ->> 'kind' = 'current'
    )
    select journey_id, placement ->> 'touchpoint' as touchpoint, placement -> 'metrics' as metrics
    from shown, jsonb_path_query(drawn, '$.phases[*].steps[*].placements[*]') as placement
    order by position`)

  return journeys
    .filter(({ journey }) => journey.status !== 'archived')
    .map(({ journey, number }) => {
      const placed = placements.filter(row => row.journey_id === journey.id)
      const ids = [...new Set(placed.map(row => row.touchpoint))]
      const touchpoints = ids.flatMap((id): MeasuredTouchpoint[] => {
        const touchpoint = library.touchpoints.find(one => one.id === id)
        const touchpointNumber = numbers.get(id)
        if (!touchpoint || touchpointNumber === undefined) return []
        const own = bindings.filter(rule => rule.touchpoint === id && givesVisits(rule))
        return [
          {
            id,
            number: touchpointNumber,
            name: touchpoint.name,
            observability: touchpoint.observability,
            bound: own.length > 0,
            ...mergeOf(touchpoint, own, library),
            leadingProperty: leadingPropertyOf(
              placed.filter(row => row.touchpoint === id),
              library,
            ),
          },
        ]
      })
      return {
        journey,
        number,
        touchpoints: touchpoints.sort((a, b) => a.number - b.number),
        rules: bindings.filter(rule => ids.includes(rule.touchpoint)),
      }
    })
}

/** The definition of one journey; undefined when there is none, or when it is archived. */
export async function definitionOf(
  store: Queryable,
  workspace: number,
  journeyId: string,
): Promise<MeasuredDefinition | undefined> {
  return (await measuredDefinitions(store, workspace)).find(one => one.journey.id === journeyId)
}

/** The widest window its rules name; without any, the default of its channels. */
function mergeOf(
  touchpoint: Touchpoint,
  rules: readonly BindingRule[],
  library: Library,
): Pick<MeasuredTouchpoint, 'mergeSeconds' | 'mergeBy'> {
  const windows = rules.flatMap(rule => (rule.merge?.window ? [secondsOfDuration(rule.merge.window) ?? 0] : []))
  const by = rules.flatMap(rule => rule.merge?.by ?? []).filter(field => field !== 'customerRef')
  return {
    mergeSeconds:
      windows.length > 0 ? Math.max(...windows) : defaultMergeSeconds(touchpoint.channels, library.channels),
    mergeBy: [...new Set(by.map(field => field.replace(/^(properties|correlation)\./, '')))],
  }
}

function leadingPropertyOf(placed: readonly PlacementRow[], library: Library): string | null {
  for (const link of placed.flatMap(row => row.metrics ?? [])) {
    if (link.role !== 'leading') continue
    const property = library.metrics.find(metric => metric.id === link.metric)?.source?.property
    if (property !== undefined) return property
  }
  return null
}

/** What of a definition changes traces: names and purposes do not. */
function fingerprint({ journey, number, touchpoints, rules }: MeasuredDefinition): string {
  return canonicalJson({
    number,
    caseRule: journey.caseRule,
    outcomes: journey.outcomes.map(({ id, when, good }) => ({ id, when, good })),
    touchpoints: touchpoints.map(({ name: _, ...rest }) => rest),
    rules,
  })
}

/**
 * Does `work` and posts, in its transaction, `journey.changed` for every journey that is now measured otherwise and
 * `journey.removed` for every one that is no longer measured. Whatever changes maps, rules or the library goes
 * through here, so that no kind of change can be forgotten.
 */
export async function noticingChanges<T>(
  context: Context,
  transaction: Transaction,
  work: () => Promise<T>,
): Promise<T> {
  const workspace = context.workspace.number
  // Held until the end, so that between the two readings nobody else changes what is compared. It is taken before
  // any lock of a row, always in this order, so that two changes never wait for each other.
  await lockWorkspace(transaction, workspace)
  const before = new Map(
    (await measuredDefinitions(transaction, workspace)).map(one => [one.journey.id, fingerprint(one)]),
  )
  const result = await work()
  const after = new Map(
    (await measuredDefinitions(transaction, workspace)).map(one => [one.journey.id, fingerprint(one)]),
  )
  for (const [journeyId, print] of after) {
    if (before.get(journeyId) !== print)
      await context.post(transaction, { kind: 'journey.changed', workspace, journeyId })
  }
  for (const journeyId of before.keys()) {
    if (!after.has(journeyId)) await context.post(transaction, { kind: 'journey.removed', workspace, journeyId })
  }
  return result
}
