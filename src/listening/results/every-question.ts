import type { Context } from '../../feature.ts'
import { type Question, questionsOf, type Variable } from '../../vocabulary/survey/survey.ts'
import { readSurvey, readVersion, readVersions } from '../surveys-store.ts'

/** The questions of every version, the latest words of each, with every answer that was ever offered. @throws problem `not_found`. */
export async function everyQuestion(
  { postgres, workspace }: Pick<Context, 'postgres' | 'workspace'>,
  survey: string,
): Promise<readonly Question[]> {
  await readSurvey(postgres, workspace.number, survey)
  const questions = new Map<string, Question>()
  for (const { number } of await readVersions(postgres, workspace.number, survey)) {
    const definition = await readVersion(postgres, workspace.number, survey, number)
    for (const one of definition ? questionsOf(definition) : [])
      questions.set(one.id, merged(questions.get(one.id), one))
  }
  return [...questions.values()]
}

/** What is computed of the answers, the latest of each version that computes something of that name. */
export async function everyVariable(
  { postgres, workspace }: Pick<Context, 'postgres' | 'workspace'>,
  survey: string,
): Promise<readonly Variable[]> {
  const variables = new Map<string, Variable>()
  for (const { number } of await readVersions(postgres, workspace.number, survey)) {
    const definition = await readVersion(postgres, workspace.number, survey, number)
    for (const one of definition?.variables ?? []) if (!variables.has(one.id)) variables.set(one.id, one)
  }
  return [...variables.values()]
}

/** A question with the answers that it offered before, after those that it offers now. */
function merged(now: Question | undefined, before: Question): Question {
  if (!now || now.kind !== before.kind) return now ?? before
  const lacking = (part: 'choices' | 'rows') =>
    before[part]?.filter(({ id }) => !now[part]?.some(one => one.id === id)) ?? []
  return {
    ...now,
    ...(now.choices ? { choices: [...now.choices, ...lacking('choices')] } : {}),
    ...(now.rows ? { rows: [...now.rows, ...lacking('rows')] } : {}),
  }
}
