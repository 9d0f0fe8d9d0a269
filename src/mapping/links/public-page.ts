import type { WholeMap } from '../../contract/mapping.ts'
import type { PublicBlock } from '../../contract/public-reading.ts'
import { channels, isChannel } from '../../vocabulary/channel.ts'
import { type Label, labelIn } from '../../vocabulary/label.ts'
import { declaredFeeling } from '../../vocabulary/map/expected-gain.ts'
import { type Step, stepsOf } from '../../vocabulary/map/journey-map.ts'
import { laneName } from '../../vocabulary/map/lane-name.ts'
import { type Html, html } from '../../vocabulary/map/markup.ts'
import type { LivedMap } from '../drawing/drawing-request.ts'
import { periodWords } from '../drawing/feelings.ts'
import { feeling, pageCurve, toneOf } from './page-curve.ts'
import { type PageLanguage, pageWords } from './page-words.ts'

export type PublicPage = {
  readonly language: PageLanguage
  readonly timeZone: string
  readonly workspace: string
  readonly blocks: readonly PublicBlock[]
  readonly expiresAt: Date
  /** The secret of its address, under which its pictures are. */
  readonly token: string
  /** What was lived, where the link says that it is shown. */
  readonly lived?: LivedMap | undefined
}

/** The whole document around what a public page says. No script, one style sheet, nothing from elsewhere. */
export function publicDocument(language: PageLanguage, title: string, body: Html): string {
  return html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow"><meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark">
<title>${title}</title><link rel="icon" href="/mark.svg"><link rel="stylesheet" href="/public-map.css"></head>
<body>${body}</body></html>
`.markup
}

/** A short page that says one thing. */
export function publicNotice(language: PageLanguage, kind: 'gone' | 'empty'): string {
  const words = pageWords[language]
  const [title, text] = kind === 'gone' ? [words.goneTitle, words.goneText] : [words.emptyTitle, words.emptyText]
  return publicDocument(
    language,
    title,
    html`<main class="notice"><img src="/mark.svg" alt="" width="40" height="40"><h1>${title}</h1><p>${text}</p></main>`,
  )
}

/** The page that asks for the password. `trouble` says what was wrong with the last one. */
export function passwordPage(language: PageLanguage, trouble?: string): string {
  const words = pageWords[language]
  return publicDocument(
    language,
    words.lockedTitle,
    html`<main class="notice"><img src="/mark.svg" alt="" width="40" height="40"><h1>${words.lockedTitle}</h1>
<p>${words.lockedText}</p>
<form method="post" action="?lang=${language}"><label for="password">${words.password}</label>
<input id="password" name="password" type="password" required maxlength="200" autocomplete="off"${trouble ? html` aria-invalid="true" aria-describedby="trouble"` : null}>
${trouble && html`<p id="trouble" class="trouble" role="alert">${trouble}</p>`}
<button>${words.open}</button></form></main>`,
  )
}

/** The map as a page: readable on a phone, whole when printed. */
export function publicPage(whole: WholeMap, page: PublicPage): string {
  const { language } = page
  const words = pageWords[language]
  const { journey, map, version } = whole
  const say = (label: Label | null | undefined) => (label ? labelIn(label, language).text : '')
  const has = (block: PublicBlock) => page.blocks.includes(block)
  const day = (at: Date | string) =>
    new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
      dateStyle: 'long',
      timeZone: page.timeZone,
    }).format(new Date(at))
  const steps = stepsOf(map)
  const number = new Map(steps.map((step, index) => [step.id, index + 1]))
  const name = say(journey.name)
  const own = say(map.name)
  const state = version ? words.version(version.number, day(version.publishedAt)) : words.draft
  const other = language === 'fr' ? 'en' : 'fr'
  const body = html`<header><p class="kind">${page.workspace} · ${words.kinds[map.kind]}${own !== '' && own !== name && html` · ${own}`} · ${state}</p>
<h1>${name}</h1>${has('goals') && journey.purpose && html`<p class="purpose">${say(journey.purpose)}</p>`}
<nav aria-label="${words.contents}"><ol>${map.phases.map(
    (phase, index) => html`<li><a href="#phase-${index + 1}">${say(phase.name)}</a></li>`,
  )}</ol><a class="other" href="?lang=${other}" hreflang="${other}" lang="${other}">${words.other}</a></nav></header>
<main>${pageCurve(steps, { declared: has('emotion'), desired: has('desired'), lived: page.lived }, language, say)}
${map.phases.map(
  (phase, index) => html`<section id="phase-${index + 1}" aria-labelledby="phase-${index + 1}-name">
<h2 id="phase-${index + 1}-name"><small>${words.phase(index + 1)}</small> ${say(phase.name)}</h2>
${has('goals') && phase.goal && html`<p class="goal">${say(phase.goal)}</p>`}
${phase.steps.length === 0 && html`<p class="goal">${words.noSteps}</p>`}
<ol class="steps">${phase.steps.map(step => stepCard(step, number.get(step.id)!, whole, page, say))}</ol></section>`,
)}</main>
<footer>${
    page.lived &&
    html`<p>${words.measuredOver(
      periodWords(page.lived, language, page.timeZone),
      page.lived.cases?.toLocaleString(language === 'fr' ? 'fr-FR' : 'en-GB') ?? '',
    )}</p>`
  }<p>${words.until(day(page.expiresAt))}</p><p>${words.made}</p></footer>`
  return publicDocument(language, `${name} · ${page.workspace}`, body)
}

function stepCard(
  step: Step,
  number: number,
  { map, library }: WholeMap,
  page: PublicPage,
  say: (label: Label | null | undefined) => string,
): Html {
  const { language } = page
  const words = pageWords[language]
  const has = (block: PublicBlock) => page.blocks.includes(block)
  const touchpoints = new Map(library.touchpoints.map(one => [one.id, one]))
  const moments = new Set(map.momentsOfTruth.map(one => one.placement))
  const channel = (code: string) =>
    isChannel(code) ? channels[code][language] : say(library.channels.find(one => one.id === code)?.name)
  const owners = [
    ...new Set(
      step.placements.flatMap(placement =>
        placement.raci.flatMap(one =>
          one.role === 'accountable' ? [say(library.departments.find(({ id }) => id === one.department)?.name)] : [],
        ),
      ),
    ),
  ].filter(Boolean)
  const felt = has('emotion') ? declaredFeeling(step) : null
  const names = step.emotion.declared.flatMap(one => (one.label ? [one.label] : []))
  const { desired } = step.emotion
  const lived = page.lived?.feelings.find(one => one.step === step.id)
  const reachOf = (touchpoint: string, unseen: boolean) => {
    const share = unseen ? undefined : page.lived?.reach.get(touchpoint)
    return share === undefined ? null : html` <span class="reach">${words.reach(Math.round(share * 100))}</span>`
  }
  return html`<li class="step"><h3><small>${words.step(number)}</small> ${say(step.title)}</h3>
${step.description && html`<p>${say(step.description)}</p>`}
<dl>${
    has('touchpoints') &&
    step.placements.length > 0 &&
    html`<dt>${words.touchpoints}</dt>${step.placements.map(placement => {
      const found = touchpoints.get(placement.touchpoint)
      const codes = placement.channels.length > 0 ? placement.channels : (found?.channels ?? [])
      return html`<dd>${say(found?.name)}${codes.length > 0 && html` <span class="by">${codes.map(channel).filter(Boolean).join(', ')}</span>`}${reachOf(placement.touchpoint, found?.observability === 'unobservable')}
${has('moments') && moments.has(placement.id) && html` <strong class="moment">★ ${words.moment}</strong>`}</dd>`
    })}`
  }${
    lived &&
    lived.reading !== 'hidden' &&
    lived.mean !== null &&
    html`<dt>${words.lived}</dt><dd><span class="feeling lived ${toneOf(lived.mean)}">${feeling(lived.mean, language)} ${words[toneOf(lived.mean)]}</span> ${words.answers(lived.customers, lived.reading === 'indicative')}</dd>`
  }${
    felt !== null &&
    html`<dt>${words.emotion}</dt><dd><span class="feeling ${toneOf(felt)}">${feeling(felt, language)} ${words[toneOf(felt)]}</span> ${[...new Set(names)].join(', ')}</dd>`
  }${
    has('desired') &&
    desired &&
    html`<dt>${words.desired}</dt><dd><span class="feeling wish">${feeling(desired.valence, language)}</span> ${[desired.type, say(desired.statement)].filter(Boolean).join(' · ')}</dd>`
  }${
    has('cells') &&
    map.lanes.map(lane => {
      const cell = step.cells.find(one => one.lane === lane.id)
      const text = say(cell?.text)
      const { picture } = cell ?? {}
      if (!text && !picture) return html``
      return html`<dt>${say(lane.name) || laneName(lane.type)[language]}</dt>${
        picture &&
        html`<dd class="picture"><img src="/p/${page.token}/pictures/${picture.id}" alt="${say(picture.alt) || words.picture}" loading="lazy"></dd>`
      }${text && html`<dd class="said">${text}</dd>`}`
    })
  }${has('owners') && owners.length > 0 && html`<dt>${words.owners}</dt><dd>${owners.join(', ')}</dd>`}</dl></li>`
}
