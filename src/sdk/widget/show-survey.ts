import { labelIn, type Tongue } from '../../vocabulary/map/label-in.ts'
import type { Survey } from '../../vocabulary/survey/survey.ts'
import { quiet } from '../quiet.ts'
import { openFlow } from './survey-flow.ts'
import { widgetWords } from './widget-words.ts'

declare const WIDGET_STYLE: string

export type Shown = { readonly close: () => void }

type Hearing = {
  /** Takes a page of answers; true once the server has it. */
  readonly answer: (form: URLSearchParams) => Promise<boolean>
  readonly dismissed: () => void
}

/**
 * Shows a survey in a corner of the page, at its end for those who come by keyboard. It takes no focus, keeps no key from
 * the page but what is typed into it, and stands in a tree of its own, which no style of the page reaches. `style` is the
 * look of the survey, computed by the server, so that what can be read there can be read here.
 */
export function showSurvey(survey: Survey, tongue: Tongue, style: string, hearing: Hearing): Shown {
  const said = widgetWords[tongue]
  const title = labelIn(survey.title, tongue).text
  const place = document.createElement('parcours-survey')
  const root = place.attachShadow({ mode: 'open' })
  // A sheet made by a script is no inline style: the strictest policy of a page allows it.
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`${WIDGET_STYLE}section{${style}}`)
  root.adoptedStyleSheets = [sheet]
  const region = document.createElement('section')
  region.lang = tongue
  region.dir = 'ltr'
  region.setAttribute('role', 'region')
  region.setAttribute('aria-label', title)
  const news = document.createElement('p')
  news.className = 'aloud'
  news.setAttribute('role', 'status')
  const close = document.createElement('button')
  close.type = 'button'
  close.className = 'close'
  close.setAttribute('aria-label', said.close)
  close.textContent = '×'
  const content = document.createElement('div')
  region.append(close, content, news)
  root.append(region)

  let ended = false
  /** Where the visitor was before they came in: Escape leads back there. */
  let cameFrom: Element | null = null

  const leave = (): void => {
    const inside = place.matches(':focus-within')
    place.remove()
    if (inside && cameFrom instanceof HTMLElement) cameFrom.focus()
  }
  const dismiss = quiet(() => {
    leave()
    if (!ended) hearing.dismissed()
  })
  close.addEventListener('click', dismiss)
  region.addEventListener('focusin', event => {
    const from = event.relatedTarget
    if (from instanceof Element && !place.contains(from) && from.getRootNode() !== root) cameFrom = from
  })
  // What is typed in here is no shortcut of the page; with a modifier, it is.
  for (const kind of ['keydown', 'keypress', 'keyup'] as const)
    region.addEventListener(kind, event => {
      if (kind === 'keydown' && event.key === 'Escape') dismiss()
      if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation()
    })

  openFlow({
    survey,
    tongue,
    place: '',
    content,
    answer: form => {
      void hearing.answer(form).then(arrived => {
        if (arrived) return
        const kept = document.createElement('p')
        kept.className = 'help'
        kept.textContent = said.kept
        content.querySelector('.end')?.append(kept)
        news.textContent = said.kept
      })
    },
    ended: () => {
      ended = true
    },
  })
  document.body.append(place)
  // Said once it stands there: what a live region held from the beginning is not read.
  setTimeout(() => {
    news.textContent = said.here
  }, 100)
  return { close: leave }
}
