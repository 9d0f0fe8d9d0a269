import type { Context as HonoContext } from 'hono'
import { somewhere, unkeepable } from '../contract/input-fault.ts'
import { isUnavailable } from '../engines/postgres/index.ts'
import type { Installation } from '../feature.ts'
import { Problem, problem, problemSentence } from '../vocabulary/problem.ts'

/** The answer to what was thrown: a refusal in its words; anything else is a bug, logged here and nowhere else. */
export function refuse(installation: Installation, hono: HonoContext, error: unknown, requestId: string): Response {
  const refusal = error instanceof Problem ? error : bug(installation, hono, error, requestId)
  const seconds = refusal.details.seconds
  if (typeof seconds === 'number') hono.header('Retry-After', String(seconds))
  else if (refusal.status === 503) hono.header('Retry-After', '3')
  const { code, details } = refusal
  return hono.json(
    {
      success: false,
      code,
      message: refusal.message,
      messages: { en: problemSentence(code, details, 'en'), fr: problemSentence(code, details, 'fr') },
      details,
      requestId,
    },
    refusal.status as 400,
  )
}

function bug(installation: Installation, hono: HonoContext, error: unknown, requestId: string): Problem {
  if (isUnavailable(error)) {
    sayUnavailable(installation, error, requestId)
    return problem('store_unavailable')
  }
  const { code } = error as { readonly code?: unknown }
  // The database's own bound on the time of a statement.
  if (code === '57014') return problem('query_too_heavy')
  // Text that it cannot keep, in a body whose schema let it through.
  if (code === '22021' || code === '22P05') return unkeepable(somewhere)
  // A query string may hold what a person typed: the path alone is logged.
  installation.log.error('A request failed', {
    requestId,
    method: hono.req.method,
    route: hono.req.routePath,
    reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
    cause: error instanceof Error && error.cause ? String(error.cause) : undefined,
  })
  return problem('internal', { requestId })
}

let saidAt = 0

/** While a store is away every request meets it: one line a second tells as much as a thousand. */
function sayUnavailable(installation: Installation, error: unknown, requestId: string): void {
  if (Date.now() - saidAt < 1_000) return
  saidAt = Date.now()
  installation.log.warn('A store did not answer', { requestId, reason: String(error) })
}
