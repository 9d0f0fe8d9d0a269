import type { NotShownReason, SurveyOffer, SurveyShowing } from '../../contract/survey-website.ts'
import { isOnPage } from '../../vocabulary/survey/survey-display.ts'
import type { Choices } from '../consent.ts'
import type { Drawer } from '../drawer.ts'
import { cleanAddress } from '../page.ts'
import { quiet } from '../quiet.ts'
import { surveyKey } from '../surveys.ts'
import { openAnswerBox } from './answer-box.ts'
import { awaitMoment } from './moments.ts'
import { type Shown, showSurvey } from './show-survey.ts'

/** What the SDK gives to the file that shows surveys. */
export type Giving = {
  readonly host: string
  readonly writeKey: string
  readonly drawer: Drawer
  readonly may: () => boolean
  readonly who: () => { readonly anonymousId: string; readonly userId?: string }
  readonly choices: () => Choices
  readonly post: (path: string, body: unknown) => Promise<Response>
  readonly forgetOffers: () => void
}

export type Widget = {
  /** Waits for the moments of what is offered; on another page than before, for those of that page. */
  wait(offers: readonly SurveyOffer[], seen: ReadonlySet<string>): void
  tracked(event: string): void
  explain(): Promise<readonly string[]>
  /** Nothing waits, nothing shows. */
  stop(): void
}

export function openWidget(giving: Giving): Widget {
  const { host, writeKey, drawer, who, choices, post } = giving
  const box = openAnswerBox(`${host}/v1/surveys/answers`, surveyKey, drawer)
  let waiting: { readonly offer: SurveyOffer; readonly stop: () => void; readonly tracked: (event: string) => void }[] =
    []
  let waitsOn = ''
  let offered: readonly SurveyOffer[] = []
  let shown: (Shown & { readonly survey: string }) | undefined
  let showing = false
  /** Why the server refused what it had offered, by survey: told to who asks. */
  const refused = new Map<string, NotShownReason>()
  void box.send()

  const path = () => cleanAddress(location.href).path
  const agreed = ({ purpose }: SurveyOffer) => purpose === '' || choices()[purpose] === true
  const end = () => {
    for (const one of waiting) one.stop()
    waiting = []
  }
  const show = quiet(async (offer: SurveyOffer) => {
    // One at a time, and one a page: nobody answers two.
    if (showing || shown || !giving.may() || !agreed(offer) || !isOnPage(offer, path())) return
    showing = true
    try {
      const languages = [document.documentElement.lang, ...navigator.languages].filter(Boolean).slice(0, 9)
      const answer = await post('/show', { writeKey, ...who(), survey: offer.survey, path: path(), languages })
      if (!answer.ok) return
      const told = (await answer.json()) as SurveyShowing
      giving.forgetOffers()
      if (!told.show) {
        refused.set(offer.survey, told.why)
        return
      }
      if (!giving.may()) return
      const { survey } = offer
      const proof = told.challenge === undefined ? undefined : work(host, told.challenge)
      let isFirst = true
      const hearing = {
        answer: async (form: URLSearchParams) => {
          // Every page waits for it, so that they arrive in order.
          const done = await proof
          if (isFirst && done !== undefined) form.set('proof', done)
          isFirst = false
          for (const [name, value] of Object.entries({ writeKey, impression: told.impression, ...who() }))
            form.set(name, value)
          box.add(form)
          return box.send()
        },
        dismissed: quiet(() => void post('/dismiss', { writeKey, impression: told.impression })),
      }
      shown = { survey, ...showSurvey(told.definition, told.language, told.style ?? '', hearing) }
    } finally {
      showing = false
    }
  })

  return {
    wait(offers, seen) {
      const here = `${path()} ${JSON.stringify(offers)} ${JSON.stringify(choices())}`
      offered = offers
      if (here === waitsOn) return
      waitsOn = here
      end()
      waiting = offers
        .filter(offer => isOnPage(offer, path()) && agreed(offer))
        .map(offer => ({ offer, ...awaitMoment(offer.moment, { seen, come: () => show(offer) }) }))
    },
    tracked(event) {
      for (const one of waiting) one.tracked(event)
    },
    async explain() {
      const answer = giving.may() ? await post('', { writeKey, ...who(), explain: true }) : undefined
      const told = answer?.ok
        ? ((await answer.json()) as {
            surveys: readonly SurveyOffer[]
            others?: readonly { survey: string; why: NotShownReason }[]
          })
        : undefined
      const lines = told
        ? [
            ...told.surveys.map(offer => `${offer.survey}: ${standing(offer)}`),
            ...(told.others ?? []).map(
              ({ survey, why }) => `${survey}: ${survey === shown?.survey ? 'it shows on this page' : reasons[why]}`,
            ),
          ]
        : [giving.may() ? `Parcours did not answer (${answer?.status ?? 'no network'}).` : reasons.consent]
      // It was asked for, by whoever builds the site.
      console.info(['Parcours surveys:', ...(lines.length > 0 ? lines : ['none on web sites'])].join('\n  '))
      return lines
    },
    stop() {
      end()
      waitsOn = ''
      shown?.close()
    },
  }

  function standing(offer: SurveyOffer): string {
    const why = refused.get(offer.survey)
    if (why) return reasons[why]
    if (!isOnPage(offer, path())) return `${reasons.page} (${path()})`
    if (!agreed(offer)) return `${reasons.purpose} (${offer.purpose})`
    if (shown) return 'another survey, or this one, was shown on this page'
    const { moment } = offer
    const what = {
      seconds: () => `${moment.kind === 'seconds' && moment.seconds} s on the page`,
      scroll: () => `${moment.kind === 'scroll' && Math.round(moment.share * 100)} % of the page`,
      exit: () => 'the pointer to leave towards the tabs',
      event: () => `the event “${moment.kind === 'event' && moment.event}”`,
    }[moment.kind]()
    return `${offered.length > 0 ? 'may show; waits for' : 'will be asked for on the next page; waits for'} ${what}`
  }
}

/** The proof of some work, or none where the browser cannot do it: the server decides what that means. */
async function work(host: string, challenge: string): Promise<string | undefined> {
  try {
    const { solve } = (await import(`${host}/sdk/solve.js`)) as { solve: (challenge: string) => Promise<string> }
    return await solve(challenge)
  } catch {
    return undefined
  }
}

/** For whoever builds the site, in the language of consoles. */
const reasons: Readonly<Record<NotShownReason, string>> = {
  notLive: 'not published, paused or closed',
  off: 'its showing on web sites is switched off',
  site: 'this site is not among those that may show it',
  page: 'this page is not among its pages',
  consent: 'nothing shows before the visitor consented to measurement',
  purpose: 'the visitor has not agreed to its purpose',
  share: 'this visitor is not of its share',
  shownLately: 'it was shown to this visitor lately',
  answered: 'this visitor answered it lately',
  asked: 'this customer was asked something else lately',
  language: 'it does not speak the language of this page',
  moment: 'its moment has not come',
}
