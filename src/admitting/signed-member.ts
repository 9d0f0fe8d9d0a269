import type { OpenContext } from '../feature.ts'
import { problem } from '../vocabulary/problem.ts'

/** The member who is signed in. The route asks already; the verb does not rely on it. */
export function signedMember(context: OpenContext): string {
  if (context.memberId === undefined) throw problem('sign_in_required')
  return context.memberId
}
