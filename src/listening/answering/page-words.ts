import type { Tongue } from '../../vocabulary/label.ts'
import { surveyWords } from '../../vocabulary/survey-words.ts'

/** The words of the pages on which people answer, besides those of the survey and of its questions. */
export const pageWords = {
  fr: {
    ...surveyWords.fr,
    other: 'English',
    trap: 'Laissez ce champ vide',
    goneTitle: 'Cette adresse ne mène à aucune enquête',
    goneText: 'Elle est peut-être incomplète, ou l’enquête est finie. Merci d’avoir voulu répondre.',
    pausedTitle: 'Cette enquête ne prend pas de réponses pour le moment',
    pausedText: 'Merci d’avoir voulu répondre. Vous pouvez réessayer plus tard.',
    busyTitle: 'Beaucoup de réponses arrivent d’ici',
    busyText: (minutes: number) =>
      `Réessayez dans ${minutes} minutes : ce que vous avez écrit est encore dans la page.`,
    largeTitle: 'C’est trop long pour être envoyé',
    largeText: 'Revenez en arrière et raccourcissez ce que vous avez écrit.',
    needsScript:
      'Cette enquête est protégée contre les robots : pour y répondre, votre navigateur doit exécuter son petit script.',
    unprovenTitle: 'Votre réponse n’a pas pu être vérifiée',
    unprovenText:
      'Revenez en arrière, attendez une seconde et renvoyez : ce que vous avez écrit est encore dans la page. Il faut que les scripts soient permis.',
    keep: 'Pour continuer plus tard ou sur un autre appareil, gardez l’adresse de cette page.',
  },
  en: {
    ...surveyWords.en,
    other: 'Français',
    trap: 'Leave this field empty',
    goneTitle: 'This address leads to no survey',
    goneText: 'It may be incomplete, or the survey is over. Thank you for wanting to answer.',
    pausedTitle: 'This survey takes no answers at the moment',
    pausedText: 'Thank you for wanting to answer. You can try again later.',
    busyTitle: 'Many answers come from here',
    busyText: (minutes: number) => `Try again in ${minutes} minutes: what you wrote is still in the page.`,
    largeTitle: 'This is too long to be sent',
    largeText: 'Go back and shorten what you wrote.',
    needsScript: 'This survey is protected against robots: to answer it, your browser has to run its small script.',
    unprovenTitle: 'Your answer could not be verified',
    unprovenText:
      'Go back, wait a second and send it again: what you wrote is still in the page. Scripts have to be allowed.',
    keep: 'To go on later or on another device, keep the address of this page.',
  },
} as const satisfies Record<Tongue, unknown>
export type PageWords = (typeof pageWords)[Tongue]
