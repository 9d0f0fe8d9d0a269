import type { Label } from '../label.ts'
import { labelIn, type Tongue } from '../map/label-in.ts'
import { type Html, html } from '../map/markup.ts'
import { fileRulesOf, offeredTypes } from './sent-file.ts'
import type { Answer, Choice, Question } from './survey.ts'
import { usualLimit } from './survey-answers.ts'
import { fieldName } from './survey-form.ts'
import { surveyWords } from './survey-words.ts'

export type FieldState = {
  readonly tongue: Tongue
  readonly answer: Answer | undefined
  readonly fault: string | undefined
}

/** Words in the language of the page; in the other one they say so, so that they are read aloud in theirs. */
export function words(label: Label | undefined, tongue: Tongue): Html | null {
  if (!label) return null
  const { text, fallback } = labelIn(label, tongue)
  return fallback ? html`<span lang="${tongue === 'fr' ? 'en' : 'fr'}">${text}</span>` : html`${text}`
}

/** One question as a group of native controls: it works without a programme, by keyboard, and read aloud. */
export function questionField(question: Question, state: FieldState): Html {
  const { tongue, fault } = state
  const { id, kind, text, help, required } = question
  if (kind === 'note') return html`<p class="note">${words(text, tongue)}</p>`
  const said = surveyWords[tongue]
  const label = html`${words(text, tongue)}${!required && html` <span class="optional">(${said.optional})</span>`}`
  const described = [help && `h-${id}`, fault && `f-${id}`].filter(Boolean).join(' ')
  const notes = html`${help && html`<p class="help" id="h-${id}">${words(help, tongue)}</p>`}
${fault && html`<p class="fault" id="f-${id}">${fault}</p>`}`
  const attributes = html`${described && html` aria-describedby="${described}"`}${fault && html` aria-invalid="true"`}`
  if (kind === 'text' || kind === 'number' || kind === 'date')
    return html`<div class="question" id="q-${id}"><label for="i-${id}"><h2>${label}</h2></label>${notes}${oneField(question, state, attributes)}</div>`
  return html`<fieldset class="question ${kind}" id="q-${id}"${described && html` aria-describedby="${described}"`}>
<legend><h2>${label}</h2></legend>${notes}${controls(question, state)}</fieldset>`
}

function oneField({ id, kind, limit, min, max }: Question, { answer }: FieldState, attributes: Html): Html {
  const value = answer === undefined ? '' : String(answer)
  const common = html`id="i-${id}" name="${fieldName(id)}"${attributes}`
  if (kind === 'text') return html`<textarea ${common} rows="4" maxlength="${limit ?? usualLimit}">${value}</textarea>`
  if (kind === 'date') return html`<input ${common} type="date" value="${value}">`
  const bounds = html`${min !== undefined && html` min="${min}"`}${max !== undefined && html` max="${max}"`}`
  return html`<input ${common} type="number" inputmode="decimal" step="any" value="${value}"${bounds}>`
}

