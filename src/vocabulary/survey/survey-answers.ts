import { fileRulesOf, isFileId } from './sent-file.ts'
import type { Answer, Answers, Question, Survey } from './survey.ts'
import { isAnswered } from './survey-answered.ts'
import { pathOf } from './survey-path.ts'

/** Why an answer cannot be taken: which question, and what it expects, in words. */
export type AnswerFault = { readonly question: string; readonly fr: string; readonly en: string }

/** The usual limit of an answer in words. */
export const usualLimit = 1000

/**
 * What is wrong with these answers. The one judge of answers: the page asks it while people write, the server before
 * anything is kept. With `whole`, every required question on the way must be answered; without, only what is there is
 * judged. Of a question off the way nothing is asked; of a question that does not exist everything is refused.
 */
export function answerFaults(survey: Survey, answers: Answers, { whole }: { whole: boolean }): readonly AnswerFault[] {
  const known = new Map(survey.pages.flatMap(page => page.questions.map(one => [one.id, one] as const)))
  const faults: AnswerFault[] = []
  for (const [id, answer] of Object.entries(answers)) {
    const question = known.get(id)
    const fault = question
      ? faultOf(question, answer)
      : { fr: 'Cette question n’existe pas.', en: 'There is no such question.' }
    if (fault) faults.push({ question: id, ...fault })
  }
  if (!whole) return faults
  const told = new Set(faults.map(({ question }) => question))
  for (const { questions } of pathOf(survey, answers))
    for (const question of questions) {
      if (!question.required || told.has(question.id) || isComplete(question, answers[question.id])) continue
      faults.push({ question: question.id, ...lacking(question) })
    }
  return faults
}

type Words = { readonly fr: string; readonly en: string }

/** What is wrong with one answer, if anything. Nothing said is not wrong: whether it is needed is asked elsewhere. */
function faultOf(question: Question, answer: Answer): Words | undefined {
  const choices = new Set(question.choices?.map(({ id }) => id))
  switch (question.kind) {
    case 'nps':
    case 'csat':
    case 'ces':
    case 'scale':
    case 'stars':
    case 'smileys': {
      const { min = 0, max = 10 } = question
      if (typeof answer === 'number' && Number.isInteger(answer) && answer >= min && answer <= max) return undefined
      return { fr: `Choisissez un nombre de ${min} à ${max}.`, en: `Choose a number from ${min} to ${max}.` }
    }
    case 'number': {
      if (typeof answer !== 'number' || !Number.isFinite(answer))
        return { fr: 'Écrivez un nombre.', en: 'Write a number.' }
      const { min = -1e12, max = 1e12 } = question
      if (answer >= min && answer <= max) return undefined
      return { fr: `Écrivez un nombre de ${min} à ${max}.`, en: `Write a number from ${min} to ${max}.` }
    }
    case 'single':
      if (typeof answer === 'string' && choices.has(answer)) return undefined
      return { fr: 'Choisissez l’une des réponses proposées.', en: 'Choose one of the answers offered.' }
    case 'multiple': {
      if (!isListOf(answer, choices))
        return { fr: 'Choisissez parmi les réponses proposées.', en: 'Choose among the answers offered.' }
      const alone = question.choices?.find(one => one.alone && answer.includes(one.id))
      if (!alone || answer.length === 1) return undefined
      const { fr = alone.label.en, en = alone.label.fr } = alone.label
      return { fr: `« ${fr} » se choisit seul.`, en: `“${en}” is chosen alone.` }
    }
    case 'ranking':
      if (isListOf(answer, choices) && (answer.length === 0 || answer.length === choices.size)) return undefined
      return { fr: 'Donnez un rang à chaque réponse.', en: 'Give each answer a rank.' }
    case 'matrix': {
      const rows = new Set(question.rows?.map(({ id }) => id))
      if (isRecord(answer) && Object.entries(answer).every(([row, one]) => rows.has(row) && choices.has(one)))
        return undefined
      return { fr: 'Choisissez une réponse par ligne.', en: 'Choose one answer a line.' }
    }
    case 'text': {
      const limit = question.limit ?? usualLimit
      if (typeof answer !== 'string') return { fr: 'Répondez par des mots.', en: 'Answer in words.' }
      // Counted as people count: an accent or an emoji made of several codes is one sign.
      if ([...answer.normalize('NFC')].length <= limit) return undefined
      return { fr: `Écrivez au plus ${limit} signes.`, en: `Write at most ${limit} characters.` }
    }
    case 'date':
      if (typeof answer === 'string' && (answer === '' || isDay(answer))) return undefined
      return { fr: 'Écrivez une date comme 2026-03-31.', en: 'Write a date like 2026-03-31.' }
    case 'contact': {
      const fields = new Set<string>(question.fields ?? [])
      if (!isRecord(answer) || Object.keys(answer).some(field => !fields.has(field)))
        return { fr: 'Remplissez les champs proposés.', en: 'Fill in the fields offered.' }
      if (answer.email?.trim() && !/^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(answer.email.trim()))
        return {
          fr: 'Écrivez l’adresse e-mail comme nom@exemple.fr.',
          en: 'Write the e-mail address like name@example.com.',
        }
      if (answer.phone?.trim() && !/^\+?[\d .()-]{6,24}$/.test(answer.phone.trim()))
        return { fr: 'Écrivez le numéro avec ses chiffres.', en: 'Write the number in digits.' }
      return undefined
    }
    case 'file': {
      const { most } = fileRulesOf(question)
      if (Array.isArray(answer) && answer.length <= most && answer.every(isFileId)) return undefined
      if (most === 1) return { fr: 'Envoyez un seul fichier.', en: 'Send one file.' }
      return { fr: `Envoyez au plus ${most} fichiers.`, en: `Send at most ${most} files.` }
    }
    case 'consent':
      return typeof answer === 'boolean' ? undefined : { fr: 'Cochez, ou ne cochez pas.', en: 'Tick it, or do not.' }
    case 'note':
      return { fr: 'On ne répond pas à ce texte.', en: 'This text takes no answer.' }
    default:
      return question.kind satisfies never
  }
}

/** Whether a required question has all that it needs: a matrix each of its lines, details each of their fields. */
function isComplete(question: Question, answer: Answer | undefined): boolean {
  if (question.kind === 'note') return true
  if (!isAnswered(answer)) return false
  if (question.kind === 'matrix') return (question.rows ?? []).every(({ id }) => isRecord(answer) && answer[id])
  if (question.kind === 'contact')
    return (question.fields ?? []).every(field => isRecord(answer) && (answer[field] ?? '').trim() !== '')
  return true
}

function lacking({ kind }: Question): Words {
  if (kind === 'consent')
    return { fr: 'Il faut votre accord pour continuer.', en: 'Your agreement is needed to go on.' }
  if (kind === 'matrix') return { fr: 'Répondez à chaque ligne.', en: 'Answer each line.' }
  if (kind === 'contact') return { fr: 'Remplissez chaque champ.', en: 'Fill in each field.' }
  if (kind === 'file') return { fr: 'Il faut un fichier ici.', en: 'A file is needed here.' }
  return { fr: 'Il faut une réponse ici.', en: 'An answer is needed here.' }
}

function isListOf(answer: Answer, ids: ReadonlySet<string>): answer is readonly string[] {
  return Array.isArray(answer) && new Set(answer).size === answer.length && answer.every(id => ids.has(id))
}

function isRecord(answer: Answer | undefined): answer is Readonly<Record<string, string>> {
  return typeof answer === 'object' && !Array.isArray(answer)
}

/** A day that the calendar has: 31 February has the form of one. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}
