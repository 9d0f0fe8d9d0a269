import type { Label } from '../label.ts'
import type { Question, Survey } from './survey.ts'
import type { SurveyFault } from './survey-faults.ts'
import type { SurveyKind } from './survey-kinds.ts'

/** How long a survey of a kind may take before people leave it, in seconds: what is asked in passing is asked briefly. */
export const lengthBudget: Readonly<Record<SurveyKind, number>> = {
  micro: 20,
  hot: 90,
  nonPurchase: 90,
  cold: 300,
  barometer: 480,
  test: 900,
}

/** Seconds that a question takes, by kind; a required word more than one that may be passed over. Our own estimate. */
function secondsOf({ kind, required, choices = [], rows = [] }: Question): number {
  switch (kind) {
    case 'nps':
    case 'csat':
    case 'ces':
    case 'scale':
      return 7
    case 'stars':
    case 'smileys':
      return 5
    case 'single':
      return 5 + choices.length * 0.7
    case 'multiple':
      return 6 + choices.length
    case 'ranking':
      return 6 + choices.length * 4
    case 'matrix':
      return 5 + rows.length * 5
    case 'text':
      return required ? 30 : 15
    case 'number':
    case 'date':
      return 8
    case 'contact':
    case 'file':
      return 20
    case 'consent':
    case 'note':
      return 6
    default:
      return kind satisfies never
  }
}

/** The longest that the survey may take somebody, in seconds: every question asked. */
export function lengthOf({ pages, rotate }: Survey): number {
  const lasting = (some: typeof pages) =>
    some.flatMap(page => page.questions).reduce((sum, question) => sum + secondsOf(question), 0)
  if (!rotate) return Math.round(lasting(pages))
  const blocks = Map.groupBy(
    pages.filter(({ block }) => block !== undefined),
    ({ block }) => block,
  )
  // Of rotating blocks the longest ones that one person may draw.
  const drawn = [...blocks.values()]
    .map(lasting)
    .sort((a, b) => b - a)
    .slice(0, rotate.take)
  return Math.round(lasting(pages.filter(({ block }) => block === undefined)) + drawn.reduce((a, b) => a + b, 0))
}

const leading = {
  fr: /n.est-ce pas|ne (?:trouvez|pensez|croyez)-vous pas|comme tout le monde|\bbien sûr\b|\bévidemment\b|\bsuperbe|\bexcellent|\bformidable|\bmerveilleu|à quel point (avez-vous )?(aimé|apprécié)|êtes-vous d.accord (pour dire|que)/i,
  en: /\bdon.t you\b|\bwouldn.t you\b|\bof course\b|\bobviously\b|\bhow (?:great|amazing)\b|\bisn.t it\b|\bexcellent\b|\bamazing\b|\bwonderful\b|how much did you (love|enjoy|like)|do you agree that/i,
}
/** Two things asked at once; what is one thing in two words is no second one. */
const double = {
  fr: /\S+\s+(?<!\b(?:nom|allers?|va|tout|oui|entre\s.*)\s+)et\s+(?!prénom|retour|vient|pourquoi\b|non\b|de nouveau|après\b)\S+/i,
  en: /\S+\s+(?<!\b(?:terms|drag|back|between\s.*|pros)\s+)and\s+(?!conditions\b|drop\b|forth\b|why\b|cons\b)\S+/i,
}
const negative = {
  fr: /\bne\b[^.?!]*\b(pas|jamais|plus)\b[^.?!]*\b(sans|in\w+able|aucun)/i,
  en: /\bnot\b[^.?!]*\b(never|without|un\w+able|no)\b/i,
}

/** An offer in exchange makes an invitation prospecting, for which customers must have agreed beforehand. */
const offering = {
  fr: /code promo|bon d.achat|chèque.cadeau|carte.cadeau|en cadeau|-? ?\d+ ?% de (remise|réduction)|\b(remise|réduction|offre spéciale|offre exclusive|tirage au sort|jeu.concours|profitez)\b/i,
  en: /\b(promo code|voucher|gift card|discount|special offer|exclusive offer|prize draw|sweepstake|giveaway)\b|\d+ ?% off\b/i,
}
/** More lines than this are rather left than answered on a phone. */
const mostLines = 7
const mostChoices = 10
const longestText = 140

const warning = (code: string, at: string | undefined, fr: string, en: string): SurveyFault => ({
  code,
  weight: 'warning',
  ...(at === undefined ? {} : { at }),
  fr,
  en,
})

