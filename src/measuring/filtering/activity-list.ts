import { problem } from '../../vocabulary/problem.ts'

/** Reads a list of activities: one name, or a JSON array of them. @throws problem `input_invalid` for anything else. */
export function activityList(told: string | undefined, what: { readonly fr: string; readonly en: string }): string[] {
  if (told === undefined || told.trim() === '') return []
  if (!told.trim().startsWith('[')) return [told]
  try {
    const list: unknown = JSON.parse(told)
    if (Array.isArray(list) && list.length <= 20 && list.every(each => typeof each === 'string'))
      return [...new Set(list)]
  } catch {
    // Told below: what is not JSON is no list.
  }
  throw problem('input_invalid', {
    reason: {
      en: `${what.en} are one name, or a JSON array of at most twenty: ["A", "B"]`,
      fr: `${what.fr} s’écrivent par un nom, ou un tableau JSON de vingt au plus : ["A", "B"]`,
    },
  })
}
