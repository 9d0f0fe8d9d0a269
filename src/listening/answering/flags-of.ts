import type { Installation } from '../../feature.ts'
import type { SentPage } from '../../vocabulary/survey-passage.ts'

/** Nobody reads a first page and answers it in less. */
const readingMs = 1500

/** What makes a page doubtful as it comes. It is kept: who counts decides, and sees why. */
export function flagsOf(installation: Pick<Installation, 'now'>, { form }: SentPage): string[] {
  const since = Number(form.get('since'))
  return [
    ...(form.get('website') ? ['trap'] : []),
    ...(since > 0 && installation.now().getTime() - since < readingMs ? ['fast'] : []),
  ]
}
