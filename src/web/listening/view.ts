import {
  type InvitationState,
  invitationStates,
  type NotSentReason,
  notSentReasons,
} from '../../vocabulary/survey/invitation.ts'

export const surveyTabs = ['write', 'places', 'messages', 'sending', 'results'] as const
export type SurveyTab = (typeof surveyTabs)[number]

/** Which part of a survey is open, of its results which version and place, and which decisions of its ledger. */
export type SurveyView = {
  readonly tab?: SurveyTab
  readonly version?: number
  readonly place?: string
  readonly state?: InvitationState
  readonly reason?: NotSentReason
}

export function readSurveyView(search: Record<string, unknown>): SurveyView {
  const tab = surveyTabs.find(one => one === search.tab)
  const state = invitationStates.find(one => one === search.state)
  const reason = notSentReasons.find(one => one === search.reason)
  const version = Number(search.version)
  return {
    ...(tab ? { tab } : {}),
    ...(Number.isInteger(version) && version > 0 ? { version } : {}),
    ...(typeof search.place === 'string' ? { place: search.place } : {}),
    ...(state ? { state } : {}),
    ...(reason ? { reason } : {}),
  }
}
