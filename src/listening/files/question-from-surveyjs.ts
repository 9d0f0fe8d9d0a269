import type { Label } from '../../vocabulary/label.ts'
import type { Choice, Question } from '../../vocabulary/survey/survey.ts'
import { type QuestionKind, scalesOf } from '../../vocabulary/survey/survey-kinds.ts'
import type { ReadQuestion } from './condition-from-expression.ts'
import type { Remarks } from './remarks.ts'
import { giveIds, isRaw, isTrue, listOf, numberOf, type Raw, type Speech, textOf } from './surveyjs-parts.ts'

export type Reading = {
  readonly speech: Speech
  readonly remarks: Remarks
  readonly idOf: (name: string, stem: string) => string
}

/** One or more questions of ours for an element, by the name that conditions call it. Empty: it has no like here. */
export type ReadElement = readonly (ReadQuestion & { readonly name: string })[]

const known = new Set(
  'type name title description isRequired visibleIf visible choices rows columns inputType maxLength rateMin rateMax rateStep rateCount rateValues rateType minRateDescription maxRateDescription rateDisplayMode hasOther showOtherItem otherText hasNone showNoneItem noneText labelTrue labelFalse multiSelect choicesOrder rowOrder rowsOrder min max minValue maxValue html items validators isAllRowRequired eachRowRequired choicesMin choicesMax choicesStep valueTrue valueFalse elements'.split(
    ' ',
  ),
)
/** Looks that change nothing of what is asked. */
const looks =
  /^(startWithNewLine|titleLocation|descriptionLocation|colCount|width|minWidth|maxWidth|size|state|indent|showClearButton|placeholder|rows|autoGrow|hideNumber|cols|imageHeight|imageWidth|imageFit|contentMode|displayMode|showLabel|autocomplete|acceptCarriageReturn|allowResize|page|correctAnswer|useDisplayValuesInDynamicTexts|renderAs|swapOrder|allowClear|searchEnabled|id)$/

export function questionFromSurveyJs(element: Raw, reading: Reading): ReadElement {
  const { remarks } = reading
  const name = textOf(element.name) ?? ''
  const type = textOf(element.type) ?? 'text'
  for (const key of Object.keys(element))
    if (!known.has(key) && !looks.test(key)) {
      remarks.warn(
        {
          fr: 'Ce réglage n’a pas d’équivalent ici : il est laissé.',
          en: 'This setting has no like here: it is left.',
        },
        { at: name || type, value: key },
      )
    }
  const read = readers[type]
  if (!read) {
    remarks.warn(
      {
        fr: 'Ce genre de question n’existe pas ici : elle est laissée, et ce qui en dépendait est posé à tous.',
        en: 'There is no such kind of question here: it is left, and what hung on it is asked of everybody.',
      },
      { at: name || type, value: type },
    )
    return []
  }
  return read(element, reading)
}

type Reader = (element: Raw, reading: Reading) => ReadElement

const readers: Readonly<Record<string, Reader>> = {
  text: readText,
  comment: (element, reading) => one(element, reading, 'text', limited(element)),
  rating: readRating,
  radiogroup: readChoices('single'),
  dropdown: readChoices('single'),
  buttongroup: readChoices('single'),
  checkbox: readChoices('multiple'),
  tagbox: readChoices('multiple'),
  imagepicker: (element, reading) => {
    reading.remarks.warn(
      {
        fr: 'Les images sont laissées : les réponses sont proposées par leurs mots.',
        en: 'The pictures are left: answers are offered by their words.',
      },
      { at: textOf(element.name) },
    )
    return readChoices(isTrue(element.multiSelect) ? 'multiple' : 'single')(element, reading)
  },
  ranking: readChoices('ranking'),
  boolean: readBoolean,
  matrix: readMatrix,
  slider: (element, reading) => one(element, reading, 'number', bounds(element.min ?? 0, element.max ?? 100)),
  multipletext: readSeveralTexts,
  html: (element, reading) => readNote(element, reading, element.html),
}

