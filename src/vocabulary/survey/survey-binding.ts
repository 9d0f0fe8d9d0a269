/** What a survey asks about: a touchpoint of the library, a map, a step of it, all three, or the whole relationship. */
export type SurveyBinding = {
  readonly touchpoint: string | null
  readonly map: string | null
  readonly step: string | null
}

export const unbound: SurveyBinding = { touchpoint: null, map: null, step: null }

/**
 * Whether what a survey asks about is still there.
 * - `none`: it asks about the whole relationship.
 * - `placed`: all that it names is there.
 * - `moved`: the touchpoint stands on no map any more, or not where the survey says.
 * - `gone`: the touchpoint was archived or deleted, or the map or step was.
 */
export const bindingStates = ['none', 'placed', 'moved', 'gone'] as const
export type BindingState = (typeof bindingStates)[number]

export type Standing = {
  readonly archived: boolean
  readonly places: readonly { readonly map: string; readonly step: string }[]
}

/** `steps` holds `map` and `map step` for all that is there. */
export function bindingState(
  { touchpoint, map, step }: SurveyBinding,
  touchpoints: ReadonlyMap<string, Standing>,
  steps: ReadonlySet<string>,
): BindingState {
  if (touchpoint === null && map === null) return 'none'
  if (map !== null && !steps.has(step === null ? map : `${map} ${step}`)) return 'gone'
  if (touchpoint === null) return 'placed'
  const standing = touchpoints.get(touchpoint)
  if (!standing || standing.archived) return 'gone'
  const isThere = standing.places.some(one => (map === null || one.map === map) && (step === null || one.step === step))
  return isThere ? 'placed' : 'moved'
}
