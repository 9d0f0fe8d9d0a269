import type { DisplayMoment } from '../../vocabulary/survey/survey-display.ts'
import { quiet } from '../quiet.ts'

/** Waits for the moment of a survey on this page; gives how to stop waiting. `seen` are the events tracked so far. */
export function awaitMoment(
  moment: DisplayMoment,
  { seen, come }: { readonly seen: ReadonlySet<string>; readonly come: () => void },
): { readonly stop: () => void; readonly tracked: (event: string) => void } {
  let waits = true
  let undo = () => {}
  const arrive = quiet(() => {
    if (!waits) return
    stop()
    come()
  })
  const stop = () => {
    waits = false
    undo()
  }
  switch (moment.kind) {
    case 'seconds': {
      const timer = setTimeout(arrive, moment.seconds * 1000)
      undo = () => clearTimeout(timer)
      break
    }
    case 'scroll': {
      const look = quiet(() => {
        const { scrollHeight } = document.documentElement
        if ((scrollY + innerHeight) / scrollHeight >= moment.share - 0.005) arrive()
      })
      addEventListener('scroll', look, { passive: true })
      undo = () => removeEventListener('scroll', look)
      // A page that is not longer than the window was read to its end, once there was time to.
      const timer = setTimeout(look, 3000)
      const off = undo
      undo = () => {
        off()
        clearTimeout(timer)
      }
      break
    }
    case 'exit': {
      const look = quiet((event: MouseEvent) => {
        if (event.relatedTarget === null && event.clientY <= 0) arrive()
      })
      document.addEventListener('mouseout', look)
      undo = () => document.removeEventListener('mouseout', look)
      break
    }
    case 'event':
      if (seen.has(moment.event)) setTimeout(arrive)
      break
    default:
      // A later server may know moments that this file does not: it waits for ever.
      moment satisfies never
  }
  return {
    stop,
    tracked: event => {
      if (moment.kind === 'event' && moment.event === event) arrive()
    },
  }
}
