import { labelIn, type Tongue } from '../../vocabulary/map/label-in.ts'
import { html } from '../../vocabulary/map/markup.ts'
import type { Answers, Survey } from '../../vocabulary/survey/survey.ts'
import type { AnswerFault } from '../../vocabulary/survey/survey-answers.ts'
import { questionField, words } from '../../vocabulary/survey/survey-field.ts'
import { judgePage, passageAfter } from '../../vocabulary/survey/survey-passage.ts'
import { type AskedPage, endingOf, pathOf } from '../../vocabulary/survey/survey-path.ts'
import { pipedSurvey } from '../../vocabulary/survey/survey-piping.ts'
import { surveyWords } from '../../vocabulary/survey/survey-words.ts'
import { quiet } from '../quiet.ts'

export type Flow = {
  readonly survey: Survey
  readonly tongue: Tongue
  /** Where it is answered, for texts that name it. */
  readonly place: string
  /** What pages and their end are drawn into. */
  readonly content: HTMLElement
  /** Takes a page of answers, which was judged already. */
  readonly answer: (form: URLSearchParams) => void
  readonly ended: () => void
}

/**
 * Asks a survey page by page without a server between: the same way, the same judge and the same markup as on the pages
 * that a server draws. The first page is drawn at once.
 */
export function openFlow({ survey, tongue, place, content, answer, ended }: Flow): void {
  const said = surveyWords[tongue]
  const title = labelIn(survey.title, tongue).text
  const since = String(Date.now())
  let answers: Answers = {}
  let passed: readonly string[] = []

  const draw = (page: AskedPage, faults: readonly AnswerFault[]): void => {
    const spoken = pipedSurvey(survey, { answers, place })
    const path = pathOf(spoken, answers)
    const at = path.findIndex(one => one.page.id === page.page.id)
    const { questions } = path[at] ?? page
    const position = path.length > 1 && said.page(at + 1, path.length)
    const isFirst = passed.length === 0
    content.innerHTML = trusted(
      html`<form novalidate autocomplete="off"><h1${!isFirst && html` class="aloud"`} tabindex="-1">${title}</h1>${
        isFirst && spoken.intro && html`<p class="intro">${words(spoken.intro, tongue)}</p>`
      }${faults.length > 0 && html`<p class="fault" role="alert">${said.faults(faults.length)}</p>`}
<p class="aloud" aria-hidden="true"><input name="website" tabindex="-1" autocomplete="off"></p>${questions.map(
        question =>
          questionField(question, {
            tongue,
            answer: answers[question.id],
            fault: faults.find(fault => fault.question === question.id)?.[tongue],
          }),
      )}<p class="onward"><button>${at === path.length - 1 ? said.finish : said.next}</button>${
        position && html`<span class="help">${position}</span>`
      }</p>${isFirst && survey.notice && html`<p class="help">${words(survey.notice, tongue)}</p>`}</form>`.markup,
    )
    const form = content.querySelector('form')!
    form.addEventListener('submit', event => {
      event.preventDefault()
      quiet(take)(
        form,
        page.page.id,
        questions.map(({ id }) => id),
      )
    })
  }
  const take = (form: HTMLFormElement, page: string, asked: readonly string[]): void => {
    const fields = new URLSearchParams()
    new FormData(form).forEach((value, name) => {
      if (typeof value === 'string') fields.append(name, value)
    })
    const sent = { page, asked, form: fields }
    const judged = judgePage(survey, answers, sent)
    answers = judged.answers
    const [wrong] = judged.faults
    if (wrong) {
      const again = pathOf(survey, answers).find(one => one.page.id === page)
      if (again) draw(again, judged.faults)
      content.querySelector(`[id="q-${wrong.question}"]`)?.querySelector<HTMLElement>('input,select,textarea')?.focus()
      return
    }
    const after = passageAfter(survey, answers, passed, sent)
    passed = after.passed
    for (const [name, value] of Object.entries({ page, asked: asked.join(' '), since, lang: tongue }))
      fields.set(name, value)
    const [next] = after.left
    if (next) draw(next, [])
    else finish()
    // The button that was pressed is gone: whoever was in here stays in here.
    content.querySelector<HTMLElement>(next ? 'input:not([name=website]),select,textarea' : 'h1')?.focus()
    answer(fields)
  }
  const finish = (): void => {
    const ending = endingOf(pipedSurvey(survey, { answers, place }), answers)
    content.innerHTML = trusted(
      html`<div class="end"><h1 tabindex="-1">${ending ? labelIn(ending.title, tongue).text : said.doneTitle}</h1>${
        ending?.text && html`<p>${words(ending.text, tongue)}</p>`
      }</div>`.markup,
    )
    ended()
  }

  const [first] = pathOf(survey, answers)
  if (first) draw(first, [])
}

const same = { createHTML: (text: string): string => text }

/** The markup is made by `html`, which escapes all that it is given; pages that ask for a policy are given one. */
const policy = quiet(() =>
  (
    globalThis as { trustedTypes?: { createPolicy(name: string, rules: typeof same): typeof same } }
  ).trustedTypes?.createPolicy('parcours', same),
)()
const trusted = (markup: string): string => (policy ?? same).createHTML(markup)