/** Advice while a survey is written: its length, and words that push the answer. */
export function writingAdvice(survey: Survey, kind: SurveyKind): readonly SurveyFault[] {
  const advice: SurveyFault[] = []
  const seconds = lengthOf(survey)
  const budget = lengthBudget[kind]
  if (seconds > budget)
    advice.push(
      warning(
        'long',
        undefined,
        `Répondre à tout prend environ ${seconds} s ; une enquête de ce genre se termine mieux en moins de ${budget} s.`,
        `Answering it all takes about ${seconds} s; one of this kind is finished more often below ${budget} s.`,
      ),
    )
  for (const question of survey.pages.flatMap(page => page.questions))
    advice.push(...adviceOn(question), ...onPhone(question))
  const told: readonly (readonly [string | undefined, Label | undefined])[] = [
    ['#title', survey.title],
    ['#intro', survey.intro],
    ...survey.pages.flatMap(page =>
      page.questions.flatMap(({ id, text, help }) => [[id, text] as const, [id, help] as const]),
    ),
    ...survey.endings.flatMap(({ id, title, text }) => [[id, title] as const, [id, text] as const]),
  ]
  const offered = told.find(([, label]) => offering.fr.test(label?.fr ?? '') || offering.en.test(label?.en ?? ''))
  if (offered)
    advice.push(
      warning(
        'offer',
        offered[0],
        'Une offre en échange fait de l’enquête de la prospection : par e-mail ou SMS, il faut que les clients y aient consenti.',
        'An offer in exchange makes the survey prospecting: by e-mail or SMS, customers must have agreed to that.',
      ),
    )
  return advice
}

/** What is hard to answer with a thumb. */
function onPhone({ id, kind, text, rows = [], choices = [] }: Question): SurveyFault[] {
  const longest = Math.max([...(text.fr ?? '')].length, [...(text.en ?? '')].length)
  return [
    ...(kind !== 'note' && longest > longestText
      ? [
          warning(
            'text_long',
            id,
            `La question a ${longest} signes : sur un téléphone, elle se lit mieux en moins de ${longestText}.`,
            `The question has ${longest} characters: on a phone it reads better below ${longestText}.`,
          ),
        ]
      : []),
    ...(rows.length > mostLines
      ? [
          warning(
            'lines_many',
            id,
            `Le tableau a ${rows.length} lignes : sur un téléphone, on abandonne après ${mostLines}.`,
            `The table has ${rows.length} lines: on a phone people leave after ${mostLines}.`,
          ),
        ]
      : []),
    ...(choices.length > mostChoices
      ? [
          warning(
            'choices_many',
            id,
            `${choices.length} réponses sont proposées : gardez-en ${mostChoices}, et « Autre chose ».`,
            `${choices.length} answers are offered: keep ${mostChoices}, and “Something else”.`,
          ),
        ]
      : []),
  ]
}

function adviceOn(question: Question): SurveyFault[] {
  const { id, kind, text, lowLabel, highLabel } = question
  const says = (pattern: { fr: RegExp; en: RegExp }) => pattern.fr.test(text.fr ?? '') || pattern.en.test(text.en ?? '')
  const rates = kind === 'csat' || kind === 'ces' || kind === 'scale' || kind === 'stars' || kind === 'smileys'
  const advice: SurveyFault[] = []
  if (says(leading))
    advice.push(
      warning(
        'leading',
        id,
        'La question souffle sa réponse : demandez sans la juger d’avance.',
        'The question suggests its answer: ask without judging beforehand.',
      ),
    )
  if (rates && says(double))
    advice.push(
      warning(
        'double',
        id,
        'La question semble en poser deux : on ne saura pas à laquelle on a répondu.',
        'The question seems to ask two things: nobody will know which was answered.',
      ),
    )
  if (says(negative))
    advice.push(
      warning(
        'negative',
        id,
        'Deux négations se suivent : dites-le simplement.',
        'Two negations follow: say it plainly.',
      ),
    )
  if ((kind === 'nps' || kind === 'csat' || kind === 'ces' || kind === 'scale') && !(lowLabel && highLabel))
    advice.push(
      warning(
        'ends_unnamed',
        id,
        'Dites ce que veulent dire les deux bouts de l’échelle.',
        'Say what both ends of the scale mean.',
      ),
    )
  return advice
}
