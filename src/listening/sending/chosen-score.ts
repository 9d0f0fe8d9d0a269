import type { Answers, Survey } from '../../vocabulary/survey/survey.ts'
import { firstScale, pointsOf } from './write-mail.ts'

/** The point that was chosen in a letter, as it stands in the address: it fills the page and is kept by nobody. */
export function chosenIn(request: Pick<Request, 'url'>, survey: Survey): Answers {
  const told = new URL(request.url).searchParams.get('score')
  const question = firstScale(survey)
  if (!question || told === null || !/^\d{1,2}$/.test(told) || !pointsOf(question).includes(Number(told))) return {}
  return { [question.id]: Number(told) }
}
