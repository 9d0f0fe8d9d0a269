import type { Label } from '../../../vocabulary/label.ts'
import type { Condition, Question, Survey } from '../../../vocabulary/survey/survey.ts'
import { pipesIn, pipeTo } from '../../../vocabulary/survey/survey-piping.ts'
import { freeId } from '../survey-edits.ts'

/** What became of what was copied: the survey with it, what is new, and how many conditions had to be left. */
export type Copied = { readonly survey: Survey; readonly made: readonly string[]; readonly left: number }

const stemOf = (id: string) => id.replace(/-\d+$/, '') || 'question'

/** The same question once more, right after it. It is asked in the same cases. */
export function duplicateQuestion(survey: Survey, id: string): { readonly survey: Survey; readonly id: string } {
  const made = freeId(survey, stemOf(id))
  const pages = survey.pages.map(page => ({
    ...page,
    questions: page.questions.flatMap(one => (one.id === id ? [one, { ...one, id: made }] : [one])),
  }))
  return { survey: { ...survey, pages }, id: made }
}

/** The same page once more, after it. What its questions say of one another, the copies say of the copies. */
export function duplicatePage(survey: Survey, id: string): { readonly survey: Survey; readonly id: string } {
  const at = survey.pages.findIndex(page => page.id === id)
  const page = survey.pages[at]
  if (!page) return { survey, id }
  const pageId = freeId(survey, 'page')
  const open: Survey = {
    ...survey,
    pages: [...survey.pages.slice(0, at + 1), { ...page, id: pageId, questions: [] }, ...survey.pages.slice(at + 1)],
  }
  const copied = copyQuestions(open, survey, page.questions, { page: pageId, keepsOthers: true })
  return { survey: copied.survey, id: pageId }
}

/**
 * Questions of a survey, this one or another, put at the end of a page or after a question. A condition or a repeated
 * answer that speaks of a question copied along speaks of its copy; of one that is not here it is left.
 */
export function copyQuestions(
  survey: Survey,
  from: Survey,
  questions: readonly Question[],
  to: { readonly page: string; readonly after?: string | undefined; readonly keepsOthers?: boolean },
): Copied {
  let grown = survey
  let left = 0
  const names = new Map<string, string>()
  const put = (made: Question) => {
    grown = {
      ...grown,
      pages: grown.pages.map(page => {
        if (page.id !== to.page) return page
        const after = to.after === undefined ? -1 : page.questions.findIndex(one => one.id === to.after)
        const held = page.questions.toSpliced(after < 0 ? page.questions.length : after + 1 + names.size, 0, made)
        return { ...page, questions: held }
      }),
    }
  }
  const every = new Set(from.pages.flatMap(page => page.questions.map(({ id }) => id)))
  const nameOf = (id: string) => names.get(id) ?? (to.keepsOthers && every.has(id) ? id : undefined)
  for (const question of questions) {
    const id = freeId(grown, to.keepsOthers ? stemOf(question.id) : question.id)
    const { showIf, ...rest } = question
    const mended = showIf && renamed(showIf, nameOf)
    if (showIf && !mended) left++
    put({
      ...rest,
      id,
      text: repiped(question.text, nameOf),
      ...(question.help ? { help: repiped(question.help, nameOf) } : {}),
      ...(mended ? { showIf: mended } : {}),
    })
    names.set(question.id, id)
  }
  return { survey: grown, made: [...names.values()], left }
}

/** The condition in other names; undefined when one of them has none. */
function renamed(condition: Condition, nameOf: (id: string) => string | undefined): Condition | undefined {
  const each = (parts: readonly Condition[]) => {
    const made = parts.map(one => renamed(one, nameOf))
    return made.every(one => one !== undefined) ? made : undefined
  }
  if ('all' in condition) {
    const all = each(condition.all)
    return all && { all }
  }
  if ('any' in condition) {
    const any = each(condition.any)
    return any && { any }
  }
  if ('not' in condition) {
    const not = renamed(condition.not, nameOf)
    return not && { not }
  }
  const id = nameOf('answered' in condition ? condition.answered : condition.question)
  if (id === undefined) return undefined
  return 'answered' in condition ? { answered: id } : { ...condition, question: id }
}

function repiped(label: Label, nameOf: (id: string) => string | undefined): Label {
  const said = (text: string) =>
    pipesIn(text).reduce((told, { written, question, fallback }) => {
      if (question === undefined) return told
      const id = nameOf(question)
      return told.replaceAll(written, id === undefined ? fallback : pipeTo(id, fallback))
    }, text)
  return {
    ...(label.fr === undefined ? {} : { fr: said(label.fr) }),
    ...(label.en === undefined ? {} : { en: said(label.en) }),
  }
}

/** The question at another place: before another one, or at the end of a page. A page that is left empty goes. */
export function placeQuestion(
  survey: Survey,
  id: string,
  to: { readonly page: string; readonly before?: string | undefined },
): Survey {
  const question = survey.pages.flatMap(page => page.questions).find(one => one.id === id)
  if (!question || to.before === id) return survey
  const pages = survey.pages.map(page => {
    const others = page.questions.filter(one => one.id !== id)
    if (page.id !== to.page) return { ...page, questions: others }
    const at = others.findIndex(one => one.id === to.before)
    return { ...page, questions: others.toSpliced(at < 0 ? others.length : at, 0, question) }
  })
  return { ...survey, pages: pages.filter(page => page.questions.length > 0) }
}

/** Where a question stands, counted from one: for whoever hears it said. */
export function placeOf(survey: Survey, id: string) {
  const page = survey.pages.findIndex(one => one.questions.some(question => question.id === id))
  const at = survey.pages[page]?.questions.findIndex(one => one.id === id) ?? -1
  return { page: page + 1, at: at + 1, of: survey.pages[page]?.questions.length ?? 0 }
}
