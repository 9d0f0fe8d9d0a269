import type { Tongue } from '../../vocabulary/map/label-in.ts'
import type { Survey } from '../../vocabulary/survey/survey.ts'
import { dealtSurvey } from '../../vocabulary/survey/survey-deal.ts'
import { openDrawer } from '../drawer.ts'
import { uuid } from '../plain.ts'
import { quiet } from '../quiet.ts'
import { openAnswerBox } from '../widget/answer-box.ts'
import { openFlow } from '../widget/survey-flow.ts'
import { kioskWords } from './kiosk-words.ts'

type Told = { readonly survey: Survey; readonly tongue: Tongue; readonly place: string; readonly address: string }

/** A person who reads slowly is asked before anything is taken from them, and has time to answer. */
const idleMs = 40_000
const warnedMs = 20_000
/** How long the thanks stay for who stands there. */
const thanksMs = 12_000

/**
 * A tablet in a place. One person after the other answers on the page that is open already; nothing they say is left on
 * it, and without a network it waits in the browser. Without this file, the page is the form that any browser sends.
 */
quiet(() => {
  const told = JSON.parse(document.body.dataset.kiosk ?? '') as Told
  const main = document.querySelector('main')!
  const header = document.querySelector('header')!
  const box = openAnswerBox(told.address, `kiosk.${told.address}.`, openDrawer())
  const status = element('p', 'help')
  status.setAttribute('role', 'status')
  const warning = element('div', 'warning')
  warning.setAttribute('role', 'alertdialog')
  warning.hidden = true
  main.after(status, warning)
  let tongue = told.tongue
  let touched = Date.now()
  let isFresh = true
  let isEnded = false
  let warnedAt = 0

  const tellWaiting = () => {
    const n = box.waiting()
    const text = n > 0 ? kioskWords[tongue].waiting(n) : ''
    if (status.textContent !== text) status.textContent = text
  }
  const begin = (): void => {
    const key = uuid()
    isFresh = true
    isEnded = false
    warnedAt = 0
    warning.hidden = true
    document.documentElement.lang = tongue
    drawHeader()
    openFlow({
      // As the server draws them, by the same part of the key.
      survey: dealtSurvey(told.survey, key.slice(0, 8)),
      tongue,
      place: told.place,
      content: main,
      answer: form => {
        form.set('key', key)
        box.add(form)
        void box.send()
      },
      ended: () => {
        isEnded = true
      },
    })
    scrollTo(0, 0)
  }
  const drawHeader = (): void => {
    const said = kioskWords[tongue]
    const buttons = [button(said.again, begin)]
    if (told.survey.languages.length > 1)
      buttons.unshift(
        button(said.other, () => {
          tongue = tongue === 'fr' ? 'en' : 'fr'
          begin()
        }),
      )
    if (document.fullscreenEnabled && !document.fullscreenElement)
      buttons.push(button(said.whole, () => void document.documentElement.requestFullscreen().then(drawHeader)))
    header.replaceChildren(...buttons)
  }
  const warn = (): void => {
    const said = kioskWords[tongue]
    warnedAt = Date.now()
    const title = element('h2')
    title.id = 'still'
    title.textContent = said.still
    warning.setAttribute('aria-labelledby', title.id)
    const text = element('p')
    text.textContent = said.back(warnedMs / 1000)
    const stay = button(said.stay, alive)
    warning.replaceChildren(title, text, stay)
    warning.hidden = false
    stay.focus()
  }
  const alive = (): void => {
    touched = Date.now()
    isFresh = false
    warnedAt = 0
    warning.hidden = true
  }
  const touch = quiet((event: Event) => {
    // A press on the warning's own button is heard when it is whole: what goes away under the finger is not pressed.
    if (!(event.target instanceof Node && warning.contains(event.target))) alive()
  })
  for (const kind of ['pointerdown', 'keydown', 'input', 'wheel', 'touchmove'])
    addEventListener(kind, touch, { capture: true, passive: true })
  setInterval(
    quiet(() => {
      tellWaiting()
      const idle = Date.now() - touched
      if (isEnded && idle > thanksMs) back()
      else if (isEnded || isFresh) return
      else if (warnedAt > 0 && Date.now() - warnedAt > warnedMs) back()
      else if (warnedAt === 0 && idle > idleMs) warn()
    }),
    500,
  )
  const back = (): void => {
    tongue = told.tongue
    begin()
  }
  // A page that the browser kept would show the answers of who was there before.
  addEventListener('pageshow', event => {
    if (event.persisted) back()
  })
  document.addEventListener('fullscreenchange', quiet(drawHeader))
  begin()
  void box.send()
})()

function element(name: string, className = ''): HTMLElement {
  const made = document.createElement(name)
  made.className = className
  return made
}

function button(text: string, act: () => void): HTMLElement {
  const made = element('button', 'plain') as HTMLButtonElement
  made.type = 'button'
  made.textContent = text
  made.addEventListener('click', quiet(act))
  return made
}
