import { useTranslation } from 'react-i18next'
import type { Condition } from '../../../vocabulary/binding.ts'

/** A condition as a person says it: `type is Order Completed, channel is one of web, app`. */
export function useConditionWords(): (condition: Condition) => string {
  const { t } = useTranslation('mapping')
  const words = (condition: Condition): string => {
    if ('all' in condition) return condition.all.map(words).join(' + ')
    if ('any' in condition) return condition.any.map(words).join(' / ')
    if ('not' in condition) return `¬ (${words(condition.not)})`
    const value = Array.isArray(condition.value) ? condition.value.join(', ') : String(condition.value)
    const field = condition.field.replace(/^properties\./, '')
    return condition.op === 'exists'
      ? `${field} ${t('binding.ops.exists')}`
      : `${field} ${t(`binding.ops.${condition.op}`)} ${value}`
  }
  return words
}
