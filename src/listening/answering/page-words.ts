import type { Tongue } from '../../vocabulary/label.ts'
import { surveyWords } from '../../vocabulary/survey/survey-words.ts'

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
    code: {
      title: 'Un code pour répondre',
      why: (address: string) =>
        `Cette invitation est personnelle. Pour répondre, demandez un code : il est envoyé à ${address}.`,
      noAddress:
        'Cette invitation est personnelle, et aucune adresse e-mail n’est connue à laquelle envoyer un code. Demandez de l’aide à qui vous a invité.',
      send: 'Recevoir un code par e-mail',
      again: 'Recevoir un autre code',
      sentTo: (address: string) => `Un code à six chiffres a été envoyé à ${address}.`,
      enter: 'Le code reçu',
      open: 'Continuer',
      wrong: 'Ce n’est pas le dernier code reçu, ou il a été essayé trop souvent ou trop tard. Demandez-en un autre.',
      tooOften:
        'Un code vient d’être envoyé. Attendez une minute avant d’en demander un autre ; il y en a au plus huit par jour.',
      notNow: 'Le code n’a pas pu être envoyé pour le moment. Réessayez plus tard.',
      subject: (code: string) => `${code} est votre code`,
      mail: (title: string) => `Votre code pour répondre à l’enquête « ${title} » :`,
      mailEnds: (minutes: number) => `Il sert une fois, pendant ${minutes} minutes.`,
      mailNot: 'Si vous ne l’avez pas demandé, ne faites rien, et ne le donnez à personne.',
    },
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
    code: {
      title: 'A code to answer',
      why: (address: string) => `This invitation is personal. To answer, ask for a code: it is sent to ${address}.`,
      noAddress:
        'This invitation is personal, and no e-mail address is known that a code could be sent to. Ask whoever invited you for help.',
      send: 'Get a code by e-mail',
      again: 'Get another code',
      sentTo: (address: string) => `A code of six digits was sent to ${address}.`,
      enter: 'The code you received',
      open: 'Continue',
      wrong: 'This is not the last code that was sent, or it was tried too often or too late. Ask for another one.',
      tooOften: 'A code was just sent. Wait a minute before you ask for another one; there are eight a day at most.',
      notNow: 'The code could not be sent at the moment. Try again later.',
      subject: (code: string) => `${code} is your code`,
      mail: (title: string) => `Your code to answer the survey “${title}”:`,
      mailEnds: (minutes: number) => `It serves once, for ${minutes} minutes.`,
      mailNot: 'If you did not ask for it, do nothing, and give it to nobody.',
    },
    keep: 'To go on later or on another device, keep the address of this page.',
  },
} as const satisfies Record<Tongue, unknown>
