import type { Label } from '../label.ts'
import { type Question, questionsOf, type Survey } from './survey.ts'
import type { SurveyFault } from './survey-faults.ts'
import { mentionedIn } from './survey-reach.ts'
import { sourcesOf } from './survey-variables.ts'

type Words = { readonly fr: RegExp; readonly en: RegExp }
const says = (words: Words, label: Label | undefined) =>
  words.fr.test(apostrophes(label?.fr)) || words.en.test(apostrophes(label?.en))
const apostrophes = (text = '') => text.replaceAll('’', "'")

const advice = (code: string, at: string, fr: string, en: string): SurveyFault => ({
  code,
  weight: 'warning',
  at,
  fr,
  en,
})

// "Toujours" after "êtes-vous" and its like means still: "Êtes-vous toujours client ?".
const absolute: Words = {
  fr: /(?<!(?:êtes|est|avez|sont|utilisez|habitez)-(?:vous|il|elle|on|ils|elles) )\btoujours\b(?! pas)|(?<!\b(?:si|que) )\bjamais\b|systématiquement|à chaque fois|tout le monde/i,
  en: /\b(?:always|never|every time|everybody|everyone|nobody|no one)\b/i,
}
const wayOut: Words = {
  fr: /\bautres?\b|\baucun|\bsais pas|\bconcern|\bsans (?:avis|opinion|objet)|\bne (?:souhaite|veux) pas|\bni l'un|\brien\b|\bpas encore|\bje n'ai pas|\bn'a pas\b|\bpas d'avis|\bnon applicable/i,
  en: /\bother|\bnone\b|\bnothing\b|\bdon't know|\bnot sure|\bnot applicable|\bn\/a\b|\bno opinion|\bprefer not|\brather not|\bneither|\bnot (?:yet|concerned|relevant)|\bi (?:have not|haven't|did not|didn't)\b|\bsomething else/i,
}
const graded: Words = {
  fr: /\d|^(?:oui|non|en partie|jamais|parfois|souvent|toujours|rarement|moins|plus|très|plutôt|assez|un peu|tout à fait|pas du tout)\b|satisf|d'accord|bien|mal\b/i,
  en: /\d|^(?:yes|no|partly|never|sometimes|often|always|rarely|less|more|very|rather|quite|somewhat|strongly|a little|not at all)\b|satisf|agree|good|bad\b|poor|well/i,
}
const bad: Words = {
  fr: /\b(?:in|mé)(?:satisf|content)|\bmauvais|\bmal\b|\bdécev|\bdéçu|\bdésaccord|\bdifficile|\bpas (?:du tout |vraiment |très )?\w|\bpeu\b|\bnul/i,
  en: /\b(?:un|dis)(?:satisf|happy|agree|helpful|likely)|\bbad\b|\bpoor|\bterrible|\bawful|\bdifficult|\bnot (?:at all |very |really )?\w|\bworse|\bhard\b/i,
}
const good: Words = {
  fr: /\bsatisf|\bcontent|\bbon(?:ne)?s?\b|\bbien\b|\bexcellent|\bparfait|\bsuper|\bravi|\bd'accord|\bfacile|\bgénial/i,
  en: /\bsatisf|\bhappy|\bgood\b|\bgreat\b|\bexcellent|\bperfect|\bwonderful|\bdelighted|\bagree\b|\beasy\b|\blikely\b|\bhelpful/i,
}
const toneOf = (label: Label | undefined): number => (says(bad, label) ? -1 : says(good, label) ? 1 : 0)

const review: Words = {
  fr: /\bgoogle\b|trustpilot|tripadvisor|avis (?:en ligne|public|google)|(?:laisse[rz]|publie[rz]|donne[rz]|déposer|déposez|écrire|écrivez) (?:un|votre|nous un) avis\b|app store|play store|pages jaunes/i,
  en: /\bgoogle\b|trustpilot|tripadvisor|(?:leave|write|post|give)(?: us)? (?:a|your) (?:public |online )?review|online review|app store|play store|\byelp\b/i,
}

/** Words and forms that bend answers, question by question and page by page; each says why, and can be set aside. */
export function biasAdvice(survey: Survey): readonly SurveyFault[] {
  return [...questionsOf(survey).flatMap(onQuestion), ...mixedScales(survey), ...reviewGating(survey)]
}

