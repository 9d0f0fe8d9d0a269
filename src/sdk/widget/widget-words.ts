import type { Tongue } from '../../vocabulary/map/label-in.ts'

/** The words of the widget besides those of surveys. */
export const widgetWords = {
  fr: {
    close: 'Fermer l’enquête',
    here: 'Une courte enquête est en fin de page.',
    kept: 'Sans réseau, vos réponses sont gardées ici et envoyées dès qu’il revient.',
  },
  en: {
    close: 'Close the survey',
    here: 'A short survey is at the end of the page.',
    kept: 'Without a network, your answers are kept here and sent as soon as it is back.',
  },
} as const satisfies Record<Tongue, Record<string, string>>
