import type { Choice, Question } from '../../vocabulary/survey/survey.ts'
import { both, one, type Reader, type Reading } from './element-of-surveyjs.ts'
import { giveIds, isRaw, isTrue, listOf, numberOf, textOf } from './surveyjs-parts.ts'

/** Choices of a file with an id each, and the ids by the values that conditions name. */
export function choicesFrom(told: readonly unknown[], { speech }: Reading) {
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

export function readChoices(kind: 'single' | 'multiple' | 'ranking'): Reader {
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
