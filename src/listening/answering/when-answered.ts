import type { Installation } from '../../feature.ts'

const longestMs = 7 * 86_400_000

/**
 * The installation at the moment a page was answered. A browser without a network says how long the page waited in it:
 * a span, as its clock may be set to anything.
 */
export function whenAnswered(installation: Installation, form: URLSearchParams): Installation {
  const waited = Number(form.get('waited') ?? 0)
  if (!(waited > 0)) return installation
  const at = new Date(installation.now().getTime() - Math.min(waited, longestMs))
  return { ...installation, now: () => at }
}
