import { type QuestionKind, scalesOf } from '../../vocabulary/survey/survey-kinds.ts'
import { readChoices } from './choices-from-surveyjs.ts'
import { one, type ReadElement, type Reading } from './element-of-surveyjs.ts'
import { isRaw, listOf, numberOf, type Raw, textOf } from './surveyjs-parts.ts'

const recommending = /recommend|recommand/i
const satisfaction = /satisf/i

/** A rating as the kind of question that a score is defined for, where its ends allow one; else its points as answers. */
export function readRating(element: Raw, reading: Reading): ReadElement {
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
