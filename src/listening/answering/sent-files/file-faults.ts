import { fileRulesOf, mostMegabytes } from '../../../vocabulary/survey/sent-file.ts'
import type { Question } from '../../../vocabulary/survey/survey.ts'
import type { AnswerFault } from '../../../vocabulary/survey/survey-answers.ts'

/** Why a file is not taken, in both languages. */
export type FaultWords = Omit<AnswerFault, 'question'>

const names = {
  picture: { fr: 'une photo JPEG, PNG ou WebP', en: 'a JPEG, PNG or WebP picture' },
  pdf: { fr: 'un PDF', en: 'a PDF' },
} as const

export function otherFormat(question: Question): FaultWords {
  const { takes } = fileRulesOf(question)
  const fr = takes.map(one => names[one].fr).join(' ou ')
  const en = takes.map(one => names[one].en).join(' or ')
  return {
    fr: `Ce fichier ne peut pas être lu comme ${fr}, quel que soit son nom. Envoyez-en un autre.`,
    en: `This file cannot be read as ${en}, whatever it is called. Send another one.`,
  }
}

export const tooLarge = (megabytes: number) => ({
  fr: `Ce fichier dépasse ${megabytes} Mo. Envoyez-en un plus petit.`,
  en: `This file is larger than ${megabytes} MB. Send a smaller one.`,
})

export const tooMuch = {
  fr: `Ensemble, vos fichiers dépassent ${mostMegabytes} Mo. Envoyez-en moins, ou de plus petits.`,
  en: `Together your files are larger than ${mostMegabytes} MB. Send fewer, or smaller ones.`,
}

export const full = {
  fr: 'Cette enquête ne peut pas recevoir d’autres fichiers pour le moment. Vos autres réponses peuvent être envoyées.',
  en: 'This survey can take no more files at the moment. Your other answers can be sent.',
}
