export const surveyTabs = ['write', 'places', 'results'] as const
export type SurveyTab = (typeof surveyTabs)[number]

/** Which part of a survey is open, and of its results which version and place. */
export type SurveyView = { readonly tab?: SurveyTab; readonly version?: number; readonly place?: string }

export function readSurveyView(search: Record<string, unknown>): SurveyView {
  const tab = surveyTabs.find(one => one === search.tab)
  const version = Number(search.version)
  return {
    ...(tab ? { tab } : {}),
    ...(Number.isInteger(version) && version > 0 ? { version } : {}),
    ...(typeof search.place === 'string' ? { place: search.place } : {}),
  }
}
