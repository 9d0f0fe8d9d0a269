import assert from 'node:assert/strict'
import { createSecretKey } from 'node:crypto'
import { sealWith } from '../../src/collecting/index.ts'
import * as memberRoutes from '../../src/contract/admitting-members.ts'
import * as sourceRoutes from '../../src/contract/admitting-sources.ts'
import * as collecting from '../../src/contract/collecting.ts'
import * as events from '../../src/contract/collecting-events.ts'
import * as importRoutes from '../../src/contract/collecting-imports.ts'
import * as listening from '../../src/contract/listening.ts'
import * as bindings from '../../src/contract/map-bindings.ts'
import * as library from '../../src/contract/map-library.ts'
import * as proposals from '../../src/contract/map-proposals.ts'
import * as mapReviews from '../../src/contract/map-reviews.ts'
import * as talk from '../../src/contract/map-talk.ts'
import * as workshops from '../../src/contract/map-workshops.ts'
import * as mapping from '../../src/contract/mapping.ts'
import { addWatch } from '../../src/contract/measuring-alerts.ts'
import * as publicReading from '../../src/contract/public-reading.ts'
import { saveView } from '../../src/contract/saved-views.ts'
import { createSegment } from '../../src/contract/segmenting.ts'
import { inviteList } from '../../src/contract/survey-inviting.ts'
import * as links from '../../src/contract/survey-links.ts'
import * as results from '../../src/contract/survey-results.ts'
import * as touchpointUses from '../../src/contract/touchpoint-uses.ts'
import { sql } from '../../src/engines/postgres/index.ts'
import type { Workspace } from '../../src/feature.ts'
import { createCalendarFeed } from '../../src/mapping/review/calendar-feeds.ts'
import { operatorToken } from '../../src/server/caller.ts'
import { customerIdFromNumber, newId } from '../../src/vocabulary/id.ts'
import type { TestHouse } from '../kit.ts'
import { newKey } from './people.ts'

/** An id of each kind of thing that an address may name, by the name of the parameter. */
export type Things = Readonly<Record<string, string>>

/** A well-formed id of each kind that names nothing. A parameter that is not here fails the matrix. */
export const unknownThings: Things = {
  session: newId('ses'),
  member: newId('mem'),
  invitation: newId('inv'),
  source: newId('src'),
  key: newId('key'),
  customer: customerIdFromNumber(4_242n),
  event: newId('qua'),
  upload: newId('upl'),
  import: newId('imp'),
  journey: newId('jny'),
  map: newId('map'),
  touchpoint: newId('tch'),
  step: newId('stp'),
  binding: newId('bnd'),
  review: newId('rev'),
  decision: newId('dcn'),
  feed: newId('fed'),
  link: newId('lnk'),
  merge: newId('mrg'),
  comment: newId('cmt'),
  proposal: newId('prp'),
  workshop: newId('wks'),
  asset: newId('ast'),
  picture: `pic_${'0'.repeat(64)}`,
  view: newId('vew'),
  watch: newId('wtc'),
  alert: newId('alr'),
  segment: newId('seg'),
  survey: newId('svy'),
  surveyLink: newId('lnk'),
  wave: newId('wav'),
  response: newId('rsp'),
  sentFile: `fil_${'0'.repeat(24)}`,
  message: 'message-of-nobody',
  suppression: `email-${'0'.repeat(64)}`,
}

