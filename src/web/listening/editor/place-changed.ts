import type { Survey } from '../../../vocabulary/survey/survey.ts'

type Written = { readonly survey: Survey }

/** The one place that a change is about: the id of a question or ending, or the name of a part. Empty for several. */
export function placeChanged(before: Written, after: Written): string {
  const [was, is] = [before.survey, after.survey]
  if (was === is) return 'facts'
  const parts = (Object.keys({ ...was, ...is }) as (keyof Survey)[]).filter(key => was[key] !== is[key])
  const [part] = parts
  if (parts.length !== 1 || part === undefined) return ''
  if (part === 'pages') return single(questionsIn(was), questionsIn(is))
  if (part === 'endings') return single(was.endings, is.endings)
  return part
}

const questionsIn = (survey: Survey) => survey.pages.flatMap(page => page.questions)

type Named = { readonly id: string }

function single(was: readonly Named[], is: readonly Named[]): string {
  if (was.length !== is.length) {
    const more = is.length > was.length ? [is, was] : [was, is]
    const gone = more[0]!.filter(one => !more[1]!.some(({ id }) => id === one.id))
    // What is no longer there cannot be shown: where it stood can.
    const [only] = gone
    if (!only || gone.length > 1) return ''
    return is.length > was.length ? only.id : (is[Math.max(0, was.indexOf(only) - 1)]?.id ?? '')
  }
  const changed = is.filter((one, at) => one !== was[at])
  return changed.length === 1 && was.some(({ id }) => id === changed[0]!.id) ? changed[0]!.id : ''
}
