import { createParcours, type Parcours } from './index.ts'
import { quiet } from './quiet.ts'

/**
 * The script that a page includes. Its only global is `parcours`: it takes the place of the array that the page may
 * have filled meanwhile, and its calls are made. Included twice, the second one leaves the first alone.
 */
quiet(() => {
  const page = globalThis as { parcours?: unknown }
  const before = Object.hasOwn(page, 'parcours') ? page.parcours : undefined
  if (before !== null && typeof before === 'object' && typeof (before as Partial<Parcours>).load === 'function') return
  const parcours = createParcours()
  page.parcours = parcours

  // `data-write-key` on the tag itself needs no other script, which the strictest content policies like.
  const tag = document.currentScript as HTMLScriptElement | null
  const writeKey = tag?.getAttribute('data-write-key')
  if (tag && writeKey) {
    const consent = tag.getAttribute('data-consent') === 'exempt' ? 'exempt' : 'opt-in'
    const host = tag.getAttribute('data-host') ?? new URL(tag.src).origin
    const autoPageViews = tag.getAttribute('data-auto-page-views') !== 'false'
    const pointers = Number(tag.getAttribute('data-pointers')) || false
    const surveys = tag.getAttribute('data-surveys') === 'true'
    parcours.load({ writeKey, host, consent, autoPageViews, pointers, surveys })
  }
  if (Array.isArray(before)) parcours.push(...before)
})()
