import { plainText } from '../label.ts'

/** The most that is said at once, in one thread, on one map. */
export const commentLimits = { characters: 4000, perThread: 200, threadsPerMap: 1000, mentions: 20 } as const

/**
 * What somebody says: plain text. A member is mentioned by id, `@[mem_…]`, so that the mention follows when they
 * change their name; see `partsOfComment`.
 */
export const commentBodyShape = plainText(commentLimits.characters).trim().min(1)

export type CommentPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'mention'; readonly member: string }
  | { readonly kind: 'link'; readonly address: string }

const marks = /@\[([A-Za-z0-9][A-Za-z0-9_.:-]{0,79})\]|(https?:\/\/[^\s<>"'«»]+[^\s<>"'«».,;:!?)\]])/g

/**
 * The text in parts to be drawn one by one: nothing of it is ever read as markup. `partsOfComment('Ask @[mem_1]')` →
 * text `Ask `, mention of `mem_1`.
 */
export function partsOfComment(body: string): readonly CommentPart[] {
  const parts: CommentPart[] = []
  let from = 0
  for (const found of body.matchAll(marks)) {
    if (found.index > from) parts.push({ kind: 'text', text: body.slice(from, found.index) })
    parts.push(found[1] !== undefined ? { kind: 'mention', member: found[1] } : { kind: 'link', address: found[2]! })
    from = found.index + found[0].length
  }
  if (from < body.length) parts.push({ kind: 'text', text: body.slice(from) })
  return parts
}

/** Who is mentioned, each once, in the order of the text. */
export function mentionsIn(body: string): readonly string[] {
  const named = partsOfComment(body).flatMap(part => (part.kind === 'mention' ? [part.member] : []))
  return [...new Set(named)].slice(0, commentLimits.mentions)
}

export function mention(member: string): string {
  return `@[${member}]`
}
