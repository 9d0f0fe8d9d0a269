import type { Label } from '../label.ts'
import { labelIn } from '../map/label-in.ts'
import type { Condition, Question, Survey } from './survey.ts'

/**
 * How a question of a version stands to the same question of the version before.
 * - `same`: answers are counted on.
 * - `reworded`: they are counted on, and the trend is marked.
 * - `rescaled`: other answers are possible: nothing is put together across it.
 * - `new`: it was not asked before.
 */
export const comparabilities = ['same', 'reworded', 'rescaled', 'new'] as const
export type Comparability = (typeof comparabilities)[number]
export type Comparable = Readonly<Record<string, Comparability>>

/** A version with what its author declared of its questions; the first one declares nothing. */
export type DeclaredVersion = { readonly number: number; readonly comparable: Comparable }

const questionsOf = (survey: Survey) => survey.pages.flatMap(page => page.questions)
const plain = (text: string | undefined) =>
  (text ?? '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}]+/gu, ' ')
    .trim()
const saysSame = (one: Label | undefined, other: Label | undefined) =>
  plain(one?.fr) === plain(other?.fr) && plain(one?.en) === plain(other?.en)

/** Whether other answers are possible than before, whatever anybody declares: another kind, another scale. */
export function isRescaled(before: Question, after: Question): boolean {
  return before.kind !== after.kind || before.min !== after.min || before.max !== after.max
}

const idsOf = (list: readonly { readonly id: string }[] = []) =>
  list
    .map(({ id }) => id)
    .sort()
    .join(' ')

function comparabilityOf(before: Question | undefined, after: Question): Comparability {
  if (!before) return 'new'
  if (isRescaled(before, after)) return 'rescaled'
  if (idsOf(before.choices) !== idsOf(after.choices) || idsOf(before.rows) !== idsOf(after.rows)) return 'rescaled'
  const labels = ({ choices = [], rows = [] }: Question) =>
    new Map([...choices, ...rows].map(one => [one.id, one.label]))
  const held = labels(before)
  const isSame =
    saysSame(before.text, after.text) &&
    saysSame(before.lowLabel, after.lowLabel) &&
    saysSame(before.highLabel, after.highLabel) &&
    [...labels(after)].every(([id, label]) => saysSame(held.get(id), label))
  return isSame ? 'same' : 'reworded'
}

/** What is proposed to be declared of each question, from what was changed. Capitals and commas change nothing. */
export function proposedComparable(before: Survey, after: Survey): Comparable {
  const held = new Map(questionsOf(before).map(one => [one.id, one]))
  return Object.fromEntries(
    questionsOf(after)
      .filter(({ kind }) => kind !== 'note')
      .map(question => [question.id, comparabilityOf(held.get(question.id), question)]),
  )
}

/** What is declared, where it may be: another scale stays another scale, and what is new was not asked before. */
export function settledComparable(before: Survey, after: Survey, declared: Comparable): Comparable {
  const held = new Map(questionsOf(before).map(one => [one.id, one]))
  return Object.fromEntries(
    Object.entries(proposedComparable(before, after)).map(([id, proposed]) => {
      const [was, is] = [held.get(id), questionsOf(after).find(one => one.id === id)]
      const wished = declared[id]
      if (!was || !is || isRescaled(was, is) || !wished || wished === 'new') return [id, proposed]
      return [id, wished]
    }),
  )
}

/**
 * The number of the earliest version whose answers to the question may be put together with those of the last one.
 * Undefined where the last version does not ask it.
 */
export function comparableSince(versions: readonly DeclaredVersion[], question: string): number | undefined {
  const sorted = [...versions].sort((a, b) => b.number - a.number)
  const [last] = sorted
  if (!last) return undefined
  // A first version declares nothing, whatever it asks; a later one declares every question of its own.
  if (sorted.length > 1 && !last.comparable[question] && Object.keys(last.comparable).length > 0) return undefined
  for (const { number, comparable } of sorted) {
    const declared = comparable[question]
    if (declared !== 'same' && declared !== 'reworded') return number
  }
  return sorted.at(-1)!.number
}

/** The versions at which a trend of the question breaks or is marked, the earliest first. */
export function breaksOf(
  versions: readonly DeclaredVersion[],
  question: string,
): readonly { readonly version: number; readonly why: Exclude<Comparability, 'same'> }[] {
  return [...versions]
    .sort((a, b) => a.number - b.number)
    .flatMap(({ number, comparable }) => {
      const why = comparable[question]
      return why && why !== 'same' ? [{ version: number, why }] : []
    })
}

export type SurveyChange = { readonly at: string | null; readonly fr: string; readonly en: string }

/** What a survey says otherwise than before, a sentence each. */
export function surveyChanges(before: Survey, after: Survey): readonly SurveyChange[] {
  const changes: SurveyChange[] = []
  const say = (at: string | null, fr: string, en: string) => changes.push({ at, fr, en })
  const [held, now] = [questionsOf(before), questionsOf(after)]
  const heldById = new Map(held.map(one => [one.id, one]))
  const nowIds = new Set(now.map(({ id }) => id))
  const named = ({ text }: Question, tongue: 'fr' | 'en') => labelIn(text, tongue).text
  for (const one of held)
    if (!nowIds.has(one.id)) say(one.id, `Retirée : « ${named(one, 'fr')} »`, `Removed: “${named(one, 'en')}”`)
  for (const one of now) {
    const was = heldById.get(one.id)
    if (!was) {
      say(one.id, `Ajoutée : « ${named(one, 'fr')} »`, `Added: “${named(one, 'en')}”`)
      continue
    }
    const [fr, en] = [`« ${named(one, 'fr')} »`, `“${named(one, 'en')}”`]
    if (was.kind !== one.kind) say(one.id, `${fr} : autre façon de répondre`, `${en}: answered another way`)
    else if (isRescaled(was, one))
      say(
        one.id,
        `${fr} : échelle de ${was.min}–${was.max} à ${one.min}–${one.max}`,
        `${en}: scale from ${was.min}–${was.max} to ${one.min}–${one.max}`,
      )
    if (!saysSame(was.text, one.text))
      say(one.id, `Reformulée : « ${named(was, 'fr')} » devient ${fr}`, `Reworded: “${named(was, 'en')}” becomes ${en}`)
    const [ids, wasIds] = [
      new Set((one.choices ?? []).map(({ id }) => id)),
      new Set((was.choices ?? []).map(({ id }) => id)),
    ]
    const added = (one.choices ?? []).filter(({ id }) => !wasIds.has(id)).length
    const gone = (was.choices ?? []).filter(({ id }) => !ids.has(id)).length
    if (added + gone > 0)
      say(
        one.id,
        `${fr} : ${added} réponse(s) proposée(s) de plus, ${gone} de moins`,
        `${en}: ${added} answer(s) more, ${gone} fewer`,
      )
    else if (
      !(one.choices ?? []).every(({ id, label }) => saysSame(label, was.choices?.find(each => each.id === id)?.label))
    )
      say(one.id, `${fr} : mots des réponses changés`, `${en}: words of the answers changed`)
    if (Boolean(was.required) !== Boolean(one.required))
      say(
        one.id,
        `${fr} : ${one.required ? 'devient obligatoire' : 'devient facultative'}`,
        `${en}: ${one.required ? 'must now be answered' : 'may now be passed over'}`,
      )
    if (!sameCondition(was.showIf, one.showIf))
      say(one.id, `${fr} : posée dans d’autres cas`, `${en}: asked in other cases`)
  }
  const order = (of: readonly Question[]) =>
    of
      .filter(({ id }) => nowIds.has(id) && heldById.has(id))
      .map(({ id }) => id)
      .join(' ')
  if (order(held) !== order(now)) say(null, 'L’ordre des questions a changé', 'The order of the questions changed')
  if (!saysSame(before.title, after.title)) say(null, 'Le titre a changé', 'The title changed')
  if (!saysSame(before.intro, after.intro)) say(null, 'L’introduction a changé', 'The introduction changed')
  if (!saysSame(before.notice, after.notice))
    say(null, 'Ce qui est fait des réponses est dit autrement', 'What is done with the answers is told otherwise')
  const told = (part: unknown) => JSON.stringify(part ?? null)
  if (told(before.endings) !== told(after.endings)) say(null, 'Les fins ont changé', 'The endings changed')
  if (told(before.quotas) !== told(after.quotas)) say(null, 'Les quotas ont changé', 'The quotas changed')
  if (told(before.variables) !== told(after.variables))
    say(null, 'Ce qui est calculé des réponses a changé', 'What is computed from the answers changed')
  const dealt = ({ pages, rotate }: Survey) =>
    told([rotate, pages.map(page => [page.block, page.questions.map(({ id, shuffle }) => [id, shuffle])])])
  if (dealt(before) !== dealt(after) && told(before.rotate ?? after.rotate) !== told(null))
    say(null, 'Les blocs tirés au sort ont changé', 'The blocks drawn by lot changed')
  if (told(before.languages) !== told(after.languages)) say(null, 'Les langues ont changé', 'The languages changed')
  if (told([before.theme, before.accent]) !== told([after.theme, after.accent]))
    say(null, 'L’apparence a changé', 'The look changed')
  const cases = (survey: Survey) => told(survey.pages.map(({ id, showIf }) => [id, showIf]))
  if (changes.length === 0 && cases(before) !== cases(after)) say(null, 'Les pages ont changé', 'The pages changed')
  return changes
}

const sameCondition = (one: Condition | undefined, other: Condition | undefined) =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null)