/** Makes one of each kind in a workspace, and gives their ids. */
export async function makeThings(house: TestHouse, workspace: Workspace): Promise<Things> {
  const params = { workspace: workspace.key }
  const writeKey = await newKey(house, workspace, 'write')
  const map = await house.call(mapping.createMap, { params, body: { from: 'discovery-to-return' } })
  assert.equal(map.status, 201)
  const touchpoint = map.answer.library.touchpoints[0]!.id
  const binding = newId('bnd')
  const rule = ruleOf(binding, touchpoint)
  const saved = await house.call(bindings.saveBinding, { params: { ...params, binding }, body: { rule } })
  assert.equal(saved.status, 200, JSON.stringify(saved.answer))
  const sent = await house.send(writeKey, [
    { type: 'track', event: `Looked at ${workspace.name}`, userId: `somebody of ${workspace.key}`, messageId: 'm-1' },
    { type: 'track', userId: 'somebody', messageId: 'm-2' },
  ])
  assert.deepEqual(await sent.json(), { success: true, accepted: 1, duplicates: 0, refused: 1 })
  await house.settle()
  const said = await house.call(talk.addComment, {
    params: { ...params, map: map.answer.map.id },
    body: { body: 'Said', target: { kind: 'map' } },
  })
  const onMap = { ...params, map: map.answer.map.id }
  const asked = await house.call(proposals.addProposal, {
    params: onMap,
    body: {
      revision: 0,
      edits: [{ op: 'setStep', step: map.answer.map.phases[0]!.steps[0]!.id, set: { title: { en: 'I ask' } } }],
    },
  })
  const opened = await house.call(workshops.openWorkshop, { params: onMap, body: { question: 'Which?' } })
  const watched = await house.call(addWatch, {
    params,
    body: { name: `Watched at ${workspace.name}`, measure: { measure: 'customers' } },
  })
  const alert = newId('alr')
  await house.postgres.run(sql`
    insert into measuring.alerts (workspace_id, alert_id, watch_id, kind, bucket, n, raised_at)
    values (${workspace.number}, ${alert}, ${watched.answer.id}, 'odd', '2026-01-01', 9, now())`)
  const view = await house.call(saveView, { params, body: { name: `Seen at ${workspace.name}`, search: {} } })
  const segment = await house.call(createSegment, {
    params,
    body: {
      name: `Segment of ${workspace.name}`,
      rule: { match: 'all', conditions: [{ kind: 'trait', trait: 'plan', is: 'unknown', values: [] }] },
    },
  })
  const survey = await makeSurvey(house, params)
  const asset = newId('ast')
  await house.call(library.editLibrary, {
    params,
    body: { edits: [{ op: 'add', kind: 'assets', object: { id: asset, type: 'tool', name: { en: 'CMS' } } }] as never },
  })
  const invited = await house.call(memberRoutes.invite, {
    params,
    body: { email: `guest@${workspace.key}.example`, role: 'viewer' },
  })
  const members = await house.call(memberRoutes.listMembers, { params })
  const sources = await house.call(sourceRoutes.listSources, { params })
  const keys = await house.call(sourceRoutes.listKeys, { params })
  const found = await house.call(collecting.findCustomers, {
    params,
    body: { identifier: `somebody of ${workspace.key}` },
  })
  const quarantine = await house.call(events.listQuarantine, { params })
  const uploaded = await upload(house, workspace)
  const started = await house.call(importRoutes.startImport, {
    params: { ...params, upload: uploaded },
    body: { dryRun: true },
  })
  const things: Record<string, string | undefined> = {
    session: newId('ses'),
    member: members.answer.members[0]?.id,
    invitation: invited.answer.invitation.id,
    source: sources.answer.sources[0]?.id,
    key: keys.answer.keys[0]?.id,
    customer: found.answer.customers[0]?.customer,
    event: quarantine.answer.events[0]?.id,
    upload: uploaded,
    import: started.answer.id,
    journey: map.answer.journey.id,
    map: map.answer.map.id,
    touchpoint,
    step: map.answer.map.phases[0]?.steps[0]?.id,
    binding,
    ...survey,
    ...(await makeLife(house, workspace, map.answer, members.answer.members[0]!.id)),
    comment: said.answer.id,
    proposal: asked.answer.id,
    workshop: opened.answer.id,
    asset,
    picture: await showPicture(house, workspace, map.answer),
    view: view.answer.id,
    watch: watched.answer.id,
    alert,
    segment: segment.answer.id,
  }
  assert.deepEqual(
    Object.entries(things).filter(([, id]) => id === undefined),
    [],
    'some kind of thing was not made',
  )
  return things as Things
}

/** What the life of a map has ids for. */
async function makeLife(house: TestHouse, workspace: Workspace, whole: mapping.WholeMap, memberId: string) {
  const params = { workspace: workspace.key }
  const decision = newId('dcn')
  const held = await house.call(mapReviews.holdReview, {
    params: { ...params, journey: whole.journey.id },
    body: { decisions: [{ id: decision, text: `Decided at ${workspace.name}` }] },
  })
  const link = await house.call(publicReading.createPublicLink, { params: { ...params, map: whole.map.id }, body: {} })
  const [from, into] = whole.library.touchpoints.slice(-2)
  const merge = await house.call(touchpointUses.mergeTouchpoints, {
    params: { ...params, touchpoint: from!.id },
    body: { into: into!.id },
  })
  const context = { ...house.context, workspace, actor: { kind: 'member' as const, memberId, role: 'owner' as const } }
  const feed = await createCalendarFeed(context, { params, query: undefined, body: {} })
  return {
    review: held.answer.reviews[0]?.review.id,
    decision,
    link: link.answer.id,
    merge: merge.answer.id,
    feed: feed.id,
  }
}

