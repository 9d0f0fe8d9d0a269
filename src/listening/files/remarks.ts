import type { SurveyRemark } from '../../contract/survey-files.ts'

type Words = { readonly fr: string; readonly en: string }
export type Where = { readonly at?: string | undefined; readonly value?: string | undefined }

const mostRemarks = 300
const longestValue = 120

/** Everything there is to say of a file, gathered while it is read to its end. */
export type Remarks = {
  readonly error: (words: Words, where?: Where) => void
  readonly warn: (words: Words, where?: Where) => void
  readonly list: () => readonly SurveyRemark[]
  readonly refuses: () => boolean
}

export function gatherRemarks(): Remarks {
  const told = new Map<string, SurveyRemark>()
  const say = (weight: SurveyRemark['weight'], { fr, en }: Words, { at, value }: Where = {}) => {
    const key = `${weight} ${at} ${en} ${value}`
    if (told.has(key) || told.size >= mostRemarks) return
    const shown = value?.replace(/\s+/g, ' ').replaceAll('\u0000', '').toWellFormed().slice(0, longestValue)
    told.set(key, { weight, at: at?.toWellFormed().slice(0, longestValue) ?? null, value: shown ?? null, fr, en })
  }
  return {
    error: (words, where) => say('error', words, where),
    warn: (words, where) => say('warning', words, where),
    list: () => [...told.values()].sort((a, b) => Number(a.weight === 'warning') - Number(b.weight === 'warning')),
    refuses: () => [...told.values()].some(({ weight }) => weight === 'error'),
  }
}