function controls(question: Question, { tongue, answer }: FieldState): Html {
  const { id, kind, choices = [], rows = [], fields = [] } = question
  const said = surveyWords[tongue]
  const checked = (is: boolean) => is && html` checked`
  const choiceOf = (choice: Choice, type: 'radio' | 'checkbox', name: string, on: boolean) =>
    html`<label class="choice"><input type="${type}" name="${name}" value="${choice.id}"${checked(on)}><span>${words(choice.label, tongue)}</span></label>`
  switch (kind) {
    case 'nps':
    case 'csat':
    case 'ces':
    case 'scale':
    case 'stars':
    case 'smileys':
      return scale(question, tongue, answer)
    case 'single':
      return html`${choices.map(one => choiceOf(one, 'radio', fieldName(id), answer === one.id))}`
    case 'multiple': {
      const chosen = Array.isArray(answer) ? answer : []
      return html`${choices.map(one => choiceOf(one, 'checkbox', fieldName(id), chosen.includes(one.id)))}`
    }
    case 'ranking': {
      const order = Array.isArray(answer) ? answer : []
      const ranks = choices.map((_, at) => at + 1)
      return html`${choices.map(
        one =>
          html`<label class="rank"><select name="${fieldName(id, one.id)}"><option value="">–</option>${ranks.map(
            rank => html`<option value="${rank}"${order[rank - 1] === one.id && html` selected`}>${rank}</option>`,
          )}</select><span>${words(one.label, tongue)}</span></label>`,
      )}`
    }
    case 'matrix': {
      const given = typeof answer === 'object' && !Array.isArray(answer) ? (answer as Record<string, string>) : {}
      return html`${rows.map(
        row =>
          html`<fieldset class="row"><legend>${words(row.label, tongue)}</legend><div class="cells">${choices.map(one =>
            choiceOf(one, 'radio', fieldName(id, row.id), given[row.id] === one.id),
          )}</div></fieldset>`,
      )}`
    }
    case 'contact': {
      const given = typeof answer === 'object' && !Array.isArray(answer) ? (answer as Record<string, string>) : {}
      const types = { name: 'text', email: 'email', phone: 'tel' } as const
      return html`${fields.map(
        field =>
          html`<label class="detail"><span>${said.fields[field]}</span><input type="${types[field]}" name="${fieldName(id, field)}" value="${given[field] ?? ''}" maxlength="200" autocomplete="${field === 'phone' ? 'tel' : field}"></label>`,
      )}`
    }
    case 'file': {
      const { takes, most, megabytes } = fileRulesOf(question)
      const formats = takes.map(one => said.file[one]).join(', ')
      const received = Array.isArray(answer) ? (answer as readonly string[]) : []
      return html`${received.map(
        (one, at) =>
          html`<label class="choice"><input type="checkbox" name="${fieldName(id)}" value="${one}" checked><span>${said.file.kept(at + 1)}</span></label>`,
      )}<label class="detail"><span>${
        most === 1 ? said.file.choose(formats, megabytes) : said.file.chooseSome(formats, megabytes, most)
      }</span><input type="file" name="${fieldName(id)}" accept="${takes.map(one => offeredTypes[one]).join(',')}"${most > 1 && html` multiple`}></label>`
    }
    case 'consent':
      return html`<label class="choice"><input type="checkbox" name="${fieldName(id)}" value="yes"${checked(answer === true)}><span>${said.agree}</span></label>`
    case 'text':
    case 'number':
    case 'date':
    case 'note':
      return html``
    default:
      return kind satisfies never
  }
}

const faces = ['☹️', '🙁', '😐', '🙂', '😀']

/** The points of a scale. Both ends are said under it, and again with the points that they name for whoever hears it. */
function scale(
  { id, kind, min = 0, max = 10, lowLabel, highLabel }: Question,
  tongue: Tongue,
  answer: Answer | undefined,
): Html {
  const said = surveyWords[tongue]
  const points = Array.from({ length: max - min + 1 }, (_, step) => min + step)
  const name = (point: number): Html => {
    if (kind === 'stars')
      return html`<span class="aloud">${said.stars(point)}</span><span aria-hidden="true">${'★'.repeat(point)}</span>`
    if (kind === 'smileys') {
      const face = max === 3 ? (point - 1) * 2 : point - 1
      return html`<span class="aloud">${said.smileys[face] ?? point}</span><span class="face" aria-hidden="true">${faces[face]}</span>`
    }
    const end = point === min ? lowLabel : point === max ? highLabel : undefined
    return html`${point}${end && html`<span class="aloud">, ${words(end, tongue)}</span>`}`
  }
  const ends =
    (lowLabel || highLabel) &&
    html`<p class="ends" aria-hidden="true"><span>${words(lowLabel, tongue)}</span><span>${words(highLabel, tongue)}</span></p>`
  return html`<div class="points">${points.map(
    point =>
      html`<label class="point"><input type="radio" name="${fieldName(id)}" value="${point}"${answer === point && html` checked`}><span>${name(point)}</span></label>`,
  )}</div>${ends}`
}