function one(
  element: Raw,
  { speech, idOf }: Reading,
  kind: QuestionKind,
  more: Partial<Question> = {},
  values: ReadonlyMap<string, string> = new Map(),
): ReadElement {
  const name = textOf(element.name) ?? kind
  const help = speech.label(element.description)
  const question: Question = {
    id: idOf(name, 'question'),
    kind,
    text: speech.label(element.title) ?? speech.label(name) ?? { en: name },
    ...(help ? { help } : {}),
    ...(isTrue(element.isRequired) ? { required: true } : {}),
    ...more,
  }
  return [{ name, question, values }]
}

function limited(element: Raw): Partial<Question> {
  const told = [element.maxLength, ...validators(element, 'text').map(({ maxLength }) => maxLength)].map(numberOf)
  const limit = told.find(number => number !== undefined && number >= 1)
  return limit === undefined ? {} : { limit: Math.min(5000, Math.floor(limit)) }
}

const validators = (element: Raw, type: string) =>
  listOf(element.validators).filter((one): one is Raw => isRaw(one) && one.type === type)

function bounds(min: unknown, max: unknown): Partial<Question> {
  const [low, high] = [numberOf(min), numberOf(max)]
  return {
    ...(low === undefined ? {} : { min: Math.ceil(low) }),
    ...(high === undefined ? {} : { max: Math.floor(high) }),
  }
}

function readText(element: Raw, reading: Reading): ReadElement {
  const input = textOf(element.inputType) ?? 'text'
  const [numeric] = validators(element, 'numeric')
  tellValidators(element, reading)
  if (input === 'number' || input === 'range' || numeric)
    return one(element, reading, 'number', bounds(element.min ?? numeric?.minValue, element.max ?? numeric?.maxValue))
  if (input === 'date') return one(element, reading, 'date')
  if (input === 'email' || validators(element, 'email').length > 0)
    return one(element, reading, 'contact', { fields: ['email'] })
  if (input === 'tel') return one(element, reading, 'contact', { fields: ['phone'] })
  if (input !== 'text')
    reading.remarks.warn(
      {
        fr: 'Cette forme de champ n’existe pas ici : elle est lue comme des mots.',
        en: 'There is no such field here: it is read as words.',
      },
      { at: textOf(element.name), value: input },
    )
  return one(element, reading, 'text', limited(element))
}

function tellValidators(element: Raw, { remarks }: Reading): void {
  for (const rule of listOf(element.validators)) {
    if (!isRaw(rule) || rule.type === 'numeric' || rule.type === 'email') continue
    if (rule.type === 'text' && numberOf(rule.maxLength) !== undefined && rule.minLength === undefined) continue
    remarks.warn(
      { fr: 'Cette vérification de la réponse est laissée.', en: 'This check of the answer is left.' },
      { at: textOf(element.name), value: textOf(rule.type) },
    )
  }
}

const recommending = /recommend|recommand/i
const satisfaction = /satisf/i

