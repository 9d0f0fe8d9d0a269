import type { z } from 'zod'
import type { statusOfCallBody } from '../../contract/survey-voice.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Installation, Workspace } from '../../feature.ts'
import { questionsOf } from '../../vocabulary/survey/survey.ts'
import { answerFaults, usualLimit } from '../../vocabulary/survey/survey-answers.ts'
import { responseOf, writeAnswers } from '../answering/responses-store.ts'
import { readVersion } from '../surveys-store.ts'
import { tokenHash } from '../tokens.ts'
import { callHash, readCall, responseTokenOf } from './calls-store.ts'

type Told = z.output<typeof statusOfCallBody>

/** A call ended: what was answered stays as it is. Or words came that were recorded in it: they are kept once. */
export async function noteStatus(
  installation: Installation,
  { number: workspace }: Workspace,
  told: Told,
): Promise<'ended' | 'words' | 'nothing'> {
  const hash = callHash(installation, workspace, told.call)
  const call = await readCall(installation, workspace, hash)
  if (!call) return 'nothing'
  if ('status' in told) {
    await installation.postgres.run(sql`
      update listening.calls set ended_at = coalesce(ended_at, ${installation.now()})
      where workspace_id = ${workspace} and call_hash = ${hash}`)
    return 'ended'
  }
  const survey = await readVersion(installation.postgres, workspace, call.survey, call.version)
  const question = survey && questionsOf(survey).find(({ id }) => id === told.question)
  if (!question || !call.state.awaited.includes(told.question) || call.testAnswers) return 'nothing'
  const words = [...told.words.trim()].slice(0, question.limit ?? usualLimit).join('')
  const answers = { [question.id]: words }
  if (words === '' || answerFaults(survey, answers, { whole: false }).length > 0) return 'nothing'
  return installation.postgres.transaction(async transaction => {
    const token = tokenHash(installation, responseTokenOf(call))
    const response = await responseOf(transaction, token, { hold: true })
    if (!response) return 'nothing'
    await writeAnswers(installation, transaction, response, survey, { questions: [question.id], answers })
    const awaited = call.state.awaited.filter(one => one !== question.id)
    await transaction.run(sql`
      update listening.calls set state = jsonb_set(state, '{awaited}', ${JSON.stringify(awaited)}::jsonb)
      where workspace_id = ${workspace} and call_hash = ${hash}`)
    return 'words'
  })
}
