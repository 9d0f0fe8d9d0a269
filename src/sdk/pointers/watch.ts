import { quickBackMs, viewportOf } from '../../vocabulary/page-sample.ts'
import { pageTemplate } from '../../vocabulary/page-template.ts'
import { watchNavigation } from '../page.ts'
import { type Plain, plainRecord, toJson, uuid } from '../plain.ts'
import { quiet } from '../quiet.ts'
import { openClicks } from './clicks.ts'
import { heightTold } from './layout.ts'
import type { RageRule } from './rage.ts'
import { openSight } from './sight.ts'

/** What the SDK gives to its second file. */
export type Giving = {
  /** Takes the properties of a sample; they leave as everything else does. `going` where the page may not come back. */
  readonly send: (sample: Record<string, Plain>, going: boolean) => void
  /** The page just left, kept for the next one: its sample, should it turn out to have been left by going back. */
  readonly keepLeft: (text: string) => void
  readonly left: () => string | undefined
  readonly template: ((path: string) => unknown) | undefined
  readonly rage: RageRule | undefined
}

/** A view that was left so quickly is short: what is longer is not kept for the next page. */
const longestLeft = 16_000

/**
 * Samples the views of pages until it is stopped. A view is sent when it ends and whenever it goes out of sight, as it may never
 * come back; each time whole, so that the last one counts.
 */
export function watchPointers(giving: Giving): () => void {
  const clicks = openClicks(giving.rage)
  const sight = openSight()
  let stopped = false
  let view = begin()

  function begin() {
    return {
      id: uuid(),
      part: 0,
      since: Date.now(),
      template: templateOf(giving),
      viewport: viewportOf(innerWidth),
      told: '',
    }
  }

  const leave = (ends: boolean): void => {
    if (stopped) return
    const { elements, clicks: cells, amount } = clicks.told()
    const { reach, bands } = sight.told()
    const seconds = bands.reduce((sum, ms) => sum + ms, 0) / 1000
    // What only was in sight a little longer is not worth another message.
    const told = `${amount}|${reach}|${ends ? Math.round(seconds) : Math.floor(seconds / 10)}`
    const sample = plainRecord({
      ...{ view: view.id, part: view.part, template: view.template, viewport: view.viewport },
      ...{ height: heightTold(), elements, clicks: cells, reach, bands },
    })
    if (told !== view.told && reach > 0) {
      view.told = told
      view.part++
      giving.send(sample, ends)
    }
    if (ends) {
      const text = toJson({ sample, since: view.since, at: Date.now() })
      giving.keepLeft(Date.now() - view.since < quickBackMs && text.length < longestLeft ? text : '')
    }
  }
  const arrive = (): void => {
    clicks.renew()
    sight.renew()
    view = begin()
  }
  /** Told when this page was come to by going back: the one before it was left so. */
  const wentBack = (sinceMs: number): void => {
    const text = giving.left()
    if (!text) return
    giving.keepLeft('')
    const { sample, at } = plainRecord(JSON.parse(text))
    // A page is left after the next one was asked for, however long that one takes; what was left before is another tab's.
    if (!(Number(at) > sinceMs - 1500)) return
    const kept = plainRecord(sample)
    giving.send({ ...kept, part: Number(kept.part) + 1, quickBack: true }, false)
  }

  const onHide = quiet(() => leave(true))
  const onTurn = quiet(() => {
    if (document.visibilityState === 'hidden') leave(false)
  })
  const onShow = quiet((event: PageTransitionEvent) => {
    if (!event.persisted || stopped) return
    arrive()
    wentBack(Date.now())
  })
  let popped = 0
  const onPop = quiet(() => {
    popped = Date.now()
  })
  addEventListener('pagehide', onHide)
  addEventListener('pageshow', onShow)
  addEventListener('popstate', onPop, true)
  document.addEventListener('visibilitychange', onTurn)
  watchNavigation(
    quiet(() => {
      if (stopped || templateOf(giving) === view.template) return
      leave(true)
      arrive()
      if (Date.now() - popped < 500) wentBack(Date.now())
    }),
  )
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  if (entry?.type === 'back_forward') quiet(wentBack)(performance.timeOrigin)

  return () => {
    stopped = true
    clicks.stop()
    sight.stop()
    removeEventListener('pagehide', onHide)
    removeEventListener('pageshow', onShow)
    removeEventListener('popstate', onPop, true)
    document.removeEventListener('visibilitychange', onTurn)
  }
}

/** What the site calls this page, or its address with what is of one customer folded away. */
function templateOf({ template }: Giving): string {
  const written = document.documentElement.getAttribute('data-parcours-template')
  if (written) return written.slice(0, 160)
  const route = /^#!?(\/[^?&=]*)/.exec(location.hash)?.[1] ?? ''
  const path = location.pathname + (route === '/' ? '' : route)
  try {
    const own = template?.(path)
    if (typeof own === 'string' && own !== '') return own.slice(0, 160)
  } catch {
    // The site's own affair; the address will do.
  }
  return pageTemplate(path)
}