function readRating(element: Raw, reading: Reading): ReadElement {
  const { speech, remarks } = reading
  const at = textOf(element.name)
  const given = listOf(element.rateValues).map(item => (isRaw(item) ? item.value : item))
  const numbers = given.map(numberOf)
  const isRun = numbers.every((number, place) => number !== undefined && number === numbers[0]! + place)
  const step = numberOf(element.rateStep) ?? 1
  const min = given.length > 0 ? (numbers[0] ?? 0) : (numberOf(element.rateMin) ?? 1)
  const count = numberOf(element.rateCount)
  const max = given.length > 0 ? min + given.length - 1 : (numberOf(element.rateMax) ?? (count ? min + count - 1 : 5))
  const named = listOf(element.rateValues).some(item => isRaw(item) && item.text !== undefined)
  const title = JSON.stringify(element.title ?? element.name ?? '')
  const looksLike = textOf(element.rateType) ?? textOf(element.rateDisplayMode)
  const wished: QuestionKind =
    looksLike === 'stars' || looksLike === 'smileys'
      ? looksLike
      : min === 0 && max === 10 && recommending.test(title)
        ? 'nps'
        : satisfaction.test(title)
          ? 'csat'
          : 'scale'
  const fits = (kind: QuestionKind) =>
    (scalesOf[kind as keyof typeof scalesOf] as readonly (readonly [number, number])[]).some(
      ([low, high]) => low === min && high === max,
    )
  const kind = fits(wished) ? wished : fits('scale') ? 'scale' : undefined
  if (!kind || step !== 1 || !isRun || named) {
    remarks.warn(
      {
        fr: 'Cette échelle n’est pas de celles dont une note est définie : ses points sont proposés comme des réponses.',
        en: 'This scale is none that a score is defined for: its points are offered as answers.',
      },
      { at, value: `${min}–${max}` },
    )
    const points =
      given.length > 0
        ? listOf(element.rateValues)
        : Array.from(
            { length: Math.min(60, Math.max(0, Math.floor((max - min) / step) + 1)) },
            (_, index) => min + index * step,
          )
    return readChoices('single')({ ...element, choices: points }, reading)
  }
  if (kind !== 'scale')
    remarks.warn(
      {
        fr: 'Lue, d’après ses mots et ses bouts, comme une question dont une note se tire.',
        en: 'Read, by its words and its ends, as a question that gives a score.',
      },
      { at, value: kind.toUpperCase() },
    )
  const lowLabel = speech.label(element.minRateDescription)
  const highLabel = speech.label(element.maxRateDescription)
  return one(element, reading, kind, {
    min,
    max,
    ...(lowLabel ? { lowLabel } : {}),
    ...(highLabel ? { highLabel } : {}),
  })
}

/** Choices of a file with an id each, and the ids by the values that conditions name. */
function choicesFrom(told: readonly unknown[], { speech }: Reading) {
  const give = giveIds()
  const values = new Map<string, string>()
  const choices: Choice[] = []
  for (const item of told) {
    const value = textOf(isRaw(item) ? item.value : item)
    if (value === undefined) continue
    const label = (isRaw(item) ? speech.label(item.text) : undefined) ?? speech.label(value)
    if (values.has(value) || !label) continue
    const id = give(value, 'choice')
    values.set(value, id)
    choices.push({ id, label })
  }
  return { choices, values, give }
}

function readChoices(kind: 'single' | 'multiple' | 'ranking'): Reader {
  return (element, reading) => {
    const { speech, remarks } = reading
    const at = textOf(element.name)
    const [low, high] = [numberOf(element.choicesMin), numberOf(element.choicesMax)]
    const step = Math.max(1, numberOf(element.choicesStep) ?? 1)
    const run =
      low !== undefined && high !== undefined && high >= low
        ? Array.from({ length: Math.min(61, Math.floor((high - low) / step) + 1) }, (_, index) => low + index * step)
        : []
    const read = choicesFrom([...listOf(element.choices), ...run], reading)
    const { values, give } = read
    const choices = read.choices.slice(0, 58)
    if (read.choices.length > choices.length)
      remarks.warn(
        kind === 'single'
          ? {
              fr: 'Plus de réponses qu’une question n’en propose ici : la question est lue comme des mots.',
              en: 'More answers than a question offers here: the question is read as words.',
            }
          : {
              fr: 'Plus de réponses qu’ici : les premières sont gardées.',
              en: 'More answers than here: the first are kept.',
            },
        { at, value: String(read.choices.length) },
      )
    if (kind === 'single' && read.choices.length > choices.length) return one(element, reading, 'text')
    if (isTrue(element.hasNone) || isTrue(element.showNoneItem)) {
      const id = give('none', 'none')
      values.set('none', id)
      const label = speech.label(element.noneText) ?? both('Aucune de ces réponses', 'None of these', speech)
      choices.push({ id, label, ...(kind === 'multiple' ? { alone: true } : { stays: true }) })
    }
    const hasOther = isTrue(element.hasOther) || isTrue(element.showOtherItem)
    const otherId = hasOther ? give('other', 'other') : undefined
    if (otherId) {
      values.set('other', otherId)
      const label = speech.label(element.otherText) ?? both('Autre', 'Other', speech)
      choices.push({ id: otherId, label, stays: true })
    }
    if (choices.length === 0) {
      remarks.warn(
        {
          fr: 'Ses réponses viennent d’ailleurs : elle est lue comme des mots.',
          en: 'Its answers come from elsewhere: it is read as words.',
        },
        { at },
      )
      return one(element, reading, 'text')
    }
    const isShuffled = element.choicesOrder === 'random'
    const [made] = one(element, reading, kind, { choices, ...(isShuffled ? { shuffle: true } : {}) }, values)
    if (!made || !otherId) return made ? [made] : []
    const follow: Question = {
      id: reading.idOf(`${made.question.id}-other`, 'other'),
      kind: 'text',
      text: both('Lequel ?', 'Which one?', speech),
      limit: 200,
      showIf: { question: made.question.id, is: [otherId] },
    }
    return [made, { name: `${made.name}-Comment`, question: follow, values: new Map() }]
  }
}

