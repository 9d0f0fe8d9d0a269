import type { Installation } from '../../feature.ts'
import type { SentPage } from '../../vocabulary/survey/survey-passage.ts'

/** Nobody reads a first page and answers it in less. */
const readingMs = 1500

/** What makes a page doubtful as it comes. It is kept: who counts decides, and sees why. */
export function flagsOf(installation: Pick<Installation, 'now'>, { form }: SentPage, request: Request): string[] {
  const since = Number(form.get('since'))
  return [
    ...(form.get('website') ? ['trap'] : []),
    ...(isLanguages(request.headers.get('accept-language')) ? [] : ['locale']),
    ...(since > 0 && installation.now().getTime() - since < readingMs ? ['fast'] : []),
  ]
}

/** What every browser says of the languages that its reader wants: well-formed tags, the first of them no wildcard. */
export const isLanguages = (told: string | null): boolean =>
  /^[a-z]{2,3}(-[a-z0-9]{1,8})*\s*(;\s*q=[01](\.\d{1,3})?\s*)?(,\s*([a-z]{2,3}(-[a-z0-9]{1,8})*|\*)\s*(;\s*q=[01](\.\d{1,3})?\s*)?)*$/i.test(
    (told ?? '').slice(0, 400),
  )
