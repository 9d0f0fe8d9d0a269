import { type Question, questionsOf, type Survey, type Variable } from './survey.ts'
import type { SurveyFault } from './survey-faults.ts'
import { variableQuestion } from './survey-variables.ts'

const error = (code: string, at: string, fr: string, en: string): SurveyFault => ({ code, weight: 'error', at, fr, en })

/** What is wrong with what is computed: of questions that are not there, of choices that count nothing, of parts in disorder. */
export function variableFaults(survey: Survey): readonly SurveyFault[] {
  const known = new Map<string, Question>(questionsOf(survey).map(one => [one.id, one]))
  return (survey.variables ?? []).flatMap(variable => {
    const faults = faultsOf(variable, known)
    known.set(variable.id, variableQuestion(variable))
    return faults
  })
}

function faultsOf({ id, how, of, bands = [] }: Variable, known: ReadonlyMap<string, Question>): SurveyFault[] {
  const faults: SurveyFault[] = []
  for (const { question: source, points } of of) {
    const question = known.get(source)
    if (!question) {
      faults.push(
        error(
          'variable_unknown',
          id,
          `Le calcul prend la question ${source}, qui n’existe pas.`,
          `The sum takes the question ${source}, which does not exist.`,
        ),
      )
      continue
    }
    const isWords = ['text', 'date', 'contact', 'ranking', 'note', 'file'].includes(question.kind)
    const isChosen = ['single', 'multiple', 'matrix'].includes(question.kind)
    if (how !== 'count' && (isWords || (isChosen && Object.keys(points ?? {}).length === 0)))
      faults.push(
        error(
          'variable_points',
          id,
          isWords
            ? `Les réponses à ${source} ne se calculent pas : elles peuvent seulement être comptées.`
            : `Dites combien de points vaut chaque réponse à ${source}.`,
          isWords
            ? `Answers to ${source} cannot be computed with: they can only be counted.`
            : `Say how many points each answer to ${source} is worth.`,
        ),
      )
  }
  if (bands.some(({ from }, at) => at > 0 && from <= bands[at - 1]!.from))
    faults.push(
      error(
        'variable_bands',
        id,
        'Les seuils se suivent du plus bas au plus haut.',
        'Thresholds follow one another from the lowest to the highest.',
      ),
    )
  if (new Set(bands.map(band => band.id)).size < bands.length)
    faults.push(error('id_repeated', id, 'Deux seuils ont le même identifiant.', 'Two thresholds have the same id.'))
  return faults
}
