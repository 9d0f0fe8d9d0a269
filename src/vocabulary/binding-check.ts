import { type BindingRule, type Condition, type Test, testsOf, textFields } from './binding.ts'
import { propertyOf } from './binding-match.ts'
import { patternFault } from './pattern.ts'
import { problem } from './problem.ts'

/** Refuses, with `binding_invalid`, a rule that cannot be run or that nothing could ever match. Says why in both languages. */
export function checkRule(rule: BindingRule): void {
  checkCondition(rule.when)
  if (rule.visit?.outcome?.failedWhen) checkCondition(rule.visit.outcome.failedWhen)
  if (rule.validFrom !== null && rule.validUntil !== null && rule.validFrom >= rule.validUntil) {
    throw refused({
      en: `it ends on ${rule.validUntil}, before it begins on ${rule.validFrom}`,
      fr: `elle finit le ${rule.validUntil}, avant de commencer le ${rule.validFrom}`,
    })
  }
  for (const field of rule.merge?.by ?? []) {
    if (field === 'customerRef' || propertyOf(field) !== undefined) continue
    throw refused({
      en: `visits cannot be merged by “${field}”; use customerRef or properties.<name>`,
      fr: `on ne peut pas réunir les passages par « ${field} » ; utilisez customerRef ou properties.<nom>`,
    })
  }
}

/** The same for a condition alone: the case rule of a journey, an outcome. */
export function checkCondition(condition: Condition): void {
  for (const test of testsOf(condition)) {
    const fault = faultOf(test)
    if (fault) throw refused(fault)
  }
}

type Fault = { readonly en: string; readonly fr: string }

function refused(reason: Fault) {
  return problem('binding_invalid', { reason })
}

function faultOf(test: Test): Fault | undefined {
  const isText = (textFields as readonly string[]).includes(test.field)
  const isNumber = test.field === 'score'
  const isInstant = test.field === 'occurredAt'
  const wrong = (needs: Fault): Fault => ({
    en: `“${test.field}” ${test.op} can match nothing: ${needs.en}`,
    fr: `« ${test.field} » ${test.op} ne peut rien trouver : ${needs.fr}`,
  })
  switch (test.op) {
    case 'exists':
      return undefined
    case 'regex': {
      const fault = patternFault(test.value)
      if (fault !== undefined) {
        return {
          en: `the pattern ${test.value} is not one that can be run in linear time (${fault}); back-references and looking around are not available`,
          fr: `le motif ${test.value} ne peut pas être exécuté en temps linéaire (${fault}) ; les références arrière et les assertions ne sont pas disponibles`,
        }
      }
      return isNumber || isInstant ? wrong(needsText) : undefined
    }
    case 'glob':
    case 'contains':
    case 'startsWith':
      return isNumber || isInstant ? wrong(needsText) : undefined
    case 'eq':
    case 'ne':
    case 'in':
    case 'nin': {
      if (isInstant)
        return wrong({
          en: 'compare instants by lt, gte or between',
          fr: 'comparez les instants par lt, gte ou between',
        })
      const sample = Array.isArray(test.value) ? test.value[0] : test.value
      if (isText && typeof sample !== 'string') return wrong(needsText)
      if (isNumber && typeof sample !== 'number') return wrong(needsNumber)
      return undefined
    }
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
    case 'between': {
      if (isText)
        return wrong({ en: 'it holds text, which has no order here', fr: 'c’est un texte, qui n’a pas d’ordre ici' })
      const [low, high] = Array.isArray(test.value) ? test.value : [test.value, test.value]
      if (isInstant !== (typeof low === 'string')) {
        return isInstant ? wrong({ en: 'an instant is needed', fr: 'il faut un instant' }) : wrong(needsNumber)
      }
      if (low! > high! && !isInstant)
        return wrong({ en: 'the first bound is above the second', fr: 'la première borne dépasse la seconde' })
      if (isInstant && new Date(low!).getTime() > new Date(high!).getTime()) {
        return wrong({ en: 'the first bound is after the second', fr: 'la première borne est après la seconde' })
      }
      return undefined
    }
    default:
      throw new Error(`No such operator: ${JSON.stringify(test satisfies never)}`)
  }
}

const needsText: Fault = { en: 'it does not hold text', fr: 'ce n’est pas un texte' }
const needsNumber: Fault = { en: 'a number is needed', fr: 'il faut un nombre' }
