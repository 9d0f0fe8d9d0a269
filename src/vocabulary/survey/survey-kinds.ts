/**
 * What a survey is for. The kind sets its defaults: a hot one asks right after a moment and for a few days, a cold one
 * about the whole of it, a barometer in waves that compare.
 */
export const surveyKinds = ['hot', 'cold', 'barometer', 'micro', 'nonPurchase', 'test'] as const
export type SurveyKind = (typeof surveyKinds)[number]

export const questionKinds = [
  'nps',
  'csat',
  'ces',
  'scale',
  'stars',
  'smileys',
  'single',
  'multiple',
  'ranking',
  'matrix',
  'text',
  'number',
  'date',
  'contact',
  'file',
  'consent',
  'note',
] as const
export type QuestionKind = (typeof questionKinds)[number]

/** The scales that a kind may have, `[min, max]`, the usual one first. CES is asked so that high means easy (CES 2.0). */
export const scalesOf = {
  nps: [[0, 10]],
  csat: [
    [1, 5],
    [1, 3],
    [1, 4],
    [1, 6],
    [1, 7],
    [1, 10],
  ],
  ces: [
    [1, 7],
    [1, 5],
  ],
  scale: [
    [1, 5],
    [0, 10],
    [1, 7],
    [1, 10],
    [1, 4],
    [1, 3],
    [1, 6],
  ],
  stars: [[1, 5]],
  smileys: [
    [1, 5],
    [1, 3],
  ],
} as const satisfies Partial<Record<QuestionKind, readonly (readonly [number, number])[]>>
export type ScaleKind = keyof typeof scalesOf

/** What may be sent to a question for files. What a file is, is read in its bytes, whatever it calls itself. */
export const fileFormats = ['picture', 'pdf'] as const
export type FileFormat = (typeof fileFormats)[number]

export const contactFields = ['name', 'email', 'phone'] as const
