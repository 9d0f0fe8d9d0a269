import type { GraphAnswer } from '../../../contract/measuring.ts'
import type { JourneyMap } from '../../../vocabulary/map/journey-map.ts'
import type { FunnelSteps } from './view.ts'

// Steps are values; each of these gives new ones.

export const addStep = (steps: FunnelSteps, activity: string): FunnelSteps => [...steps, [activity]]

export const removeStep = (steps: FunnelSteps, at: number): FunnelSteps => steps.toSpliced(at, 1)

export function moveStep(steps: FunnelSteps, at: number, to: number): FunnelSteps {
  const moved = steps[at]
  if (moved === undefined || to < 0 || to >= steps.length) return steps
  return steps.toSpliced(at, 1).toSpliced(to, 0, moved)
}

export function addAlternative(steps: FunnelSteps, at: number, activity: string): FunnelSteps {
  return steps.map((step, index) => (index === at && !step.includes(activity) ? [...step, activity] : step))
}

/** A step whose last alternative goes, goes with it. */
export function removeAlternative(steps: FunnelSteps, at: number, activity: string): FunnelSteps {
  return steps
    .map((step, index) => (index === at ? step.filter(one => one !== activity) : step))
    .filter(step => step.length > 0)
}

/** A step for each phase: any one of its touchpoints that events can show. */
export function phasesAsSteps(map: JourneyMap, bound: ReadonlySet<string>): FunnelSteps {
  return map.phases
    .map(phase =>
      [...new Set(phase.steps.flatMap(step => step.placements.map(placement => placement.touchpoint)))].filter(
        touchpoint => bound.has(touchpoint),
      ),
    )
    .filter(step => step.length > 0)
}

const mostMainSteps = 5

/** The way most travelled: from where most begin, always on to what most often follows and was not yet met. */
export function mainWay({ activities, follows }: Pick<GraphAnswer, 'activities' | 'follows'>): FunnelSteps {
  const way: string[] = []
  let here = activities.toSorted((a, b) => (b.starts ?? 0) - (a.starts ?? 0))[0]?.name
  while (here !== undefined && way.length < mostMainSteps) {
    const from = here
    way.push(from)
    here = follows
      .filter(one => one.from === from && !way.includes(one.to))
      .toSorted((a, b) => b.cases - a.cases)[0]?.to
  }
  return way.length > 1 ? way.map(one => [one]) : []
}

/** The phase that a step is, when it is all of one. */
export function phaseOf(step: readonly string[], map: JourneyMap, bound: ReadonlySet<string>) {
  const key = [...step].sort().join()
  return step.length < 2
    ? undefined
    : map.phases.find(phase => [...(phasesAsSteps({ ...map, phases: [phase] }, bound)[0] ?? [])].sort().join() === key)
}
