import { parentOf } from './element-path.ts'

const answering =
  'a[href],button,input,select,textarea,label,summary,[role=button],[role=link],[role=tab],[role=menuitem]'
/** A stepper is a small thing: its number, two buttons, a unit. */
const mostBesideStepper = 5
/** Where clicking often and fast is how the thing is used. */
const clickedOften =
  'input[type=number],input[type=range],[role=spinbutton],[role=slider],[aria-roledescription=carousel],[class*=carousel],[class*=swiper],[class*=slick],[class*=splide],video,audio,canvas,map,iframe'
/** What may answer where the page cannot see it: fields, things that play, frames, what another program opens. */
const answersUnseen =
  'input,select,textarea,label,option,video,audio,canvas,iframe,embed,object,[contenteditable],a[target=_blank],a[download],a[href^="mailto:"],a[href^="tel:"]'

/** The element somebody meant: the button around the icon that was hit, or what was hit itself. */
export function meantBy(event: Event): Element | undefined {
  const [hit] = event.composedPath()
  if (!(hit instanceof Element)) return undefined
  return nearest(hit, answering) ?? hit
}

/** What a site asked to leave alone: `data-parcours-ignore` is never judged, `data-parcours-ignore="all"` not counted. */
export function ignoredAs(element: Element): 'judged' | 'unjudged' | 'unseen' {
  const marked = nearest(element, '[data-parcours-ignore]')
  if (!marked) return 'judged'
  return marked.getAttribute('data-parcours-ignore') === 'all' ? 'unseen' : 'unjudged'
}

/** Whether quick clicks are no fury there: steppers, sliders, carousels, players, and text that is being selected. */
export function isClickedOften(element: Element): boolean {
  if (nearest(element, clickedOften)) return true
  const selection = getSelection()
  if (selection && !selection.isCollapsed) return true
  // Plus and minus stand beside the number they change.
  const around = parentOf(element)
  if (!around || around.children.length > mostBesideStepper) return false
  return around.querySelector('input[type=number],[role=spinbutton],input[inputmode=numeric]') !== null
}

export function mayAnswerUnseen(element: Element): boolean {
  return (
    element === document.body || element === document.documentElement || nearest(element, answersUnseen) !== undefined
  )
}

function nearest(element: Element, selector: string): Element | undefined {
  for (let at: Element | null = element; at; at = parentOf(at)) if (at.matches(selector)) return at
  return undefined
}
