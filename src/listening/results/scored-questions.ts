import type { Context } from '../../feature.ts'
import { dayIn } from '../../vocabulary/calendar-day.ts'
import { type Question, questionsOf } from '../../vocabulary/survey/survey.ts'
import { type AskedVersion, isScored, scaleOf } from '../../vocabulary/survey/survey-trend.ts'
import { readVersion, readVersions } from '../surveys-store.ts'

/** The questions of a survey that have a score, the latest words of each, and how each version asks the chosen one. */
export async function scoredQuestions(
  { postgres, workspace }: Context,
  survey: string,
  wanted: string | undefined,
): Promise<{
  readonly questions: readonly Question[]
  readonly chosen: Question | undefined
  readonly versions: readonly AskedVersion[]
}> {
  const questions = new Map<string, Question>()
  const asked: { number: number; day: string; own: readonly Question[] }[] = []
  for (const { number, published_at } of await readVersions(postgres, workspace.number, survey)) {
    const definition = await readVersion(postgres, workspace.number, survey, number)
    const own = definition ? questionsOf(definition).filter(isScored) : []
    for (const one of own) if (!questions.has(one.id)) questions.set(one.id, one)
    asked.push({ number, day: dayIn(published_at, workspace.timeZone), own })
  }
  const chosen = wanted === undefined ? [...questions.values()][0] : questions.get(wanted)
  return {
    questions: [...questions.values()],
    chosen,
    versions: asked.map(({ number, day, own }) => {
      const question = own.find(({ id }) => id === chosen?.id)
      return { number, day, scale: question ? scaleOf(question) : null }
    }),
  }
}

/** As they cross the wire. */
export const facesOf = (questions: readonly Question[]) =>
  questions.map(question => ({ id: question.id, text: question.text, scale: scaleOf(question) }))
