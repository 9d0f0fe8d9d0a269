import type { Answer } from './survey.ts'

/** Whether something was said: blank words and empty lists are nothing. */
export function isAnswered(answer: Answer | undefined): boolean {
  if (answer === undefined || answer === false) return false
  if (typeof answer === 'string') return answer.trim() !== ''
  if (Array.isArray(answer)) return answer.length > 0
  if (typeof answer === 'object') return Object.values(answer).some(one => one.trim() !== '')
  return true
}