function onQuestion(question: Question): SurveyFault[] {
  const { id, kind, text, required, showIf, choices = [] } = question
  const found: SurveyFault[] = []
  if (kind !== 'note' && kind !== 'consent' && says(absolute, text))
    found.push(
      advice(
        'absolute',
        id,
        '« Toujours », « jamais » ou « tout le monde » : presque personne ne peut dire oui sans mentir. Demandez combien de fois, ou la dernière fois.',
        '“Always”, “never” or “everybody”: hardly anyone can say yes and be right. Ask how often, or about the last time.',
      ),
    )
  if (isUnbalanced(question))
    found.push(
      advice(
        'unbalanced',
        id,
        'Les réponses ont plus de bons côtés que de mauvais, ou l’inverse : la note penche d’avance. Mettez-en autant de chaque côté.',
        'The answers have more good sides than bad, or the reverse: the score leans beforehand. Offer as many on each side.',
      ),
    )
  const isChosen = kind === 'single' || kind === 'multiple'
  const isListed = choices.length >= 3 && !choices.some(one => says(graded, one.label) || one.alone || one.stays)
  if (isChosen && required && !showIf && isListed && !choices.some(one => says(wayOut, one.label)))
    found.push(
      advice(
        'no_way_out',
        id,
        'Il faut répondre, et rien ne convient à qui n’est pas concerné : il répondra au hasard. Ajoutez « Autre » ou « Non concerné », ou laissez passer.',
        'An answer is required, and nothing fits those whom it does not concern: they will answer anything. Add “Other” or “Does not concern me”, or let it be passed over.',
      ),
    )
  if (isHard(text.fr) || isHard(text.en))
    found.push(
      advice(
        'hard_to_read',
        id,
        'La phrase est longue ou pleine de mots longs : qui la lit vite la comprend autrement. Coupez-la en deux.',
        'The sentence is long, or full of long words: read in haste it is taken otherwise. Cut it in two.',
      ),
    )
  return found
}

/** Both ends of a scale on one side, or choices that are judgements and far more of one side than of the other. */
function isUnbalanced({ kind, lowLabel, highLabel, choices = [] }: Question): boolean {
  const [low, high] = [toneOf(lowLabel), toneOf(highLabel)]
  if (low !== 0 && low === high) return true
  if (kind !== 'single') return false
  const tones = choices.map(({ label }) => toneOf(label))
  const [up, down] = [tones.filter(one => one > 0).length, tones.filter(one => one < 0).length]
  // Reasons and themes are no scale: nearly all of the answers must judge.
  return up + down >= 3 && up + down >= choices.length - 1 && Math.abs(up - down) >= 2
}

/** More than so many words in a sentence, or a readability (LIX: words a sentence, and the share of long ones) beyond. */
const longestSentence = 28
const hardest = 68

function isHard(text = ''): boolean {
  const plain = apostrophes(text)
    .replace(/\{[^{}]*\}/g, 'x')
    .replace(/\([^()]*\)/g, '')
  const words = (of: string) => of.match(/[\p{L}\d]+/gu) ?? []
  const sentences = plain.split(/[.!?:;]+(?:\s|$)/).filter(one => words(one).length > 0)
  const all = words(plain)
  if (all.length < 14) return false
  if (sentences.some(one => words(one).length > longestSentence)) return true
  const long = all.filter(one => one.length > 6).length
  return all.length / sentences.length + (100 * long) / all.length > hardest
}

/** Scales of another length on one page are answered by the habit of the one before. Recommendation has its own ends. */
function mixedScales({ pages }: Survey): SurveyFault[] {
  return pages.flatMap(({ questions }) => {
    const scales = questions.filter(({ kind }) => kind === 'csat' || kind === 'ces' || kind === 'scale')
    const odd = scales.find(one => one.min !== scales[0]!.min || one.max !== scales[0]!.max)
    if (!odd) return []
    return [
      advice(
        'scales_mixed',
        odd.id,
        'L’échelle n’a pas les mêmes bouts que la précédente de la page : on y répond par habitude. Prenez la même, ou une autre page.',
        'The scale has other ends than the one before it on the page: people answer by habit. Take the same, or another page.',
      ),
    ]
  })
}

/**
 * Asking only those who are content for a public review is forbidden by review sites, and misleading in the sense of the
 * French consumer code (L121-4): it is not published. Everybody may be asked.
 */
function reviewGating(survey: Survey): SurveyFault[] {
  const scored = new Set(
    questionsOf(survey)
      .filter(({ kind }) => ['nps', 'csat', 'ces', 'scale', 'stars', 'smileys'].includes(kind))
      .map(({ id }) => id),
  )
  const isByScore = (condition: Question['showIf']) =>
    condition !== undefined &&
    mentionedIn(condition).some(id => sourcesOf(survey, id).some(source => scored.has(source)))
  const asks = ({ title, text }: Survey['endings'][number]) => says(review, title) || says(review, text)
  const gated = [
    ...(survey.endings.every(asks) ? [] : survey.endings.filter(one => asks(one) && isByScore(one.showIf))),
    ...survey.pages.flatMap(page =>
      page.questions.filter(
        one => (says(review, one.text) || says(review, one.help)) && (isByScore(one.showIf) || isByScore(page.showIf)),
      ),
    ),
    // The ending for everybody else invites, and those who gave a low score were sent to another.
    ...(survey.endings.every(asks)
      ? []
      : survey.endings.filter(
          (one, at) =>
            asks(one) && !one.showIf && survey.endings.slice(0, at).some(held => isByScore(held.showIf) && !asks(held)),
        )),
  ]
  return [...new Set(gated.map(({ id }) => id))].map(id => ({
    code: 'review_gating',
    weight: 'error',
    at: id,
    fr: 'Seules certaines notes sont invitées à publier un avis : c’est trompeur, et interdit par les sites d’avis. Invitez tout le monde, ou personne.',
    en: 'Only some scores are invited to publish a review: that misleads, and review sites forbid it. Invite everybody, or nobody.',
  }))
}
