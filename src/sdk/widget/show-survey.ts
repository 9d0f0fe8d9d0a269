import { labelIn, type Tongue } from '../../vocabulary/label-in.ts'
import { html } from '../../vocabulary/markup.ts'
import type { Answers, Survey } from '../../vocabulary/survey.ts'
import type { AnswerFault } from '../../vocabulary/survey-answers.ts'
import { questionField, words } from '../../vocabulary/survey-field.ts'
import { judgePage, passageAfter } from '../../vocabulary/survey-passage.ts'
import { type AskedPage, endingOf, pathOf } from '../../vocabulary/survey-path.ts'
import { surveyWords } from '../../vocabulary/survey-words.ts'
import { quiet } from '../quiet.ts'
import { widgetWords } from './widget-words.ts'

declare const WIDGET_STYLE: string

export type Shown = { readonly close: () => void }

type Hearing = {
  /** Takes a page of answers; true once the server has it. */
  readonly answer: (form: URLSearchParams) => Promise<boolean>
  readonly dismissed: () => void
}

/**
 * Shows a survey in a corner of the page, at its end for those who come by keyboard. It takes no focus, keeps no key from
 * the page but what is typed into it, and stands in a tree of its own, which no style of the page reaches.
 */
export function showSurvey(survey: Survey, tongue: Tongue, hearing: Hearing): Shown {
  const said = { ...surveyWords[tongue], ...widgetWords[tongue] }
  const title = labelIn(survey.title, tongue).text
  const since = String(Date.now())
  const place = document.createElement('parcours-survey')
  const root = place.attachShadow({ mode: 'open' })
  // A sheet made by a script is no inline style: the strictest policy of a page allows it.
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(WIDGET_STYLE + accentRule(survey.accent))
  root.adoptedStyleSheets = [sheet]
  const region = document.createElement('section')
  region.lang = tongue
  region.dir = 'ltr'
  region.setAttribute('role', 'region')
  region.setAttribute('aria-label', title)
  const news = document.createElement('p')
  news.className = 'aloud'
  news.setAttribute('role', 'status')
  const close = document.createElement('button')
  close.type = 'button'
  close.className = 'close'
  close.setAttribute('aria-label', said.close)
  close.textContent = '×'
  const content = document.createElement('div')
  region.append(close, content, news)
  root.append(region)

  let answers: Answers = {}
  let passed: readonly string[] = []
  let ended = false
  /** Where the visitor was before they came in: Escape leads back there. */
  let cameFrom: Element | null = null

  const leave = (): void => {
    const inside = place.matches(':focus-within')
    place.remove()
    if (inside && cameFrom instanceof HTMLElement) cameFrom.focus()
  }
  const dismiss = quiet(() => {
    leave()
    if (!ended) hearing.dismissed()
  })
  const draw = (at: AskedPage, path: readonly AskedPage[], faults: readonly AnswerFault[]): void => {
    const place = path.findIndex(({ page }) => page.id === at.page.id)
    const position = path.length > 1 && said.page(place + 1, path.length)
    const isFirst = passed.length === 0
    content.innerHTML = trusted(
      html`<form novalidate><h1${!isFirst && html` class="aloud"`} tabindex="-1">${title}</h1>${
        isFirst && survey.intro && html`<p class="intro">${words(survey.intro, tongue)}</p>`
      }${faults.length > 0 && html`<p class="fault" role="alert">${said.faults(faults.length)}</p>`}
<p class="aloud" aria-hidden="true"><input name="website" tabindex="-1" autocomplete="off"></p>${at.questions.map(
        question =>
          questionField(question, {
            tongue,
            answer: answers[question.id],
            fault: faults.find(fault => fault.question === question.id)?.[tongue],
          }),
      )}<p class="onward"><button>${place === path.length - 1 ? said.finish : said.next}</button>${
        position && html`<span class="help">${position}</span>`
      }</p>${isFirst && survey.notice && html`<p class="help">${words(survey.notice, tongue)}</p>`}</form>`.markup,
    )
    const form = content.querySelector('form')!
    form.addEventListener('submit', event => {
      event.preventDefault()
      quiet(take)(form, at)
    })
  }
  const take = (form: HTMLFormElement, at: AskedPage): void => {
    const fields = new URLSearchParams()
    new FormData(form).forEach((value, name) => {
      if (typeof value === 'string') fields.append(name, value)
    })
    const asked = at.questions.map(({ id }) => id)
    const sent = { page: at.page.id, asked, form: fields }
    const judged = judgePage(survey, answers, sent)
    if (judged.faults.length > 0) {
      answers = judged.answers
      draw(at, pathOf(survey, answers), judged.faults)
      const wrong = content.querySelector(`[id="q-${judged.faults[0]!.question}"]`)
      wrong?.querySelector<HTMLElement>('input,select,textarea')?.focus()
      return
    }
    answers = judged.answers
    const after = passageAfter(survey, answers, passed, sent)
    passed = after.passed
    fields.set('page', at.page.id)
    fields.set('asked', asked.join(' '))
    fields.set('since', since)
    fields.set('lang', tongue)
    const taken = hearing.answer(fields)
    const next = after.left[0]
    if (next) draw(next, after.path, [])
    else finish()
    // The button that was pressed is gone: whoever was in here stays in here.
    content.querySelector<HTMLElement>(next ? 'input:not([name=website]),select,textarea' : 'h1')?.focus()
    void taken.then(arrived => {
      if (arrived) return
      const kept = document.createElement('p')
      kept.className = 'help'
      kept.textContent = said.kept
      content.querySelector('.end')?.append(kept)
      news.textContent = said.kept
    })
  }
  const finish = (): void => {
    ended = true
    const ending = endingOf(survey, answers)
    content.innerHTML = trusted(
      html`<div class="end"><h1 tabindex="-1">${ending ? labelIn(ending.title, tongue).text : said.doneTitle}</h1>${
        ending?.text && html`<p>${words(ending.text, tongue)}</p>`
      }</div>`.markup,
    )
  }

  close.addEventListener('click', dismiss)
  region.addEventListener('focusin', event => {
    const from = event.relatedTarget
    if (from instanceof Element && !place.contains(from) && from.getRootNode() !== root) cameFrom = from
  })
  // What is typed in here is no shortcut of the page; with a modifier, it is.
  for (const kind of ['keydown', 'keypress', 'keyup'] as const)
    region.addEventListener(kind, event => {
      if (kind === 'keydown' && event.key === 'Escape') dismiss()
      if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation()
    })

  const path = pathOf(survey, answers)
  if (path[0]) draw(path[0], path, [])
  document.body.append(place)
  // Said once it stands there: what a live region held from the beginning is not read.
  setTimeout(() => {
    news.textContent = said.here
  }, 100)
  return { close: leave }
}

/** The markup is made by `html`, which escapes all that it is given; pages that ask for a policy are given one. */
const policy = quiet(() =>
  (
    globalThis as {
      trustedTypes?: { createPolicy(name: string, rules: { createHTML(text: string): string }): typeof same }
    }
  ).trustedTypes?.createPolicy('parcours', { createHTML: (text: string) => text }),
)()
const same = { createHTML: (text: string): string => text }
const trusted = (markup: string): string => (policy ?? same).createHTML(markup)

/** White words on a light accent could not be read: dark ones then. */
function accentRule(accent: string | undefined): string {
  if (!accent || !/^#[0-9a-f]{6}$/i.test(accent)) return ''
  const [red, green, blue] = [1, 3, 5].map(at => (Number.parseInt(accent.slice(at, at + 2), 16) / 255) ** 2.2)
  const light = 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
  return `section{--accent:${accent};--on-accent:${light > 0.18 ? '#171613' : '#fff'}}`
}
