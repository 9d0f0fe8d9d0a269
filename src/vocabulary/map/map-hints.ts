import type { Label } from '../label.ts'
import { type JourneyMap, placementsOf, stepsOf } from './journey-map.ts'
import type { Library } from './library.ts'

/** Advice on how a map is drawn. It never stands in the way of anything, and may be ignored for good. */
export type MapHint = {
  readonly code: 'internalStep' | 'departmentInTitle' | 'thinPhase' | 'heavyPhase' | 'longMap' | 'mobileUnseen'
  readonly at: { readonly kind: 'phase' | 'step' | 'map'; readonly id: string }
  /** What was found: the word, the department, the share. */
  readonly found: string
}

/** Verbs of those who serve, at the head of a title: the customer does none of these. */
const serving: Readonly<Record<'fr' | 'en', readonly RegExp[]>> = {
  fr: [
    /^(trait|valid|envoi|envoy|gestion|gér|factur|expédi|prépar(er|ation)|prise en charge|qualifi|relanc|saisi|enregistre(r|ment)|affect|contrôl|vérifi|mise? (à jour|en place|en stock)|onboard|activation du compte|réception de la demande)/i,
  ],
  en: [
    /^(process|validat|send(ing)? |ship(ping|ment)?( |$)|handl|manag|invoic|bill(ing)?( |$)|prepar|qualif|assign|fulfil|dispatch|record|register the|update the|follow[- ]up|onboard|provision|escalat)/i,
  ],
}

/** How the customer speaks: "I…", « Je… », « On… ». Such a title is never the company's. */
const own = /^(i\b|i['’]|my |we\b|our |je\b|j['’]|mon |ma |mes |on |nous |notre )/i

/** Steps are told by the customer; phases are of a like weight; a long journey is better told as several. */
export function hintsOf(map: JourneyMap, library: Pick<Library, 'departments' | 'touchpoints'>): readonly MapHint[] {
  const found: MapHint[] = []
  const steps = stepsOf(map)
  for (const step of steps) {
    const at = { kind: 'step', id: step.id } as const
    const internal = wordOf(step.title)
    if (internal) found.push({ code: 'internalStep', at, found: internal })
    const department = library.departments.find(one => names(step.title, one.name))
    if (department) {
      found.push({ code: 'departmentInTitle', at, found: department.name.fr ?? department.name.en ?? department.id })
    }
  }
  if (steps.length >= 8) {
    for (const phase of map.phases) {
      const share = phase.steps.length / steps.length
      const at = { kind: 'phase', id: phase.id } as const
      if (share > 0.5 && map.phases.length > 2) {
        found.push({ code: 'heavyPhase', at, found: String(Math.round(share * 100)) })
      }
      const isThin = phase.steps.length === 1 && phase.steps.every(step => step.placements.length === 0)
      if (isThin) found.push({ code: 'thinPhase', at, found: '1' })
    }
  }
  if (steps.length > 40) found.push({ code: 'longMap', at: { kind: 'map', id: map.id }, found: String(steps.length) })
  if (lacksMobile(map, library)) found.push({ code: 'mobileUnseen', at: { kind: 'map', id: map.id }, found: '' })
  return found
}

function wordOf(title: Label): string | undefined {
  for (const tongue of ['fr', 'en'] as const) {
    const text = title[tongue]?.trim() ?? ''
    if (text === '' || own.test(text)) continue
    const match = serving[tongue].find(rule => rule.test(text))
    if (match) return text.split(/\s+/)[0] ?? text
  }
  return undefined
}

/** Whether a title names a department, as whole words and in the same language; names of one or two letters say too little. */
function names(title: Label, department: Label): boolean {
  return (['fr', 'en'] as const).some(tongue => {
    const name = department[tongue]?.trim().toLowerCase() ?? ''
    const text = title[tongue]?.toLowerCase() ?? ''
    if (name.length < 3) return false
    const at = text.indexOf(name)
    const isLetter = (sign: string | undefined) => sign !== undefined && /\p{L}/u.test(sign)
    return at >= 0 && !isLetter(text[at - 1]) && !isLetter(text[at + name.length])
  })
}

/** Touchpoints on the web and none in the app, by SMS or on the phone's own channels: half the customers hold one. */
function lacksMobile(map: JourneyMap, library: Pick<Library, 'touchpoints'>): boolean {
  const placed = placementsOf(map)
  if (placed.length < 6) return false
  const channels = new Map(library.touchpoints.map(one => [one.id, one.channels]))
  const used = new Set(
    placed.flatMap(one => (one.channels.length > 0 ? one.channels : (channels.get(one.touchpoint) ?? []))),
  )
  return used.has('web') && !['app', 'sms', 'chat', 'social'].some(code => used.has(code))
}
