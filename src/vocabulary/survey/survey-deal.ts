import type { Choice, Question, Survey } from './survey.ts'

/** A number of 32 bits that tells nothing of the text it comes from: FNV-1a, stirred as MurmurHash ends. */
function stirred(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

const inLot = <Item>(items: readonly Item[], key: (item: Item) => string): readonly Item[] =>
  items
    .map(item => ({ item, lot: stirred(key(item)) }))
    .sort((a, b) => a.lot - b.lot)
    .map(({ item }) => item)

/** The rotating blocks of a survey, in the order of their first pages. */
export const blocksOf = ({ pages, rotate }: Survey): readonly string[] =>
  rotate ? [...new Set(pages.flatMap(({ block }) => (block === undefined ? [] : [block])))] : []

/** Whether two people may be asked otherwise than by their answers. */
export const isDealt = (survey: Survey): boolean =>
  blocksOf(survey).length > 0 || survey.pages.some(page => page.questions.some(({ shuffle }) => shuffle))

/**
 * The survey as one person is asked it: so many of its rotating blocks, and offered answers in an order of their own. The
 * same seed gives the same, on a page, on a tablet and in a corner of a web site, today and tomorrow.
 */
export function dealtSurvey(survey: Survey, seed: string): Survey {
  if (!isDealt(survey)) return survey
  const drawn = new Set(
    inLot(blocksOf(survey), block => `${seed} block ${block}`).slice(
      0,
      survey.rotate?.take ?? Number.POSITIVE_INFINITY,
    ),
  )
  const pages = survey.rotate
    ? survey.pages.filter(({ block }) => block === undefined || drawn.has(block))
    : survey.pages
  return {
    ...survey,
    pages: pages.map(page => ({ ...page, questions: page.questions.map(one => shuffled(one, seed)) })),
  }
}

/** In a table the lines change places: its answers are a scale. */
function shuffled(question: Question, seed: string): Question {
  const part = question.kind === 'matrix' ? 'rows' : 'choices'
  const listed = question[part]
  if (!question.shuffle || !listed) return question
  return { ...question, [part]: turned(listed, `${seed} ${question.id}`) }
}

/** "Something else" and "none of these" keep their places; the others change theirs. */
function turned(listed: readonly Choice[], seed: string): Choice[] {
  const stays = ({ stays: told, alone }: Choice) => told || alone
  const free = [
    ...inLot(
      listed.filter(one => !stays(one)),
      ({ id }) => `${seed} ${id}`,
    ),
  ]
  return listed.map(one => (stays(one) ? one : free.shift()!))
}
