import type { Label } from '../label.ts'
import type { Question } from './survey.ts'

const both = (fr: string, en: string): Label => ({ fr, en })
const choices = (...told: readonly (readonly [id: string, fr: string, en: string])[]) =>
  told.map(([id, fr, en]) => ({ id, label: both(fr, en) }))

/** Questions that practitioners ask again and again, in both languages, to be used as they are. */
export const readyQuestions = [
  {
    name: 'duration',
    question: {
      id: 'felt-duration',
      kind: 'single',
      text: both('Combien de temps cela vous a-t-il semblé durer ?', 'How long did it seem to take?'),
      choices: choices(
        ['minutes', 'Quelques minutes', 'A few minutes'],
        ['hour', 'Jusqu’à une heure', 'Up to an hour'],
        ['day', 'Jusqu’à un jour', 'Up to a day'],
        ['week', 'Jusqu’à une semaine', 'Up to a week'],
        ['more', 'Plus longtemps', 'Longer'],
      ),
    },
  },
  {
    name: 'pace',
    question: {
      id: 'felt-pace',
      kind: 'scale',
      text: both('Que dites-vous de ce temps ?', 'What do you say of that time?'),
      min: 1,
      max: 5,
      lowLabel: both('beaucoup trop long', 'far too long'),
      highLabel: both('très court', 'very short'),
    },
  },
  {
    name: 'fluidity',
    question: {
      id: 'fluidity',
      kind: 'scale',
      text: both('Avez-vous avancé d’une étape à l’autre sans accroc ?', 'Did you go from step to step smoothly?'),
      min: 1,
      max: 5,
      lowLabel: both('pas du tout', 'not at all'),
      highLabel: both('tout à fait', 'completely'),
    },
  },
  {
    name: 'emotions',
    question: {
      id: 'emotions',
      kind: 'multiple',
      text: both('Quels mots disent ce que vous ressentiez ?', 'Which words say how you felt?'),
      shuffle: true,
      choices: [
        ...choices(
          ['calm', 'Serein', 'Calm'],
          ['pleased', 'Content', 'Pleased'],
          ['surprised', 'Surpris', 'Surprised'],
          ['impatient', 'Impatient', 'Impatient'],
          ['worried', 'Inquiet', 'Worried'],
          ['annoyed', 'Agacé', 'Annoyed'],
        ),
        { id: 'none', label: both('Aucun de ces mots', 'None of these words'), alone: true },
      ],
    },
  },
  {
    name: 'thoughts',
    question: {
      id: 'thoughts',
      kind: 'text',
      text: both('À ce moment-là, que vous disiez-vous ?', 'At that moment, what were you thinking?'),
      limit: 500,
    },
  },
] as const satisfies readonly { readonly name: string; readonly question: Question }[]
