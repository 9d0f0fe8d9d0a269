import type { Route } from '../../src/contract/route.ts'
import { keyAllows, type Permission, roleAllows } from '../../src/vocabulary/role.ts'
import { usualRules } from '../../src/vocabulary/survey/sending-rules.ts'
import { usualDisplay } from '../../src/vocabulary/survey/survey-display.ts'
import { surveyTemplates } from '../../src/vocabulary/survey/survey-templates.ts'
import type { Person } from './people.ts'
import { ruleOf, type Things } from './things.ts'

/**
 * Routes that no permission guards, each for a reason. A route that is added to neither this list nor the care of a
 * permission fails the matrix.
 */
export const openRoutes: Readonly<Record<string, 'public' | 'signed-in'>> = {
  // Who am I? Nobody is an answer.
  'admitting.getMe': 'public',
  // Coming in: judged by a password, or by a token that only its holder knows.
  'admitting.signIn': 'public',
  'admitting.setUp': 'public',
  'admitting.recover': 'public',
  'admitting.readInvitation': 'public',
  'admitting.acceptInvitation': 'public',
  // Leaving is allowed to whoever holds the session.
  'admitting.signOut': 'public',
  // One's own account, in no workspace.
  'admitting.updateMe': 'signed-in',
  'admitting.changePassword': 'signed-in',
  'admitting.listSessions': 'signed-in',
  'admitting.endSession': 'signed-in',
  'admitting.endSessions': 'signed-in',
  'admitting.listWorkspaces': 'signed-in',
  // The verb itself asks for an owner, or for the operator.
  'admitting.createWorkspace': 'signed-in',
  'admitting.makeLink': 'signed-in',
}

/** Addresses that other programmes call without signing in, each for a reason; all others take the key of a source. */
export const openDoors: Readonly<Record<string, 'public'>> = {
  // Read by whoever holds the address, whose secret is one of 256 random bits.
  'mapping.readCalendar': 'public',
  'mapping.readPublicMap': 'public',
  'mapping.openPublicMap': 'public',
  'mapping.readPublicPicture': 'public',
  // Customers answer without signing in; the secret of the address has 65 random bits, and of each response its own.
  'listening.openSurvey': 'public',
  'listening.beginResponse': 'public',
  'listening.openResponse': 'public',
  'listening.continueResponse': 'public',
  'listening.sendSurveyCode': 'public',
  // Whoever was written to gets no more without signing in; the secret of the address has 65 random bits.
  'listening.openUnsubscribe': 'public',
  'listening.unsubscribe': 'public',
  // Signed with the secret of that workspace's gateway.
  'listening.takeInboundSms': 'public',
  // Signed with the secret of that workspace's line.
  'listening.nextOfCall': 'public',
  'listening.statusOfCall': 'public',
}

const anySurvey = surveyTemplates[0]!.survey

/** The operator speaks by a token and has no session of their own. */
const ofASession: readonly string[] = ['admitting.listSessions', 'admitting.endSession', 'admitting.endSessions']

/** Addresses outside the contract: what they are for. They read nothing of any workspace. */
export const addressesOutsideTheContract: readonly string[] = [
  'GET /health',
  'GET /version',
  'GET /openapi.json',
  'GET /docs',
  'GET /sdk/*',
  'GET *',
  'OPTIONS /v1/*',
  'OPTIONS /beacon/*',
  'OPTIONS /pixel/*',
  'OPTIONS /sdk/*',
  'OPTIONS /sourceConfig',
  'OPTIONS /sourceConfig/',
]

export type Outcome = 'admitted' | 'sign in' | 'not allowed' | 'key may not' | 'no such workspace'

/** What must happen when that person asks that of that workspace: from the route's `access` and the tables of roles. */
export function expectedOutcome(route: Route, person: Person, workspace: string): Outcome {
  const { is } = person
  if (route.access === 'public') return 'admitted'
  if (is.kind === 'operator' && ofASession.includes(route.name)) return 'sign in'
  if (route.access === 'signed-in') return is.kind === 'member' || is.kind === 'operator' ? 'admitted' : 'sign in'
  if (is.kind === 'anonymous') return 'sign in'
  if (workspace === 'nowhere') return 'no such workspace'
  if (is.kind === 'operator') return 'admitted'
  if (person.home !== workspace) return 'no such workspace'
  const permission: Permission = route.access
  if (is.kind === 'key') return keyAllows(is.scope, permission) ? 'admitted' : 'key may not'
  return is.kind === 'member' && roleAllows(is.role, permission) ? 'admitted' : 'not allowed'
}

