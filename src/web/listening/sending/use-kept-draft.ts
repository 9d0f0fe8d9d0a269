import { useState } from 'react'

/** What was written and not saved, by what it is a draft of. It lives as long as the page is open in the browser. */
const kept = new Map<string, { readonly of: string; readonly draft: unknown }>()

/**
 * A draft that is still there when one comes back to its tab. It is one of what was saved when it was begun: once something
 * else was saved, what was saved is shown.
 */
export function useKeptDraft<Draft>(name: string, saved: Draft): readonly [Draft, (draft: Draft) => void] {
  const of = JSON.stringify(saved)
  const held = kept.get(name)
  if (held && held.of !== of) kept.delete(name)
  const [, draw] = useState(0)
  const draft = held?.of === of ? (held.draft as Draft) : saved
  const set = (next: Draft) => {
    if (JSON.stringify(next) === of) kept.delete(name)
    else kept.set(name, { of, draft: next })
    draw(count => count + 1)
  }
  return [draft, set]
}
