import { deadAfterMs } from '../../vocabulary/page-sample.ts'
import { options } from '../plain.ts'
import { quiet } from '../quiet.ts'

/** Watches whether the page answers a click. */
export type Answers = {
  /** Calls `dead` when nothing answers in time. */
  await(dead: () => void): void
  stop(): void
}

/**
 * A page answers by changing anything in its document, its address or its scroll, by moving the focus or the selection,
 * or by opening
 * something that takes the window. What changes by itself meanwhile counts as an answer too: dead clicks
 * are rather missed than invented. Nothing is watched but in the second after a click.
 */
export function openAnswers(): Answers {
  let waiting: ReturnType<typeof setTimeout>[] = []
  let address = ''

  const answered = quiet(() => {
    for (const each of waiting) clearTimeout(each)
    waiting = []
    rest()
  })
  // Every click moves an empty selection; only text that is selected is an answer.
  const selected = quiet(() => {
    if (getSelection()?.isCollapsed === false) answered()
  })
  const observer = new MutationObserver(answered)
  const signs = ['scroll', 'focusin', 'submit', 'toggle', 'play', 'visibilitychange'] as const
  const windowSigns = ['blur', 'pagehide', 'popstate', 'hashchange', 'beforeunload'] as const

  const rest = () => {
    observer.disconnect()
    for (const sign of signs) document.removeEventListener(sign, answered, true)
    for (const sign of windowSigns) removeEventListener(sign, answered)
    document.removeEventListener('selectionchange', selected)
  }

  return {
    await(dead) {
      if (waiting.length === 0) {
        address = location.href
        const everything = { subtree: true, childList: true, attributes: true, characterData: true }
        observer.observe(document, options<MutationObserverInit>(everything))
        for (const sign of signs) document.addEventListener(sign, answered, true)
        for (const sign of windowSigns) addEventListener(sign, answered)
        document.addEventListener('selectionchange', selected)
      }
      const own = setTimeout(
        quiet(() => {
          waiting = waiting.filter(each => each !== own)
          if (waiting.length === 0) rest()
          if (location.href === address) dead()
        }),
        deadAfterMs,
      )
      waiting.push(own)
    },
    stop: () => void answered(),
  }
}