/**
 * What happened, from the answer alone. Whoever is admitted is then told that the request is wrong, that the thing is
 * not there, or is answered: all of these come after the door.
 */
export function outcomeOf(status: number, body: { code?: string; details?: { what?: string } }): Outcome | string {
  if (body.code === 'sign_in_required') return 'sign in'
  if (body.code === 'not_allowed') return 'not allowed'
  if (body.code === 'key_not_for_this') return 'key may not'
  if (body.code === 'not_found' && body.details?.what === 'workspace') return 'no such workspace'
  return status >= 500 || status === 401 || status === 403 ? `${status} ${body.code}` : 'admitted'
}

type Asked = { readonly body?: unknown; readonly query?: string }

/**
 * A request that nothing but an id stands in the way of, for every route that names a thing: `id` is the thing's, and
 * `own` are things of the caller's workspace. Only so does "not found" say something about the id.
 */
export const completeRequests: Readonly<Record<string, (id: Things, own: Things) => Asked>> = {
  'admitting.endSession': () => ({}),
  'admitting.changeRole': () => ({ body: { role: 'viewer' } }),
  'admitting.removeMember': () => ({}),
  'admitting.revokeInvitation': () => ({}),
  'admitting.updateSource': () => ({ body: { name: 'Renamed' } }),
  'admitting.revokeKey': () => ({}),
  'collecting.getCustomer': () => ({}),
  'collecting.getTimeline': () => ({}),
  'collecting.listRequests': () => ({}),
  'collecting.mergeCustomers': (_, own) => ({ body: { other: own.customer } }),
  'collecting.splitCustomer': () => ({ body: { anchors: ['1'] } }),
  'collecting.decideConsent': () => ({ body: { purpose: 'marketing', decision: 'granted' } }),
  'collecting.replayQuarantined': () => ({ body: {} }),
  'collecting.repreviewImport': () => ({ body: { mapping: {} } }),
  'collecting.startImport': () => ({ body: { dryRun: true } }),
  'collecting.stopImport': () => ({}),
  'collecting.importErrors': () => ({}),
  'mapping.setJourney': () => ({ body: { set: { purpose: null } } }),
  'mapping.getMap': () => ({}),
  'mapping.editMap': () => ({ body: { revision: 0, edits: [{ op: 'setMap', set: { name: null } }] } }),
  'mapping.sendCommands': () => ({
    body: { client: 'c-1', commands: [{ number: 1, revision: 0, edits: [{ op: 'setMap', set: { name: null } }] }] },
  }),
  'mapping.listCommands': () => ({}),
  'mapping.announcePresence': () => ({ body: { client: 'c-1' } }),
  'mapping.watchMap': () => ({}),
  'mapping.publishMap': () => ({ body: { revision: 0 } }),
  'mapping.listVersions': () => ({}),
  'mapping.listSnapshots': () => ({}),
  'mapping.takeSnapshot': () => ({ body: {} }),
  'mapping.prepareReturn': () => ({ body: { snapshot: 0 } }),
  'mapping.mergeTouchpoints': (_, own) => ({ body: { into: own.touchpoint } }),
  'mapping.undoMerge': () => ({ body: {} }),
  'mapping.getReviews': () => ({}),
  'mapping.setReviewPolicy': () => ({ body: { everyMonths: 3 } }),
  'mapping.holdReview': () => ({ body: {} }),
  'mapping.setDecision': () => ({ body: { done: true } }),
  'mapping.revokeCalendarFeed': () => ({}),
  'mapping.listPublicLinks': () => ({}),
  'mapping.createPublicLink': () => ({ body: {} }),
  'mapping.revokePublicLink': () => ({}),
  'mapping.exportMap': () => ({}),
  'mapping.exportMapFile': () => ({ query: 'format=csv' }),
  'mapping.drawMap': () => ({}),
  'mapping.getPicture': () => ({}),
  'mapping.removeMap': () => ({}),
  'mapping.restoreMap': () => ({ body: {} }),
  'mapping.saveBinding': (id, own) => ({ body: { rule: ruleOf(id.binding!, own.touchpoint!) } }),
  'mapping.removeBinding': () => ({}),
  'mapping.previewBinding': (_, own) => ({ body: { rule: ruleOf(own.binding!, own.touchpoint!) } }),
  'mapping.getCoverage': () => ({}),
  'mapping.listComments': () => ({}),
  'mapping.addComment': () => ({ body: { body: 'Said', target: { kind: 'map' } } }),
  'mapping.editComment': () => ({ body: { body: 'Said otherwise' } }),
  'mapping.removeComment': () => ({}),
  'mapping.resolveThread': () => ({ body: { resolved: true } }),
  'mapping.listProposals': () => ({}),
  'mapping.addProposal': () => ({ body: proposed('Asked for', 'stp_nowhere') }),
  'mapping.acceptProposal': () => ({ body: {} }),
  'mapping.declineProposal': () => ({ body: {} }),
  'mapping.listWorkshops': () => ({}),
  'mapping.openWorkshop': () => ({ body: { question: 'Which?' } }),
  'mapping.castVotes': () => ({ body: { target: { kind: 'map' }, dots: 1 } }),
  'mapping.closeWorkshop': () => ({ body: {} }),
  'mapping.getAssetImpact': () => ({}),
  'mapping.setDepartments': () => ({ body: { departments: [] } }),
  'segmenting.getSegment': () => ({}),
  'segmenting.changeSegment': () => ({ body: { archived: false } }),
  'segmenting.refreshSegment': () => ({ body: {} }),
  'segmenting.listSegmentCustomers': () => ({}),
  'segmenting.exportSegment': () => ({}),
  'measuring.segmentUses': () => ({}),
  'listening.getSurvey': () => ({}),
  'listening.getQuotas': () => ({}),
  'listening.listSurveyVersions': () => ({}),
  'listening.exportSurveyFile': () => ({}),
  'listening.saveSurvey': () => ({ body: { revision: 1, survey: anySurvey, kind: 'hot', touchpoint: null } }),
  'listening.publishSurvey': () => ({ body: { revision: 1 } }),
  'listening.setSurveyState': () => ({ body: { state: 'paused' } }),
  'listening.listSurveyLinks': () => ({}),
  'listening.createSurveyLink': () => ({ body: { place: 'Till 3' } }),
  'listening.addPlaces': () => ({ body: { places: ['Till 3'] } }),
  'listening.recordResponses': () => ({
    body: { responses: [{ id: 'paper-1', answeredAt: '2026-01-02T10:00:00Z', answers: {} }] },
  }),
  'listening.drawCode': () => ({}),
  'listening.printCodes': () => ({}),
  'listening.drawCodePng': () => ({}),
  'listening.drawSlip': () => ({}),
  'listening.closeSurveyLink': () => ({}),
  'listening.surveyTrend': () => ({}),
  'listening.surveyGroups': () => ({}),
  'listening.surveyRates': () => ({}),
  'listening.surveyRepresentation': () => ({}),
  'listening.waveResults': () => ({}),
  'listening.closeWave': () => ({}),
  'listening.getKeeping': () => ({}),
  'listening.setKeeping': () => ({ body: { anonymity: 'identified', identityMonths: 13, wordsMonths: 36 } }),
  'listening.getProtection': () => ({}),
  'listening.setProtection': () => ({ body: { level: 2 } }),
  'listening.leaveOutMarked': () => ({ body: { marks: ['trap'] } }),
  'listening.getSurveyWebsite': () => ({}),
  'listening.saveSurveyWebsite': () => ({ body: usualDisplay }),
  'listening.getSendingRules': () => ({}),
  'listening.saveSendingRules': () => ({ body: { revision: 0, rules: usualRules('hot') } }),
  'listening.switchSending': () => ({ body: { isOn: false } }),
  'listening.startDryRun': () => ({}),
  'listening.getDryRun': () => ({}),
  'listening.stopDryRun': () => ({}),
  'listening.listInvitations': () => ({}),
  'listening.exportInvitations': () => ({}),
  'listening.getInvitationFunnel': () => ({}),
  'listening.inviteList': () => ({ body: { customers: [], dryRun: true } }),
  'listening.stopWave': () => ({}),
  'listening.invitationsOfCustomer': () => ({}),
  'listening.surveyResults': () => ({}),
  'listening.surveyComments': () => ({}),
  'listening.exportAnswers': () => ({}),
  'listening.deleteResponse': () => ({}),
  'listening.listSentFiles': () => ({}),
  'listening.downloadSentFile': () => ({}),
  'listening.listMessages': () => ({}),
  'listening.retryMessage': () => ({ body: {} }),
  'listening.removeSuppression': () => ({}),
  'listening.getSurveyVoice': () => ({}),
  'listening.saveSurveyVoice': () => ({ body: { isOn: true, recording: 'off', welcome: null } }),
  'listening.getMessageTexts': () => ({}),
  'listening.saveMessageTexts': () => ({ body: { texts: {} } }),
  'listening.previewMessage': () => ({ body: { texts: {}, kind: 'invitation', language: 'fr', firstName: null } }),
  'listening.testMessage': () => ({ body: { kind: 'invitation', language: 'fr' } }),
  'measuring.measureMap': () => ({ query: period }),
  'measuring.drawMeasuredMap': () => ({ query: period }),
  'measuring.listBehind': () => ({ query: `${period}&behind=visits` }),
  'measuring.askConformance': () => ({}),
  'measuring.askMomentsOfTruth': () => ({}),
  'measuring.askFlow': () => ({}),
  'measuring.askMapContacts': () => ({}),
  'measuring.listMapContacts': () => ({}),
  'measuring.rollUp': () => ({ query: period }),
  'measuring.crossAnswers': () => ({ query: 'survey=svy_0&question=score' }),
  'measuring.listCrossed': () => ({ query: 'survey=svy_0&question=score&key=0' }),
  'measuring.listWaits': (_, own) => ({ query: `step=${own.step}` }),
  'measuring.changeView': () => ({ body: { name: 'Seen otherwise' } }),
  'measuring.removeWatch': () => ({}),
  'measuring.resumeWatch': () => ({}),
  'measuring.acknowledgeAlert': () => ({ body: { acknowledged: true } }),
  'measuring.removeView': () => ({}),
  'measuring.restoreView': () => ({}),
  'measuring.setDefaultView': () => ({ body: { isDefault: false } }),
  'measuring.acceptDeviation': (_, own) => ({
    body: { kind: 'repeated', touchpoint: own.touchpoint, accepted: true },
  }),
  'measuring.listDeviating': (_, own) => ({ query: `kind=repeated&touchpoint=${own.touchpoint}` }),
}

