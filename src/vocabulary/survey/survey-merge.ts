import type { Question, Survey, SurveyPage } from './survey.ts'

/** A place that two people wrote otherwise: `questions.score.text.fr`. What one took away, and the other changed, is null. */
export type SurveyClash = { readonly path: readonly string[]; readonly mine: unknown; readonly theirs: unknown }

type Json = Readonly<Record<string, unknown>>

/**
 * What two people made of one survey, put together: what only one of them changed is as they left it. Where both changed
 * the same place mine stands, and both are told. A question that one removed and the other changed stays.
 */
export function mergedSurvey(
  base: Survey,
  mine: Survey,
  theirs: Survey,
): { readonly survey: Survey; readonly clashes: readonly SurveyClash[] } {
  const clashes: SurveyClash[] = []
  const [was, my, their] = [apart(base), apart(mine), apart(theirs)]
  const questions = join(was.questions, my.questions, their.questions, ['questions'], clashes) as Record<
    string,
    Question
  >
  const rest = join(was.rest, my.rest, their.rest, [], clashes) as unknown as Survey
  const pages = join(was.pages, my.pages, their.pages, ['pages'], clashes) as unknown as readonly Laid[]
  const placed = new Set<string>()
  const laid = pages.map(page => ({
    ...page,
    questions: page.questions.filter(id => id in questions && !placed.has(id) && Boolean(placed.add(id))),
  }))
  // Kept although it was removed on one side: it goes where the other side had it.
  for (const id of Object.keys(questions)) {
    if (placed.has(id)) continue
    const home = [...my.pages, ...their.pages].find(page => page.questions.includes(id))
    const page = laid.find(one => one.id === home?.id) ?? laid[0]
    page?.questions.push(id)
  }
  const survey = {
    ...rest,
    pages: laid.map(page => ({ ...page, questions: page.questions.map(id => questions[id]!) })),
  }
  return { survey, clashes }
}

/** A page that names its questions. */
type Laid = Omit<SurveyPage, 'questions'> & { readonly questions: readonly string[] }

function apart({ pages, ...rest }: Survey) {
  const all = pages.flatMap(page => page.questions)
  return {
    rest: rest as Json,
    questions: Object.fromEntries(all.map(one => [one.id, one])) as Json,
    pages: pages.map((page): Laid => ({ ...page, questions: page.questions.map(({ id }) => id) })),
  }
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
type Named = Json & { readonly id: string }
const areNamed = (value: unknown): value is readonly Named[] =>
  Array.isArray(value) && value.every(one => isObject(one) && typeof one.id === 'string')
const areIds = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(one => typeof one === 'string')

function join(base: unknown, mine: unknown, theirs: unknown, path: readonly string[], clashes: SurveyClash[]): unknown {
  if (isSame(mine, theirs) || isSame(theirs, base)) return mine
  if (isSame(mine, base)) return theirs
  if (isObject(mine) && isObject(theirs)) {
    const was = isObject(base) ? base : {}
    const keys = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])]
    return Object.fromEntries(
      keys
        .map(key => [key, join(was[key], mine[key], theirs[key], [...path, key], clashes)] as const)
        .filter(([, value]) => value !== undefined),
    )
  }
  if (areNamed(mine) && areNamed(theirs)) {
    const was = areNamed(base) ? base : []
    const [byWas, byMine, byTheirs] = [was, mine, theirs].map(list => new Map(list.map(one => [one.id, one])))
    const ids = order(
      was.map(({ id }) => id),
      mine.map(({ id }) => id),
      theirs.map(({ id }) => id),
    )
    return ids
      .map(id => join(byWas!.get(id), byMine!.get(id), byTheirs!.get(id), [...path, id], clashes))
      .filter(one => one !== undefined)
  }
  if ((path.at(-1) === 'questions' || path.at(-1) === 'setAside') && areIds(mine) && areIds(theirs)) {
    const was = areIds(base) ? base : []
    const gone = (id: string) => was.includes(id) && !(mine.includes(id) && theirs.includes(id))
    return order(was, mine, theirs).filter(id => !gone(id))
  }
  clashes.push({ path, mine: mine ?? null, theirs: theirs ?? null })
  return mine === undefined ? theirs : mine
}

/** All that either has, in the order of whoever changed it; what the other added stands after what it followed there. */
function order(was: readonly string[], mine: readonly string[], theirs: readonly string[]): readonly string[] {
  const common = (list: readonly string[]) => list.filter(id => was.includes(id) && mine.includes(id))
  const [first, second] = isSame(common(mine), common(was)) ? [theirs, mine] : [mine, theirs]
  const ids = [...first]
  for (const [at, id] of second.entries()) {
    if (ids.includes(id)) continue
    const before = second.slice(0, at).findLast(one => ids.includes(one))
    ids.splice(before === undefined ? 0 : ids.indexOf(before) + 1, 0, id)
  }
  return ids
}

/** The survey with one side's say at the place of a clash; null takes away what stands there. */
export function withSay(survey: Survey, path: readonly string[], value: unknown): Survey {
  const { rest, questions, pages } = apart(survey)
  const [first, ...deeper] = path
  if (first === 'questions') {
    const asked = put(questions, deeper, value) as Record<string, Question>
    const laid = pages.map(page => ({
      ...page,
      questions: page.questions.flatMap(id => (asked[id] ? [asked[id]] : [])),
    }))
    return { ...(rest as unknown as Survey), pages: laid }
  }
  if (first === 'pages') {
    const laid = put(pages, deeper, value) as readonly Laid[]
    return {
      ...(rest as unknown as Survey),
      pages: laid.map(page => ({ ...page, questions: page.questions.map(id => questions[id] as Question) })),
    }
  }
  return { ...(put(rest, path, value) as Survey), pages: survey.pages }
}

function put(into: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...deeper] = path
  if (key === undefined) return value
  if (areNamed(into)) {
    const left = deeper.length === 0 && value === null ? into.filter(({ id }) => id !== key) : into
    return left.map(one => (one.id === key ? put(one, deeper, value) : one))
  }
  const held = isObject(into) ? into : {}
  const { [key]: was, ...others } = held
  const next = deeper.length === 0 ? value : put(was, deeper, value)
  return next === null ? others : { ...others, [key]: next }
}
