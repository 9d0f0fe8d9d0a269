import { labelIn, type Tongue } from '../../vocabulary/label.ts'
import { type Html, html } from '../../vocabulary/map/markup.ts'
import { isFile } from '../../vocabulary/survey/sent-file.ts'
import type { Answers, Survey } from '../../vocabulary/survey/survey.ts'
import type { AnswerFault } from '../../vocabulary/survey/survey-answers.ts'
import { questionField, words } from '../../vocabulary/survey/survey-field.ts'
import { type AskedPage, endingOf } from '../../vocabulary/survey/survey-path.ts'
import { lookOf, themeStyle } from '../../vocabulary/survey/survey-theme.ts'
import { pageWords } from './page-words.ts'

export type ShownPage = {
  readonly survey: Survey
  readonly tongue: Tongue
  readonly path: readonly AskedPage[]
  readonly at: AskedPage
  readonly answers: Answers
  readonly faults: readonly AnswerFault[]
  /** The address that the form is sent to, and pages are read at. */
  readonly address: string
  /** When this person saw their first page, in milliseconds of the epoch. */
  readonly since: number
  /** What the script of a tablet needs to know. */
  readonly kiosk?: object
  /** What draws this person's blocks and orders, as long as there is no response that remembers it. */
  readonly deal?: string | undefined
  /** Work that the browser is asked to do before the first page is taken. */
  readonly challenge?: string | undefined
}

/** A page of a survey: a form that any browser sends, with no programme in it. */
export function surveyPage({
  survey,
  tongue,
  path,
  at,
  answers,
  faults,
  address,
  since,
  kiosk,
  challenge,
  deal,
}: ShownPage): string {
  const dealt = deal && html`&amp;deal=${deal}`
  const said = pageWords[tongue]
  const place = path.indexOf(at)
  const isFirst = place === 0
  const last = place === path.length - 1
  const title = labelIn(survey.title, tongue).text
  const here = faults.filter(fault => at.questions.some(({ id }) => id === fault.question))
  const before = path[place - 1]
  const position = path.length > 1 ? said.page(place + 1, path.length) : undefined
  const other = survey.languages.length > 1 ? (tongue === 'fr' ? 'en' : 'fr') : undefined
  const body = html`<header><p class="survey">${!isFirst && title}</p>${
    other &&
    html`<a class="other" hreflang="${other}" lang="${other}" href="${address}?lang=${other}${dealt}">${said.other}</a>`
  }</header>
<main>${
    here.length > 0 &&
    html`<div class="faults" role="alert" tabindex="-1"><h2>${said.faults(here.length)}</h2><ul>${here.map(
      fault =>
        html`<li><a href="#q-${fault.question}">${textOf(at, fault.question, tongue)}</a><br>${fault[tongue]}</li>`,
    )}</ul></div>`
  }
<h1${!isFirst && html` class="aloud"`}>${title}</h1>
${isFirst && survey.intro && html`<p class="intro">${words(survey.intro, tongue)}</p>`}
<form method="post" action="${address}?lang=${tongue}${dealt}"${at.questions.some(isFile) && html` enctype="multipart/form-data"`} novalidate>
<input type="hidden" name="page" value="${at.page.id}"><input type="hidden" name="asked" value="${at.questions.map(({ id }) => id).join(' ')}"><input type="hidden" name="since" value="${since}">${
    challenge &&
    html`<input type="hidden" name="proof" data-challenge="${challenge}"><noscript><p class="fault">${said.needsScript}</p></noscript><script src="/sdk/proof.js" defer></script>`
  }
<p class="trap" aria-hidden="true"><label>${said.trap}<input name="website" tabindex="-1" autocomplete="off"></label></p>
${at.questions.map(question =>
  questionField(question, {
    tongue,
    answer: answers[question.id],
    fault: here.find(fault => fault.question === question.id)?.[tongue],
  }),
)}
<p class="onward"><button>${last ? said.finish : said.next}</button>${
    before && html`<a href="${address}?lang=${tongue}&amp;page=${before.page.id}">${said.back}</a>`
  }${position && html`<span class="position">${position}</span>`}</p></form>
${isFirst && survey.notice && html`<p class="notice">${words(survey.notice, tongue)}</p>`}
${!isFirst && html`<p class="notice">${said.keep}</p>`}</main>`
  const head = [here.length > 0 && said.faults(here.length), title, position].filter(Boolean).join(' · ')
  return surveyDocument(tongue, head, body, survey, kiosk)
}

function textOf({ questions }: AskedPage, id: string, tongue: Tongue): Html | null {
  return words(questions.find(question => question.id === id)?.text, tongue)
}

/** What is read at the end. */
export function endPage(survey: Survey, tongue: Tongue, answers: Answers): string {
  const ending = endingOf(survey, answers)
  const title = ending ? labelIn(ending.title, tongue).text : pageWords[tongue].doneTitle
  const text = ending?.text && html`<p>${words(ending.text, tongue)}</p>`
  return surveyDocument(tongue, title, html`<main class="end"><h1>${title}</h1>${text}</main>`, survey)
}

/** A page that says one thing. */
export function surveyNotice(tongue: Tongue, title: string, text: string): string {
  return surveyDocument(tongue, title, html`<main class="end"><h1>${title}</h1><p>${text}</p></main>`, undefined)
}

export function surveyDocument(
  tongue: Tongue,
  title: string,
  body: Html,
  survey: Pick<Survey, 'accent' | 'theme'> | undefined,
  kiosk?: object,
): string {
  const style = themeStyle(survey && lookOf(survey))
  const logo = survey?.theme?.logo
  return html`<!doctype html>
<html lang="${tongue}"${style && html` style="${style}"`}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow"><meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark">
<title>${title}</title><link rel="icon" href="/mark.svg"><link rel="stylesheet" href="/sdk/survey.css">${kiosk && html`<script src="/sdk/kiosk.js" defer></script>`}</head>
<body${kiosk && html` class="kiosk" data-kiosk="${JSON.stringify(kiosk)}"`}>${logo && html`<p class="logo"><img src="${logo}" alt=""></p>`}${body}</body></html>
`.markup
}
