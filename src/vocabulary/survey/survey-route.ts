import type { Condition, Survey } from './survey.ts'
import type { SurveyFault } from './survey-faults.ts'
import { mentionedIn } from './survey-reach.ts'
import { sourcesOf } from './survey-variables.ts'

/** A stop on the way through a survey, as it is drawn. */
export type RouteStop = {
  readonly id: string
  readonly kind: 'question' | 'ending' | 'missing'
  /** The number of its page, from one; of an ending none. */
  readonly page: number | null
  /** Who comes here: everybody who gets this far, some by their answers or by lot, or nobody. */
  readonly reached: 'all' | 'some' | 'nobody'
  /** The questions whose answers lead here. */
  readonly from: readonly string[]
  readonly isDrawn: boolean
}

const dead = new Set(['never_asked', 'condition_ahead', 'ending_hidden'])

/** The way through a survey, stop by stop, with what its faults say nobody reaches and where it ends without an ending. */
export function routeOf(survey: Survey, faults: readonly Pick<SurveyFault, 'code' | 'at'>[]): readonly RouteStop[] {
  const lost = new Set(faults.filter(({ code }) => dead.has(code)).map(({ at }) => at))
  const sources = (...conditions: readonly (Condition | undefined)[]) => [
    ...new Set(conditions.flatMap(one => (one ? mentionedIn(one) : [])).flatMap(id => sourcesOf(survey, id))),
  ]
  const stops = survey.pages.flatMap((page, at) =>
    page.questions.map((question): RouteStop => {
      const isDrawn = Boolean(survey.rotate && page.block)
      const isLost = lost.has(question.id) || lost.has(page.id)
      const isSome = Boolean(question.showIf || page.showIf) || isDrawn
      return {
        id: question.id,
        kind: 'question',
        page: at + 1,
        reached: isLost ? 'nobody' : isSome ? 'some' : 'all',
        from: sources(page.showIf, question.showIf),
        isDrawn,
      }
    }),
  )
  const endings = survey.endings.map(
    (ending): RouteStop => ({
      id: ending.id,
      kind: 'ending',
      page: null,
      reached: lost.has(ending.id) ? 'nobody' : survey.endings.length > 1 || ending.showIf ? 'some' : 'all',
      from: sources(ending.showIf),
      isDrawn: false,
    }),
  )
  const missing: RouteStop = {
    id: '#endings',
    kind: 'missing',
    page: null,
    reached: 'some',
    from: [],
    isDrawn: false,
  }
  return [...stops, ...endings, ...(faults.some(({ code }) => code === 'no_ending') ? [missing] : [])]
}
