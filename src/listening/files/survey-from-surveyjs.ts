import type { Label, Tongue } from '../../vocabulary/label.ts'
import type { Condition, Ending, Question, Survey, SurveyPage } from '../../vocabulary/survey/survey.ts'
import { canBePiped, pipeTo } from '../../vocabulary/survey/survey-piping.ts'
import { variableQuestion } from '../../vocabulary/survey/survey-variables.ts'
import { conditionFromExpression, type ReadQuestion } from './condition-from-expression.ts'
import { both, type ReadElement, type Reading } from './element-of-surveyjs.ts'
import { questionFromSurveyJs, readNote } from './question-from-surveyjs.ts'
import type { Remarks } from './remarks.ts'
import { giveIds, guessTongue, isRaw, isTrue, listenTo, listOf, type Raw, textOf, tongueOf } from './surveyjs-parts.ts'
import { variablesFromSurveyJs } from './variables-from-surveyjs.ts'

const read = new Set(
  'title description pages elements questions completedHtml completedHtmlOnCondition locale firstPageIsStartPage firstPageIsStarted pageNextText completeText startSurveyText pagePrevText logo calculatedValues'.split(
    ' ',
  ),
)
const deepest = 8

/** Whether a file looks like a definition of SurveyJS. */
export function isSurveyJs(file: unknown): file is Raw {
  return isRaw(file) && (Array.isArray(file.pages) || Array.isArray(file.elements) || Array.isArray(file.questions))
}

/**
 * A SurveyJS definition as a survey of ours. Its page settings, triggers, sums and own code have no like here; each one
 * that is left, and each that is read otherwise than written, is told.
 */
