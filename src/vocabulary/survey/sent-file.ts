import type { Question, Survey } from './survey.ts'
import type { FileFormat } from './survey-kinds.ts'

/** What a `file` question takes: which formats, how many files, and the most megabytes of each. */
export type FileRules = { readonly takes: readonly FileFormat[]; readonly most: number; readonly megabytes: number }

const usualMegabytes = 10
/** All the files of one response together. */
export const mostMegabytes = 40

export function fileRulesOf({
  takes = ['picture', 'pdf'],
  files = 1,
  largest = usualMegabytes,
}: Pick<Question, 'takes' | 'files' | 'largest'>): FileRules {
  return { takes, most: files, megabytes: largest }
}

/**
 * What the browser offers to choose from. Phones turn their own picture formats into one of these, as they are named one
 * by one; what arrives is looked at all the same.
 */
export const offeredTypes: Readonly<Record<FileFormat, string>> = {
  picture: 'image/jpeg,image/png,image/webp',
  pdf: 'application/pdf',
}

/** A file that was sent is called by a name of chance: it tells neither who sent it nor when. */
export const isFileId = (text: unknown): text is string => typeof text === 'string' && /^fil_[\w-]{24}$/.test(text)

/**
 * The survey as it is asked where nothing but words can be sent: on web sites, and on tablets that keep answers until the
 * network is back. A page that asked for files alone is passed over.
 */
export function withoutFiles(survey: Survey): Survey {
  if (!survey.pages.some(({ questions }) => questions.some(isFile))) return survey
  return {
    ...survey,
    pages: survey.pages.map(page => ({ ...page, questions: page.questions.filter(one => !isFile(one)) })),
  }
}

export const isFile = ({ kind }: Pick<Question, 'kind'>): boolean => kind === 'file'
