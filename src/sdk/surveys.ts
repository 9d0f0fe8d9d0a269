import type { SurveyOffer } from '../contract/survey-website.ts'
import { isOnPage } from '../vocabulary/survey/survey-display.ts'
import type { Consent } from './consent.ts'
import type { Drawer } from './drawer.ts'
import type { Identity } from './identify.ts'
import { cleanAddress, watchNavigation } from './page.ts'
import { options, toJson } from './plain.ts'
import { quiet } from './quiet.ts'
import type { openWidget, Widget } from './widget/widget.ts'

export type Surveys = {
  /** Looks again whether a survey may show: the page changed, or the visitor decided. */
  look(): void
  /** An event was tracked; a survey may wait for it. */
  tracked(event: string): void
  /** What each survey of this site waits for, or why it does not show; also written to the console. */
  explain(): Promise<readonly string[]>
}

type Parts = { readonly consent: Consent; readonly identity: Identity; readonly drawer: Drawer }

/** Under this prefix the widget keeps answers that wait for the network; all of it goes when consent is withdrawn. */
export const surveyKey = 's.'
const offersKey = 's:offers'
/** How long this browser believes what it was offered. */
const believedMs = 300_000
const mostTracked = 50

/**
 * Asks which surveys may show to a visitor who consented, and fetches the file that shows them only where one may on this
 * page, or answers wait to be sent. Before consent nothing is asked and nothing written.
 */
export function openSurveys(host: string, writeKey: string, parts: Parts): Surveys {
  const { consent, identity, drawer } = parts
  const seen = new Set<string>()
  let widget: Widget | undefined
  let fetched: Promise<Widget> | undefined

  const may = () => consent.standing() === 'consented'
  const who = () => {
    const anonymousId = identity.anonymousId()
    const userId = identity.userId()
    return userId ? { anonymousId, userId } : { anonymousId }
  }
  const post = async (path: string, body: unknown): Promise<Response> =>
    fetch(
      `${host}/v1/surveys${path}`,
      options<RequestInit>({
        method: 'POST',
        body: toJson(body),
        // A form-like type: the browser asks no permission first.
        headers: options({ 'Content-Type': 'text/plain;charset=UTF-8' }),
        keepalive: true,
        credentials: 'omit',
        cache: 'no-store',
        mode: 'cors',
        referrerPolicy: 'no-referrer',
      }),
    )
  const offers = async (): Promise<readonly SurveyOffer[]> => {
    const { anonymousId } = who()
    const [at, whose, ...kept] = (drawer.get(offersKey) ?? '').split('|')
    if (whose === anonymousId && Number(at) + believedMs > Date.now())
      return JSON.parse(kept.join('|')) as readonly SurveyOffer[]
    const answer = await post('', { writeKey, ...who() })
    if (!answer.ok || !may()) return []
    const { surveys } = (await answer.json()) as { surveys: readonly SurveyOffer[] }
    drawer.set(offersKey, `${Date.now()}|${anonymousId}|${toJson(surveys)}`)
    return surveys
  }
  const load = (): Promise<Widget> => {
    fetched ??= import(`${host}/sdk/widget.js`).then(
      (file: { openWidget: typeof openWidget }) => {
        widget = file.openWidget({
          host,
          writeKey,
          drawer,
          may,
          who,
          choices: consent.choices,
          post,
          forgetOffers: () => drawer.remove(offersKey),
        })
        return widget
      },
      error => {
        fetched = undefined
        throw error
      },
    )
    return fetched
  }
  const look = quiet(async () => {
    if (!may()) {
      widget?.stop()
      for (const key of drawer.keys(surveyKey)) drawer.remove(key)
      if (drawer.get(offersKey) !== undefined) drawer.remove(offersKey)
      return
    }
    const offered = await offers()
    const { path } = cleanAddress(location.href)
    if (!offered.some(one => isOnPage(one, path)) && drawer.keys(surveyKey).length === 0) {
      widget?.wait([], seen)
      return
    }
    const opened = await load()
    if (may()) opened.wait(offered, seen)
  })
  watchNavigation(() => look())

  return {
    look,
    tracked(event) {
      if (seen.size < mostTracked) seen.add(event)
      widget?.tracked(event)
    },
    explain: async () => (await load()).explain(),
  }
}