export function surveyFromSurveyJs(file: Raw, language: Tongue | undefined, remarks: Remarks): Survey {
  const own = language ?? tongueOf(file.locale) ?? guessTongue(file) ?? 'en'
  // Heard first, so that the words added here are in the languages of the file.
  const ahead = listenTo(own)
  hear(file, ahead.label, 0)
  const speech = listenTo(own, ahead.spoken)
  const title = speech.label(file.title)
  const idOf = giveIds()
  const reading: Reading = { speech, remarks, idOf }
  for (const [key, value] of Object.entries(file))
    if (!read.has(key) && !(Array.isArray(value) && value.length === 0))
      remarks.warn(
        {
          fr: 'Ce réglage de l’enquête n’a pas d’équivalent ici : il est laissé.',
          en: 'This setting of the survey has no like here: it is left.',
        },
        { value: key },
      )
  const byName = new Map<string, ReadQuestion>()
  const waiting: { text: string; at: string; give: (condition: Condition) => void }[] = []
  const ask = (text: unknown, at: string, give: (condition: Condition) => void) => {
    const told = textOf(text)?.trim()
    if (told) waiting.push({ text: told, at, give })
  }

  type Growing = { -readonly [Key in keyof Question]: Question[Key] }
  const grown = (element: Raw, outer: readonly unknown[], depth: number): Growing[] => {
    const name = textOf(element.name) ?? ''
    const conditions = [...outer, element.visibleIf].filter(one => textOf(one)?.trim())
    if ((element.visible === false || element.visible === 'false') && !element.visibleIf) {
      remarks.warn(
        {
          fr: 'Cette question est cachée dans le fichier : elle est laissée.',
          en: 'This question is hidden in the file: it is left.',
        },
        { at: name },
      )
      return []
    }
    if (element.type === 'panel' && depth < deepest) {
      const heading = readNote({ name: `${name}-title` }, reading, element.title)
      const inside = listOf(element.elements ?? element.questions).filter(isRaw)
      return [...placed(heading, conditions), ...inside.flatMap(one => grown(one, conditions, depth + 1))]
    }
    return placed(questionFromSurveyJs(element, reading), conditions)
  }
  const placed = (made: ReadElement, conditions: readonly unknown[]): Growing[] =>
    made.map(({ name, question, values }) => {
      const growing: Growing = { ...question }
      if (!byName.has(name)) byName.set(name, { question: growing, values })
      for (const text of conditions)
        ask(text, name, condition => {
          growing.showIf = growing.showIf ? { all: [growing.showIf, condition] } : condition
        })
      return growing
    })

  const told = listOf(file.pages).filter(isRaw)
  const loose = [...listOf(file.elements), ...listOf(file.questions)].filter(isRaw)
  const rawPages: readonly Raw[] = told.length > 0 ? told : [{ name: 'page', elements: loose }]
  const isStarted = isTrue(file.firstPageIsStartPage) || isTrue(file.firstPageIsStarted)
  let intro = speech.label(file.description)
  const pages: { -readonly [Key in keyof SurveyPage]: SurveyPage[Key] }[] = []
  for (const [at, raw] of rawPages.entries()) {
    const id = idOf(textOf(raw.name) ?? '', 'page')
    const heading = readNote({ name: '' }, reading, raw.title)
    const about = readNote({ name: '' }, reading, raw.description)
    const elements = listOf(raw.elements ?? raw.questions).filter(isRaw)
    const questions = [
      ...placed(heading, []),
      ...placed(about, []),
      ...elements.flatMap(element => grown(element, [], 0)),
    ]
    if (questions.length === 0) continue
    if (at === 0 && isStarted && questions.every(({ kind }) => kind === 'note')) {
      const words = (tongue: Tongue) =>
        [intro?.[tongue], ...questions.map(({ text }) => text[tongue])].filter(Boolean).join('\n')
      const [fr, en] = [words('fr'), words('en')]
      intro = { ...(fr ? { fr } : {}), ...(en ? { en } : {}) } as typeof intro
      continue
    }
    if (questions.length > 40)
      remarks.warn(
        {
          fr: 'Plus de 40 questions sur une page : les suivantes passent à une autre page.',
          en: 'More than 40 questions on a page: the rest go to another page.',
        },
        { at: textOf(raw.name) },
      )
    for (let from = 0; from < questions.length; from += 40) {
      const page: (typeof pages)[number] = {
        id: from === 0 ? id : idOf(id, 'page'),
        questions: questions.slice(from, from + 40),
      }
      pages.push(page)
      ask(raw.visibleIf, textOf(raw.name) ?? `${at + 1}`, condition => {
        page.showIf = condition
      })
    }
  }
  if (pages.length > 40)
    remarks.error(
      { fr: 'Le fichier a plus de 40 pages.', en: 'The file has more than 40 pages.' },
      { value: String(pages.length) },
    )
  if (pages.length === 0) remarks.error({ fr: 'Le fichier ne pose aucune question.', en: 'The file asks no question.' })

  const computed = variablesFromSurveyJs(file, byName, speech, idOf)
  for (const variable of computed.variables) {
    const name = [...computed.byName].find(([, id]) => id === variable.id)?.[0] ?? variable.id
    if (!byName.has(name)) byName.set(name, { question: variableQuestion(variable), values: new Map() })
  }
  for (const value of computed.left)
    remarks.warn(
      {
        fr: 'Ce calcul ne peut pas être dit ici : seules des sommes et des moyennes de questions le sont.',
        en: 'This computation cannot be said here: only sums and means of questions can.',
      },
      { value },
    )

  const endings: Ending[] = []
  for (const raw of listOf(file.completedHtmlOnCondition).filter(isRaw)) {
    const condition = conditionFromExpression(textOf(raw.expression) ?? '', byName)
    const words = speech.label(raw.html)
    if (condition && words) endings.push({ id: idOf('ending', 'ending'), title: words, showIf: condition })
    else
      remarks.warn(
        {
          fr: 'Cette fin dépend de ce qui ne peut pas être dit ici : elle est laissée.',
          en: 'This ending hangs on what cannot be said here: it is left.',
        },
        { value: textOf(raw.expression) },
      )
  }
  const last = speech.label(file.completedHtml)
  endings.push({
    id: idOf('end', 'end'),
    title: last ?? both('Merci pour vos réponses.', 'Thank you for your answers.', speech),
  })

  for (const { text, at, give } of waiting) {
    const condition = conditionFromExpression(text, byName)
    if (condition) give(condition)
    else
      remarks.warn(
        {
          fr: 'Cette condition ne peut pas être dite ici : ce qu’elle retenait est posé à tous.',
          en: 'This condition cannot be said here: what it held back is asked of everybody.',
        },
        { at, value: text },
      )
  }
  if (speech.others.size > 0)
    remarks.warn(
      {
        fr: 'Les textes en d’autres langues que le français et l’anglais sont laissés.',
        en: 'Texts in languages other than French and English are left.',
      },
      { value: [...speech.others].slice(0, 12).join(', ') },
    )
  if (speech.marked() > 0)
    remarks.warn(
      {
        fr: 'Des textes avaient une mise en forme HTML : leurs mots sont gardés, pas leur forme.',
        en: 'Texts were formatted in HTML: their words are kept, not their form.',
      },
      { value: String(speech.marked()) },
    )
  for (const page of pages)
    page.questions = page.questions.map(question => ({
      ...question,
      text: withPipes(question.text, byName),
      ...(question.help ? { help: withPipes(question.help, byName) } : {}),
    }))
  const languages = (['fr', 'en'] as const).filter(tongue => speech.spoken.has(tongue))
  // The language of most words first: it is the one shown where another lacks.
  const ordered = languages.length === 0 ? [own] : [...languages].sort((a, b) => Number(b === own) - Number(a === own))
  return {
    languages: ordered,
    title: title ?? both('Enquête importée', 'Imported survey', speech),
    ...(intro ? { intro } : {}),
    pages: pages as SurveyPage[],
    ...(computed.variables.length > 0 ? { variables: [...computed.variables] } : {}),
    endings: endings.slice(-20).map(ending => ({ ...ending, title: withPipes(ending.title, byName) })),
  }
}

/** `{name}` of the file, where it is a question whose answer fits in a sentence. */
function withPipes(label: Label, byName: ReadonlyMap<string, ReadQuestion>): Label {
  const piped = (text: string) =>
    text.replace(/\{([^{}|]{1,100})\}/g, (written, name: string) => {
      const question = byName.get(name.trim())?.question
      return question && canBePiped(question) ? pipeTo(question.id, question.required ? '' : '…') : written
    })
  return {
    ...(label.fr === undefined ? {} : { fr: piped(label.fr) }),
    ...(label.en === undefined ? {} : { en: piped(label.en) }),
  }
}

/** Hears which languages the file speaks, before anything is read. */
function hear(value: unknown, label: (value: unknown) => unknown, depth: number): void {
  if (depth > 14) return
  if (Array.isArray(value)) for (const one of value) hear(one, label, depth + 1)
  else if (isRaw(value))
    for (const [key, one] of Object.entries(value)) {
      if (key === 'title' || key === 'text' || key === 'html') label(one)
      else hear(one, label, depth + 1)
    }
}
