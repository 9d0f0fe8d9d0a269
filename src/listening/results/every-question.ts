import type { Context } from '../../feature.ts'
import { type Question, questionsOf } from '../../vocabulary/survey.ts'
import { readSurvey, readVersion, readVersions } from '../surveys-store.ts'

/** The questions of every version, the latest words of each. @throws problem `not_found`. */
export async function everyQuestion(
  { postgres, workspace }: Pick<Context, 'postgres' | 'workspace'>,
  survey: string,
): Promise<readonly Question[]> {
  await readSurvey(postgres, workspace.number, survey)
  const questions = new Map<string, Question>()
  for (const { number } of await readVersions(postgres, workspace.number, survey)) {
    const definition = await readVersion(postgres, workspace.number, survey, number)
    if (definition) for (const one of questionsOf(definition)) if (!questions.has(one.id)) questions.set(one.id, one)
  }
  return [...questions.values()]
}
