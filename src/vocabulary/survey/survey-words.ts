import type { Tongue } from '../map/label-in.ts'

/** The words around questions, wherever they are answered: on a page, on a tablet, in a corner of a web site. */
export const surveyWords = {
  fr: {
    page: (at: number, of: number) => `Page ${at} sur ${of}`,
    next: 'Continuer',
    finish: 'Envoyer',
    back: 'Page précédente',
    optional: 'facultatif',
    faults: (n: number) => (n === 1 ? 'Une réponse est à revoir' : `${n} réponses sont à revoir`),
    rank: 'Rang',
    fields: { name: 'Votre nom', email: 'Votre adresse e-mail', phone: 'Votre numéro de téléphone' },
    stars: (n: number) => (n === 1 ? '1 étoile' : `${n} étoiles`),
    smileys: ['très mécontent', 'mécontent', 'ni l’un ni l’autre', 'content', 'très content'],
    agree: 'Oui',
    file: {
      picture: 'photo JPEG, PNG ou WebP',
      pdf: 'PDF',
      choose: (formats: string, megabytes: number) => `Choisir un fichier (${formats}, ${megabytes} Mo au plus)`,
      chooseSome: (formats: string, megabytes: number, most: number) =>
        `Choisir jusqu’à ${most} fichiers (${formats}, ${megabytes} Mo au plus chacun)`,
      kept: (at: number) => `Fichier ${at}, bien reçu`,
    },
    doneTitle: 'Merci pour vos réponses.',
  },
  en: {
    page: (at: number, of: number) => `Page ${at} of ${of}`,
    next: 'Continue',
    finish: 'Send',
    back: 'Previous page',
    optional: 'optional',
    faults: (n: number) => (n === 1 ? 'One answer needs another look' : `${n} answers need another look`),
    rank: 'Rank',
    fields: { name: 'Your name', email: 'Your e-mail address', phone: 'Your phone number' },
    stars: (n: number) => (n === 1 ? '1 star' : `${n} stars`),
    smileys: ['very unhappy', 'unhappy', 'neither', 'happy', 'very happy'],
    agree: 'Yes',
    file: {
      picture: 'JPEG, PNG or WebP picture',
      pdf: 'PDF',
      choose: (formats: string, megabytes: number) => `Choose a file (${formats}, ${megabytes} MB at most)`,
      chooseSome: (formats: string, megabytes: number, most: number) =>
        `Choose up to ${most} files (${formats}, ${megabytes} MB at most each)`,
      kept: (at: number) => `File ${at}, received`,
    },
    doneTitle: 'Thank you for your answers.',
  },
} as const satisfies Record<Tongue, unknown>