/** Words of ours beside those of the file, in the languages that it speaks. */
export function both(fr: string, en: string, { spoken }: Speech): Label {
  if (spoken.size !== 1) return { fr, en }
  return spoken.has('fr') ? { fr } : { en }
}

function readBoolean(element: Raw, reading: Reading): ReadElement {
  const { speech } = reading
  const [yes, no] = [textOf(element.valueTrue) ?? 'true', textOf(element.valueFalse) ?? 'false']
  const choices = [
    { id: 'yes', label: speech.label(element.labelTrue) ?? both('Oui', 'Yes', speech) },
    { id: 'no', label: speech.label(element.labelFalse) ?? both('Non', 'No', speech) },
  ]
  return one(
    element,
    reading,
    'single',
    { choices },
    new Map([
      [yes, 'yes'],
      [no, 'no'],
      ['true', 'yes'],
      ['false', 'no'],
    ]),
  )
}

function readMatrix(element: Raw, reading: Reading): ReadElement {
  const columns = choicesFrom(listOf(element.columns), reading)
  const rows = choicesFrom(listOf(element.rows), reading)
  const isWhole = isTrue(element.isAllRowRequired) || isTrue(element.eachRowRequired) || isTrue(element.isRequired)
  if (rows.choices.length > 30 || columns.choices.length > 60)
    reading.remarks.warn(
      {
        fr: 'Tableau trop grand : ses premières lignes sont gardées.',
        en: 'The table is too large: its first lines are kept.',
      },
      { at: textOf(element.name) },
    )
  const more = {
    choices: columns.choices.slice(0, 60),
    rows: rows.choices.slice(0, 30),
    ...(element.rowOrder === 'random' || element.rowsOrder === 'random' ? { shuffle: true } : {}),
  }
  return one(element, reading, 'matrix', { ...more, ...(isWhole ? { required: true } : {}) }, columns.values)
}

function readSeveralTexts(element: Raw, reading: Reading): ReadElement {
  const name = textOf(element.name) ?? 'text'
  return listOf(element.items).flatMap(item =>
    isRaw(item) ? readText({ ...item, name: `${name}.${textOf(item.name) ?? ''}` }, reading) : [],
  )
}

export function readNote(element: Raw, { speech, idOf }: Reading, told: unknown): ReadElement {
  const text = speech.label(told)
  if (!text || !(text.fr ?? text.en ?? '').trim()) return []
  const name = textOf(element.name) ?? ''
  return [{ name, question: { id: idOf(name, 'note'), kind: 'note', text }, values: new Map() }]
}
