import { pauseSending } from '../contract/contact-pressure.ts'
import { createSurvey, listSurveys, publishSurvey, saveSurvey } from '../contract/listening.ts'
import type { CallOf } from '../contract/route.ts'
import { listSegments } from '../contract/segmenting.ts'
import { inviteList, saveSendingRules, switchSending } from '../contract/survey-inviting.ts'
import { recordResponses } from '../contract/survey-recording.ts'
import { type SampleAnswer, sampleSending } from '../sample/index.ts'
import type { Voice } from './speak.ts'

const recordedTogether = 200

/**
 * The sample's survey after a delivery, what its customers answered in the past year, with its rules and decisions on its
 * loyal customers. Nothing leaves: the invented
 * customers have addresses that might be somebody's, so all sending of the workspace is paused first.
 */
export async function fillSending(voice: Voice, workspace: string, answers: readonly SampleAnswer[]): Promise<void> {
  const params = { workspace }
  const { surveys } = await voice.call(listSurveys, { params })
  if (surveys.length > 0) return
  await voice.call(pauseSending, { params, body: { isPaused: true } })
  const made = await voice.call(createSurvey, { params, body: { template: sampleSending.template } })
  const ofSurvey = { ...params, survey: made.id }
  const { kind, survey } = made
  const bound = await voice.call(saveSurvey, {
    params: ofSurvey,
    body: { revision: made.revision, survey, kind, touchpoint: sampleSending.touchpoint },
  })
  await voice.call(publishSurvey, { params: ofSurvey, body: { revision: bound.revision } })
  for (let first = 0; first < answers.length; first += recordedTogether) {
    const responses = answers.slice(first, first + recordedTogether) as CallOf<
      typeof recordResponses
    >['body']['responses']
    await voice.call(recordResponses, { params: ofSurvey, body: { responses, isToldAlready: true } })
  }
  const rules = sampleSending.rules as CallOf<typeof saveSendingRules>['body']['rules']
  await voice.call(saveSendingRules, { params: ofSurvey, body: { revision: 0, rules } })
  await voice.call(switchSending, { params: ofSurvey, body: { isOn: true } })
  const { segments } = await voice.call(listSegments, { params, query: { archived: 'false' } })
  const [loyal] = segments
  if (loyal) await voice.call(inviteList, { params: ofSurvey, body: { segment: loyal.id, dryRun: false } })
}