/** A proposal for the title of a step. */
const proposed = (title: string, step: string) => ({
  revision: 0,
  edits: [{ op: 'setStep' as const, step, set: { title: { en: title } } }],
})

const period = 'from=2020-01-01T00:00:00Z&to=2030-01-01T00:00:00Z'

/** Ids that travel elsewhere than in the path: in a body, or a query. */
export const idsInBodies: readonly {
  readonly name: string
  readonly route: string
  readonly ask: (id: Things, own: Things) => Asked
}[] = [
  {
    name: 'a key of a source',
    route: 'admitting.createKey',
    ask: id => ({ body: { kind: 'write', sourceId: id.source } }),
  },
  {
    name: 'a merge with a customer',
    route: 'collecting.mergeCustomers',
    ask: id => ({ body: { other: id.customer } }),
  },
  {
    name: 'a map of a journey',
    route: 'mapping.createMap',
    ask: id => ({ body: { from: 'empty', journey: id.journey } }),
  },
  {
    name: 'a map based on a map',
    route: 'mapping.createMap',
    ask: id => ({ body: { from: 'empty', kind: 'future', basedOn: id.map } }),
  },
  {
    name: 'a rule of a touchpoint',
    route: 'mapping.saveBinding',
    ask: (id, own) => ({ body: { rule: ruleOf(own.binding!, id.touchpoint!) } }),
  },
  {
    name: 'an answer in a thread',
    route: 'mapping.addComment',
    ask: id => ({ body: { body: 'Said', thread: id.comment } }),
  },
  {
    name: 'a touchpoint to merge into',
    route: 'mapping.mergeTouchpoints',
    ask: id => ({ body: { into: id.touchpoint } }),
  },
  {
    name: 'a map to compare',
    route: 'mapping.compareMaps',
    ask: (id, own) => ({ query: `map=${own.map}&with=${id.map}` }),
  },
  { name: 'rules by touchpoint', route: 'mapping.listBindings', ask: id => ({ query: `touchpoint=${id.touchpoint}` }) },
  { name: 'the graph of a map', route: 'measuring.followGraph', ask: id => ({ query: `${period}&map=${id.map}` }) },
  { name: 'the cases of a segment', route: 'measuring.listCases', ask: id => ({ query: `segment=${id.segment}` }) },
  { name: 'the cases of a map', route: 'measuring.listCases', ask: id => ({ query: `map=${id.map}` }) },
  { name: 'the cases of a map as a file', route: 'measuring.exportCases', ask: id => ({ query: `map=${id.map}` }) },
  {
    name: 'cases that begin with a touchpoint',
    route: 'measuring.listCases',
    ask: (id, own) => ({ query: `map=${own.map}&first=${id.touchpoint}` }),
  },
  { name: 'the variants of a map', route: 'measuring.askVariants', ask: id => ({ query: `map=${id.map}` }) },
  { name: 'the paths of a map', route: 'measuring.askPaths', ask: id => ({ query: `map=${id.map}` }) },
  {
    name: 'a funnel of touchpoints',
    route: 'measuring.askFunnel',
    ask: (id, own) => ({ query: `map=${own.map}&steps=["${own.touchpoint}","${id.touchpoint}"]` }),
  },
  { name: 'the channels of a map', route: 'measuring.askChannels', ask: id => ({ query: `map=${id.map}` }) },
  { name: 'the durations of a map', route: 'measuring.askDurations', ask: id => ({ query: `map=${id.map}` }) },
  {
    name: 'passages between touchpoints',
    route: 'measuring.askSpectrum',
    ask: (id, own) => ({ query: `map=${own.map}&start=${own.touchpoint}&end=${id.touchpoint}` }),
  },
  {
    name: 'the moves between channels of a map',
    route: 'measuring.listMoves',
    ask: id => ({ query: `map=${id.map}&fromChannel=web&toChannel=app` }),
  },
  {
    name: 'a list of a map as a file',
    route: 'measuring.exportList',
    ask: id => ({ query: `list=measuring.listCases&asked={"query":{"map":"${id.map}"}}` }),
  },
  { name: 'the journeys timed of a map', route: 'measuring.listTimed', ask: id => ({ query: `map=${id.map}` }) },
  {
    name: 'who stopped in a funnel of a map',
    route: 'measuring.listFunnel',
    ask: (id, own) => ({ query: `map=${id.map}&steps=["${own.touchpoint}","${own.touchpoint}"]&step=1` }),
  },
  {
    name: 'a segment of the cases of a map',
    route: 'measuring.makeSegment',
    ask: id => ({ body: { name: 'Made', list: 'measuring.listCases', query: { map: id.map } } }),
  },
  { name: 'the fit of a map', route: 'measuring.askFit', ask: id => ({ query: `map=${id.map}` }) },
  { name: 'the retention of a map', route: 'measuring.askRetention', ask: id => ({ query: `map=${id.map}` }) },
  {
    name: 'credits for a touchpoint',
    route: 'measuring.askAttribution',
    ask: (id, own) => ({ query: `map=${own.map}&goal=${id.touchpoint}` }),
  },
  {
    name: 'purchases at a touchpoint',
    route: 'measuring.askPurchases',
    ask: (id, own) => ({ query: `map=${own.map}&purchase=${id.touchpoint}` }),
  },
  { name: 'how long a map’s customers last', route: 'measuring.askSurvival', ask: id => ({ query: `map=${id.map}` }) },
  { name: 'who leaves a map', route: 'measuring.askChurn', ask: id => ({ query: `map=${id.map}` }) },
  { name: 'who is about to leave a map', route: 'measuring.listAtRisk', ask: id => ({ query: `map=${id.map}` }) },
  { name: 'the trend of a map', route: 'measuring.askTrend', ask: id => ({ query: `map=${id.map}` }) },
  { name: 'the drift of a map', route: 'measuring.askDrift', ask: id => ({ query: `map=${id.map}` }) },
  {
    name: 'what a touchpoint’s share changed by',
    route: 'measuring.askChange',
    ask: (id, own) => ({ query: `map=${own.map}&activity=${id.touchpoint}` }),
  },
  { name: 'the drivers of a map', route: 'measuring.askDrivers', ask: id => ({ query: `map=${id.map}` }) },
  { name: 'the next steps of a map', route: 'measuring.askNextSteps', ask: id => ({ query: `map=${id.map}` }) },
  { name: 'the kinds of journeys of a map', route: 'measuring.askTypical', ask: id => ({ query: `map=${id.map}` }) },
  { name: 'the segments of a map', route: 'measuring.askSegments', ask: id => ({ query: `map=${id.map}` }) },
  {
    name: 'what comes next after a touchpoint',
    route: 'measuring.listBehind',
    ask: id => ({ query: `${period}&behind=next&next=${id.touchpoint}` }),
  },
]
