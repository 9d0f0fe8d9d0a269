import type { Question } from '../../vocabulary/survey/survey.ts'
import { choicesFrom, readChoices } from './choices-from-surveyjs.ts'
import { both, one, type ReadElement, type Reader, type Reading } from './element-of-surveyjs.ts'
import { readRating } from './rating-from-surveyjs.ts'
import { isRaw, isTrue, listOf, numberOf, type Raw, textOf } from './surveyjs-parts.ts'

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
