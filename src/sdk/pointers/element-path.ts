import { longestPath } from '../../vocabulary/page-sample.ts'

const deepest = 8

/**
 * Where an element stands in its page: `#basket>form>button:2`. It begins at the nearest id that looks as if somebody
 * had written it (a generated one changes with every visit), at a name given by `data-parcours-name`, or at the body.
 * Neither texts, classes nor values are in it.
 */
export function elementPath(element: Element): string {
  const steps: string[] = []
  let at: Element | null = element
  while (at && at !== document.body && at !== document.documentElement && steps.length < deepest) {
    const name = at.getAttribute('data-parcours-name')
    if (name && /^[\w-]{1,40}$/.test(name)) {
      steps.unshift(`@${name}`)
      break
    }
    if (isWritten(at.id)) {
      steps.unshift(`#${at.id}`)
      break
    }
    steps.unshift(at.localName.replace(/[^\w-]/g, '') + place(at))
    at = parentOf(at)
  }
  return steps.join('>').slice(0, longestPath) || 'body'
}

/** Digits, and letters after them, are what makes ids differ from one customer or visit to the next. */
function isWritten(id: unknown): id is string {
  return typeof id === 'string' && /^[a-z][a-z_-]{1,29}$/i.test(id)
}

/** The place among siblings of the same kind, from 1; nothing for an only one. */
function place(element: Element): string {
  const parent = element.parentNode
  if (!parent) return ''
  let before = 0
  let after = 0
  let found = false
  const { children } = parent
  for (let index = 0; index < children.length; index++) {
    const each = children[index]!
    if (each === element) found = true
    else if (each.localName === element.localName) found ? after++ : before++
  }
  return before + after > 0 ? `:${before + 1}` : ''
}

/** The element above, out of a shadow tree too. */
export function parentOf(element: Element): Element | null {
  const parent = element.parentNode
  return parent instanceof Element ? parent : parent instanceof ShadowRoot ? parent.host : null
}