export function ruleOf(id: string, touchpoint: string) {
  return { id, touchpoint, when: { field: 'type' as const, op: 'eq' as const, value: 'Looked' } }
}

async function upload(house: TestHouse, workspace: Workspace): Promise<string> {
  const response = await fetch(`${house.url}/api/w/${workspace.key}/imports/preview`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${operatorToken(house.installation)}`,
      'content-type': 'application/octet-stream',
      'x-file-name': `${workspace.key}.csv`,
    },
    body: `case,activity,timestamp\nc-1,Called ${workspace.name},2024-01-01T00:00:00Z\n`,
  })
  assert.equal(response.status, 200)
  return ((await response.json()) as { upload: string }).upload
}

/** The smallest PNG there is, with the name of its workspace after its end, so that each workspace has its own; on the map. */
async function showPicture(house: TestHouse, workspace: Workspace, whole: mapping.WholeMap): Promise<string> {
  const response = await fetch(`${house.url}/api/w/${workspace.key}/pictures`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${operatorToken(house.installation)}`,
      'content-type': 'application/octet-stream',
    },
    body: Buffer.concat([smallestPng, Buffer.from(workspace.name)]),
  })
  assert.equal(response.status, 201)
  const { id } = (await response.json()) as { id: string }
  const lane = newId('lan')
  const shown = await house.call(mapping.editMap, {
    params: { workspace: workspace.key, map: whole.map.id },
    body: {
      revision: whole.revision,
      edits: [
        { op: 'addLane', lane: { id: lane, type: 'image' } },
        { op: 'setCell', step: whole.map.phases[0]!.steps[0]!.id, lane, cell: { lane, picture: { id } } },
      ],
    },
  })
  assert.equal(shown.status, 200, JSON.stringify(shown.answer))
  return id
}

const smallestPng = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)

/** A survey that was published, with one response. */
async function makeSurvey(house: TestHouse, params: { readonly workspace: string }) {
  const made = (await house.call(listening.createSurvey, { params, body: { template: 'one-question' } })).answer
  const at = { ...params, survey: made.id }
  await house.call(listening.publishSurvey, { params: at, body: { revision: made.revision } })
  const [link] = (await house.call(links.listSurveyLinks, { params: at })).answer.links
  const body = new URLSearchParams({ page: 'first', asked: 'score comment', 'q:score': '4', 'q:comment': 'Fine.' })
  const sent = await fetch(`${house.url}${new URL(link!.address).pathname}`, {
    method: 'POST',
    body,
    redirect: 'manual',
  })
  assert.equal(sent.status, 303)
  const [said] = (await house.call(results.surveyComments, { params: at })).answer.comments
  const { wave } = (await house.call(inviteList, { params: at, body: { customers: [] } })).answer
  const message = `message-${params.workspace}`
  const token = params.workspace === 'zanzibar' ? 'a'.repeat(64) : 'b'.repeat(64)
  await house.postgres.run(sql`
    insert into listening.invitations (workspace_id, invitation_id, survey_id, channel, cause, state, decided_at)
    select workspace_id, ${`asked-${params.workspace}`}, ${made.id}, 'email', 'list', 'failed', now()
    from admitting.workspaces where key = ${params.workspace}`)
  await house.postgres.run(sql`
    insert into listening.messages (workspace_id, message_id, invitation_id, kind, channel, state, send_after)
    select workspace_id, ${message}, ${`asked-${params.workspace}`}, 'invitation', 'email', 'failed', now()
    from admitting.workspaces where key = ${params.workspace}`)
  await house.postgres.run(sql`
    insert into listening.suppressions (workspace_id, channel, address_token, reason, since)
    select workspace_id, 'email', ${token}, 'excluded', now() from admitting.workspaces where key = ${params.workspace}`)
  const suppression = `email-${token}`
  const sentFile = `fil_${(params.workspace === 'zanzibar' ? 'a' : 'b').repeat(24)}`
  await house.postgres.run(sql`
    insert into listening.files (workspace_id, file_id, survey_id, question_id, response_id, format, size, wrapped)
    select workspace_id, ${sentFile}, ${made.id}, 'photo', ${said!.response}, 'png', 0,
      ${sealWith(createSecretKey(house.installation.secret('listening.files')), Buffer.alloc(32))}
    from admitting.workspaces where key = ${params.workspace}`)
  const of = { survey: made.id, surveyLink: link!.id, response: said!.response, wave: wave!, message, suppression }
  return { ...of, sentFile }
}
