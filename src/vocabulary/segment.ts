// Customers under a name: those that somebody put together once, or those of whom a rule is true today.

export const segmentKinds = ['fixed', 'rule'] as const
export type SegmentKind = (typeof segmentKinds)[number]

/** What a rule may ask of the latest value of a trait. Numbers are compared as numbers; what is none is never so. */
export const traitTests = ['one of', 'none of', 'at least', 'below', 'known', 'unknown'] as const
export type TraitTest = (typeof traitTests)[number]

export type TraitCondition = {
  readonly kind: 'trait'
  readonly trait: string
  readonly is: TraitTest
  /** One for `at least` and `below`, none for `known` and `unknown`. */
  readonly values: readonly string[]
}

export const countTests = ['at least', 'fewer than'] as const
export type CountTest = (typeof countTests)[number]

/** The last so many days up to the time of computation, or calendar days of the workspace, `[from, to)`. */
export type SegmentPeriod = { readonly lastDays: number } | { readonly from: string | null; readonly to: string | null }

/** What a customer did or did not do: "fewer than 1" is never. */
export type EventCondition = {
  readonly kind: 'event'
  readonly event: string
  readonly how: CountTest
  readonly times: number
  /** Null: ever. */
  readonly period: SegmentPeriod | null
  /** Only events that have the property with one of the values; null for any. */
  readonly having: { readonly name: string; readonly values: readonly string[] } | null
}

export type SegmentCondition = TraitCondition | EventCondition

/** `match` says whether all conditions hold or any one of them. */
export type SegmentRule = { readonly match: 'all' | 'any'; readonly conditions: readonly SegmentCondition[] }

/** What keeps a condition from meaning anything, in both languages; undefined where it is whole. */
export function flawOf(condition: SegmentCondition): { readonly en: string; readonly fr: string } | undefined {
  if (condition.kind === 'trait') {
    const { is, values, trait } = condition
    const needed = {
      'one of': 'some',
      'none of': 'some',
      'at least': 'one',
      below: 'one',
      known: 'none',
      unknown: 'none',
    }[is]
    if (needed === 'some' && values.length === 0)
      return { en: `“${trait}” needs at least one value`, fr: `« ${trait} » demande au moins une valeur` }
    if (needed === 'one' && (values.length !== 1 || values[0]!.trim() === '' || !Number.isFinite(Number(values[0]))))
      return { en: `“${trait}” is compared with one number`, fr: `« ${trait} » se compare à un seul nombre` }
    if (needed === 'none' && values.length > 0)
      return { en: `“${trait}” takes no value here`, fr: `« ${trait} » ne prend pas de valeur ici` }
    return undefined
  }
  const { period } = condition
  if (period && 'from' in period) {
    if (period.from === null && period.to === null)
      return { en: 'a period needs a first or a last day', fr: 'une période demande un premier ou un dernier jour' }
    if (period.from !== null && period.to !== null && period.from >= period.to)
      return { en: 'the period ends before it begins', fr: 'la période finit avant de commencer' }
  }
  return undefined
}

/** A condition as a person would say it of a customer. */
export function conditionInWords(condition: SegmentCondition, language: 'fr' | 'en'): string {
  return condition.kind === 'trait' ? traitInWords(condition, language) : eventInWords(condition, language)
}

function traitInWords({ trait, is, values }: TraitCondition, language: 'fr' | 'en'): string {
  const [french, list] = [language === 'fr', listed(values, language)]
  switch (is) {
    case 'one of':
      return french ? `« ${trait} » vaut ${list}` : `“${trait}” is ${list}`
    case 'none of':
      return french ? `« ${trait} » ne vaut pas ${list}` : `“${trait}” is not ${list}`
    case 'at least':
      return french ? `« ${trait} » vaut au moins ${values[0]}` : `“${trait}” is at least ${values[0]}`
    case 'below':
      return french ? `« ${trait} » est inférieur à ${values[0]}` : `“${trait}” is below ${values[0]}`
    case 'known':
      return french ? `« ${trait} » est connu` : `“${trait}” is known`
    case 'unknown':
      return french ? `« ${trait} » est inconnu` : `“${trait}” is unknown`
    default:
      return is satisfies never
  }
}

function eventInWords({ event, how, times, period, having }: EventCondition, language: 'fr' | 'en'): string {
  const french = language === 'fr'
  const never = how === 'fewer than' && times === 1
  const often = never
    ? french
      ? `n’a pas vécu « ${event} »`
      : `did not do “${event}”`
    : how === 'at least' && times === 1
      ? french
        ? `a vécu « ${event} »`
        : `did “${event}”`
      : french
        ? `a vécu « ${event} » ${how === 'at least' ? 'au moins' : 'moins de'} ${times} fois`
        : `did “${event}” ${how} ${times} times`
  const which = having
    ? french
      ? ` avec « ${having.name} » = ${listed(having.values, language)}`
      : ` with “${having.name}” = ${listed(having.values, language)}`
    : ''
  return `${often}${which}${periodInWords(period, language)}`
}

function periodInWords(period: SegmentPeriod | null, language: 'fr' | 'en'): string {
  const french = language === 'fr'
  if (period === null) return ''
  if ('lastDays' in period) {
    if (period.lastDays === 1) return french ? ' dans les dernières 24 heures' : ' in the last 24 hours'
    return french ? ` dans les ${period.lastDays} derniers jours` : ` in the last ${period.lastDays} days`
  }
  const { from, to } = period
  if (to === null) return french ? ` depuis le ${from}` : ` since ${from}`
  if (from === null) return french ? ` avant le ${to}` : ` before ${to}`
  return french ? ` du ${from} inclus au ${to} exclu` : ` from ${from}, before ${to}`
}

/** A rule as one sentence: the conditions joined by what the match says. */
export function ruleInWords({ match, conditions }: SegmentRule, language: 'fr' | 'en'): string {
  const told = conditions.map(condition => conditionInWords(condition, language))
  const joint = match === 'all' ? (language === 'fr' ? ' ; et ' : '; and ') : language === 'fr' ? ' ; ou ' : '; or '
  return told.join(joint)
}

function listed(values: readonly string[], language: 'fr' | 'en'): string {
  const quoted = values.map(value => (language === 'fr' ? `« ${value} »` : `“${value}”`))
  return new Intl.ListFormat(language, { type: 'disjunction' }).format(quoted)
}
