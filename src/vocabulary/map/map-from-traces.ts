/** An event as it was lived, counted over the cases of a selection. */
export type LivedActivity = {
  readonly name: string
  /** Cases and customers that lived it, and cases that lived it more than once. */
  readonly cases: number
  readonly customers: number
  readonly repeated: number
  /** Median place of its first time in a case, among the first times of that case: near 0 at the start, near 1 at the end. */
  readonly place: number
  /** Median time since what came before it, in seconds; null where it always came first. */
  readonly waitSeconds: number | null
  /** Channels by code, the most frequent first. */
  readonly channels: readonly string[]
}

export type DraftWays = {
  /** All cases of the selection. */
  readonly cases: number
  /** What fewer cases lived stays off the map. */
  readonly minimumReach: number
  /** What fewer customers lived is never shown. */
  readonly minimumGroup: number
  /** Events that follow each other within this are one step; 0 makes a step of each. */
  readonly groupWithinSeconds: number
  /** The events to draw, in their order, instead of those that reach decides on: a variant that was picked. */
  readonly only?: readonly string[]
}

export type DraftActivity = Pick<LivedActivity, 'name' | 'channels' | 'cases'> & {
  readonly reach: number
  readonly presence: 'expected' | 'possible'
  readonly repeatable: boolean
}

export type DraftStep = { readonly activities: readonly DraftActivity[] }

/** `waitSeconds` is the wait at which it was cut from the phase before. */
export type DraftPhase = { readonly waitSeconds: number | null; readonly steps: readonly DraftStep[] }

export type MapDraft = {
  readonly phases: readonly DraftPhase[]
  /** Events that are lived too rarely, the most frequent first. */
  readonly left: readonly string[]
}

/** A placement is expected when this share of cases went through it; repeatable when this share did so again. */
const expectedFrom = 0.9
const repeatableFrom = 0.2
const mostSteps = 60
const mostPhases = 6
const stepsPerPhase = 3

/**
 * A map drafted from what was lived: events that enough cases lived, in the order of their median place, cut into phases
 * at the largest median waits, and grouped into steps where one follows the other at once. A draft for people to name.
 */
export function draftFromTraces(activities: readonly LivedActivity[], ways: DraftWays): MapDraft {
  const reach = (activity: LivedActivity) => (ways.cases === 0 ? 0 : activity.cases / ways.cases)
  const shown = activities.filter(activity => activity.customers >= ways.minimumGroup)
  const picked = ways.only
    ? ways.only.flatMap(name => shown.find(activity => activity.name === name) ?? [])
    : shown
        .filter(activity => reach(activity) >= ways.minimumReach)
        .toSorted((a, b) => b.cases - a.cases || compare(a.name, b.name))
        .slice(0, mostSteps)
        .toSorted((a, b) => a.place - b.place || b.cases - a.cases || compare(a.name, b.name))
  const left = shown
    .filter(activity => !picked.includes(activity))
    .toSorted((a, b) => b.cases - a.cases || compare(a.name, b.name))
    .map(activity => activity.name)

  const cuts = cutsOf(picked.map(activity => activity.waitSeconds ?? 0))
  const phases: { waitSeconds: number | null; steps: { activities: DraftActivity[] }[] }[] = []
  for (const [index, activity] of picked.entries()) {
    const drawn: DraftActivity = {
      name: activity.name,
      channels: activity.channels,
      cases: activity.cases,
      reach: reach(activity),
      presence: reach(activity) >= expectedFrom ? 'expected' : 'possible',
      repeatable: activity.cases > 0 && activity.repeated / activity.cases >= repeatableFrom,
    }
    if (index === 0 || cuts.has(index)) {
      phases.push({ waitSeconds: index === 0 ? null : activity.waitSeconds, steps: [{ activities: [drawn] }] })
      continue
    }
    const phase = phases.at(-1)!
    const follows = (activity.waitSeconds ?? Number.POSITIVE_INFINITY) <= ways.groupWithinSeconds
    if (follows && ways.groupWithinSeconds > 0) phase.steps.at(-1)!.activities.push(drawn)
    else phase.steps.push({ activities: [drawn] })
  }
  return { phases, left }
}

/**
 * Before which events a new phase begins: at the largest waits, about one for three events and never more than six
 * phases; of waits that hardly differ from the usual one, none.
 */
function cutsOf(waits: readonly number[]): ReadonlySet<number> {
  const most = Math.min(mostPhases, Math.ceil(waits.length / stepsPerPhase)) - 1
  const sorted = waits.slice(1).toSorted((a, b) => a - b)
  const usual = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
  const candidates = waits
    .map((wait, index) => ({ wait, index }))
    .filter(({ wait, index }) => index > 0 && wait > 0 && wait >= 2 * usual)
    .toSorted((a, b) => b.wait - a.wait || a.index - b.index)
  return new Set(candidates.slice(0, Math.max(0, most)).map(({ index }) => index))
}

/** What a step of several events is called: by the one that most cases lived. */
export function namesStep(step: DraftStep): DraftActivity {
  return step.activities.reduce((first, one) => (one.cases > first.cases ? one : first))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
