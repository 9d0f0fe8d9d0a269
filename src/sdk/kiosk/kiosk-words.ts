import type { Tongue } from '../../vocabulary/map/label-in.ts'

/** The words of a tablet in a place, besides those of surveys. */
export const kioskWords = {
  fr: {
    still: 'Êtes-vous encore là ?',
    back: (seconds: number) => `Sans réponse, l’enquête recommence dans ${seconds} secondes.`,
    stay: 'Je continue',
    again: 'Recommencer',
    whole: 'Plein écran',
    waiting: (n: number) => (n === 1 ? '1 page attend le réseau' : `${n} pages attendent le réseau`),
    other: 'English',
  },
  en: {
    still: 'Are you still there?',
    back: (seconds: number) => `Without an answer, the survey starts again in ${seconds} seconds.`,
    stay: 'I go on',
    again: 'Start again',
    whole: 'Full screen',
    waiting: (n: number) => (n === 1 ? '1 page waits for the network' : `${n} pages wait for the network`),
    other: 'Français',
  },
} as const satisfies Record<Tongue, unknown>
