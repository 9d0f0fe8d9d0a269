import type { Tongue } from '../map/label-in.ts'

/** What a call says besides the survey's own words. */
export const voiceWords = {
  fr: {
    scale: (min: number, max: number) => `Tapez une note de ${min} à ${max}.`,
    ends: (point: number, label: string) => `${point} : ${label}.`,
    choice: (key: number, label: string) => `${label} : tapez ${key}.`,
    several: 'Tapez les chiffres de toutes vos réponses, puis dièse.',
    number: 'Tapez le nombre, puis dièse.',
    finish: 'Terminez par dièse.',
    agree: 'Pour oui, tapez 1. Pour non, tapez 2.',
    pass: 'Pour passer cette question, tapez étoile.',
    notice: 'Ce que vous direz sera enregistré pour être mis par écrit.',
    consent: 'Si vous êtes d’accord, tapez 1. Sinon, tapez 2.',
    speak: 'Parlez après le bip, et terminez par dièse.',
    again: 'Nous n’avons pas compris.',
    gaveUp: 'Nous n’avons pas pu vous comprendre. Merci de votre appel, au revoir.',
    done: 'Merci pour vos réponses. Au revoir.',
    shut: 'Cette enquête ne prend pas de réponses pour le moment. Merci de votre appel, au revoir.',
  },
  en: {
    scale: (min: number, max: number) => `Key in a number from ${min} to ${max}.`,
    ends: (point: number, label: string) => `${point}: ${label}.`,
    choice: (key: number, label: string) => `${label}: press ${key}.`,
    several: 'Press the digits of all your answers, then the hash key.',
    number: 'Key in the number, then press the hash key.',
    finish: 'End with the hash key.',
    agree: 'For yes, press 1. For no, press 2.',
    pass: 'To pass this question over, press the star key.',
    notice: 'What you say will be recorded to be written down.',
    consent: 'If you agree, press 1. If not, press 2.',
    speak: 'Speak after the tone, and end with the hash key.',
    again: 'We did not understand.',
    gaveUp: 'We could not understand you. Thank you for your call, and goodbye.',
    done: 'Thank you for your answers. Goodbye.',
    shut: 'This survey takes no answers at the moment. Thank you for your call, and goodbye.',
  },
} as const satisfies Record<Tongue, unknown>
