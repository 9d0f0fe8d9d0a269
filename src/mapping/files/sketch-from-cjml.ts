import { SaxesParser, type SaxesTagPlain } from 'saxes'
import type { Label, Tongue } from '../../vocabulary/label.ts'
import { mapLimits } from '../../vocabulary/map/journey-map.ts'
import { refuseFile } from './file-refusal.ts'
import { readChannel } from './grid-words.ts'
import { guessTongue } from './guess-tongue.ts'
import { nameKey } from './name-key.ts'
import type { Remarks } from './remarks.ts'
import { plainPlacement, plainStep, type Sketch, type SketchPlacement, type SketchStep } from './sketch.ts'
import type { GridReading } from './sketch-from-grid.ts'

const deepest = 40
const longestText = 4000

type Actor = { readonly name: string; readonly isCustomer: boolean }
type Told = {
  readonly kind: 'action' | 'communication'
  readonly line: number
  readonly attributes: Readonly<Record<string, string>>
  readonly texts: { own: string; sender: string; receiver: string }
}

/**
 * Reads CJML as its public tool writes it: actors, then actions and communication points in order. Actors who are the
 * customer become personas, the others departments. Nothing is expanded and nothing fetched; XML that is broken is told
 * place by place and refused.
 */
export function sketchFromCjml(text: string, { language, locale }: GridReading, remarks: Remarks): Sketch | undefined {
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw refuseFile('document_type')
  const actors = new Map<string, Actor>()
  const told: Told[] = []
  let root: string | undefined
  let open: Told | undefined
  let part: 'own' | 'sender' | 'receiver' = 'own'
  let depth = 0
  let broken = 0
  const unknown = new Set<string>()

  const parser = new SaxesParser({ xmlns: false, position: true })
  parser.on('error', error => {
    broken++
    const { line } = parser
    const found = brokenWords(error.message)
    remarks.error(found, { line })
  })
  parser.on('opentag', (tag: SaxesTagPlain) => {
    if (++depth > deepest) throw refuseFile('unknown')
    const name = nameKey(tag.name).replace(/^.*:/, '')
    root ??= name
    const attributes = Object.fromEntries(
      Object.entries(tag.attributes).map(([key, value]) => [nameKey(key), String(value).trim()]),
    )
    if (name === 'actor') readActor(attributes)
    else if (name === 'action' || name === 'communicationpoint' || name === 'communication') {
      open = {
        kind: name === 'action' ? 'action' : 'communication',
        line: parser.line,
        attributes,
        texts: { own: '', sender: '', receiver: '' },
      }
      part = 'own'
      told.push(open)
    } else if (open && (name === 'sender' || name === 'receiver')) part = name
    else if (!['cjml', 'actors', 'touchpoints', 'journey', 'title', 'name'].includes(name)) unknown.add(tag.name)
  })
  parser.on('text', words => {
    if (open && open.texts[part].length < longestText * 2) open.texts[part] += words
  })
  parser.on('closetag', tag => {
    depth--
    const name = nameKey(tag.name).replace(/^.*:/, '')
    if (name === 'sender' || name === 'receiver') part = 'own'
    if (name === 'action' || name === 'communicationpoint' || name === 'communication') open = undefined
  })
  parser.write(text).close()

  function readActor(attributes: Readonly<Record<string, string>>): void {
    const { id, name, role = '' } = attributes
    const called = name || id
    if (!called) {
      remarks.error(
        { en: 'An actor has neither name nor id', fr: 'Un acteur n’a ni nom ni identifiant' },
        { line: parser.line, column: 'actor' },
      )
      return
    }
    // The tool knows of customers (also called users); everybody else provides the service.
    actors.set(id ?? called, {
      name: called.slice(0, longestText),
      isCustomer: /custom|client|end ?user|^user|usager|patient|citizen/i.test(role),
    })
  }

  if (broken > 0) return undefined
  if (root === 'log') {
    remarks.error({
      en: 'This is an event log (XES): import it in Sources, then draft a map from data',
      fr: 'C’est un journal d’événements (XES) : importez-le dans Sources, puis esquissez une carte depuis les données',
    })
    return undefined
  }
  if (root !== 'cjml') {
    remarks.error(
      {
        en: `This is XML whose first element is <${root ?? ''}>, where CJML has <cjml>`,
        fr: `C’est du XML dont le premier élément est <${root ?? ''}>, là où CJML attend <cjml>`,
      },
      { line: 1 },
    )
    return undefined
  }
  for (const name of unknown) {
    remarks.warn({ en: 'This element is not read', fr: 'Cet élément n’est pas lu' }, { value: `<${name}>` })
  }
  if (
    told.some(one => one.attributes.time || Object.keys(one.attributes).some(key => key.startsWith('riskcategory')))
  ) {
    remarks.warn({
      en: 'Times and risk categories are not read',
      fr: 'Les heures et les catégories de risque ne sont pas lues',
    })
  }
  // Where no actor is said to be the customer, the first is.
  if (actors.size > 0 && ![...actors.values()].some(actor => actor.isCustomer)) {
    const [[id, first]] = [...actors] as [[string, Actor]]
    actors.set(id, { ...first, isCustomer: true })
  }
  const spoken: Tongue = language ?? guessTongue(told.flatMap(one => Object.values(one.texts))) ?? locale
  const label = (words: string): Label => ({ [spoken]: words })
  const steps = told.flatMap(one => stepOf(one) ?? [])
  if (steps.length > mapLimits.stepsPerPhase) {
    remarks.error({
      en: `A phase holds ${mapLimits.stepsPerPhase} steps at most; this file has ${steps.length} touchpoints`,
      fr: `Une phase contient ${mapLimits.stepsPerPhase} étapes au plus ; ce fichier a ${steps.length} points de contact`,
    })
  }
  if (steps.length === 0 && !remarks.refuses()) {
    remarks.error({
      en: 'The file has no action and no communication point: there is nothing to draw',
      fr: 'Le fichier n’a ni action ni point de communication : il n’y a rien à dessiner',
    })
  }

  function stepOf({ kind, line, attributes, texts }: Told): SketchStep | undefined {
    const actorOf = (role: string): Actor | undefined => {
      const id = attributes[`${role}id`] ?? attributes[role]
      if (id === undefined || id === '') return undefined
      const actor = actors.get(id)
      if (!actor) {
        remarks.error(
          { en: 'No actor of the file has this id', fr: 'Aucun acteur du fichier n’a cet identifiant' },
          { line, column: `${role}Id`, value: id },
        )
      }
      return actor
    }
    const clean = (words: string) => words.replace(/\s+/g, ' ').trim().slice(0, longestText)
    const [own, sent, received] = [clean(texts.own), clean(texts.sender), clean(texts.receiver)]
    const [from, to] = kind === 'action' ? [actorOf('initiator'), undefined] : [actorOf('sender'), actorOf('receiver')]
    // The step is what the customer lives: what they send, or what reaches them.
    const title = kind === 'action' ? own : to?.isCustomer && !from?.isCustomer ? received || sent : sent || received
    if (title === '') {
      remarks.error(
        { en: 'This touchpoint says nothing', fr: 'Ce point de contact ne dit rien' },
        { line, column: kind },
      )
      return undefined
    }
    const company = [from, to].filter(actor => actor !== undefined && !actor.isCustomer)
    const channel = attributes.channel
    const placement: SketchPlacement = {
      ...plainPlacement(label(sent && received && sent !== received ? `${sent} / ${received}` : title)),
      told: { kind, initiator: from && !from.isCustomer ? 'company' : 'customer' },
      channels: channel ? [readChannel(channel) ?? channel.slice(0, 200)] : [],
      raci: company.slice(0, 1).map(actor => ({ role: 'accountable', department: label(actor!.name) })),
    }
    return { ...plainStep(label(title)), placements: [placement] }
  }

  return {
    name: null,
    purpose: null,
    mapName: null,
    kind: 'current',
    language: spoken,
    lanes: [],
    declaresLanes: false,
    personas: [...actors.values()].flatMap(actor =>
      actor.isCustomer ? [{ name: label(actor.name), description: null }] : [],
    ),
    phases: [
      { name: label(spoken === 'fr' ? 'Parcours' : 'Journey'), goal: null, order: 'sequence', desired: null, steps },
    ],
  }
}

/** What the parser found, in words that say what to mend. */
function brokenWords(message: string): { en: string; fr: string } {
  const plain = message.replace(/^\d+:\d+:\s*/, '').replace(/\.$/, '')
  if (/unquoted attribute/i.test(plain))
    return {
      en: 'The value of an attribute is not between quotes',
      fr: 'La valeur d’un attribut n’est pas entre guillemets',
    }
  if (/unclosed tag|unmatched closing tag|unexpected close tag/i.test(plain)) {
    const tag = /:?\s*([\w:.-]+)$/.exec(plain)?.[1] ?? ''
    return {
      en: `An element is not closed, or closed twice: <${tag}>`,
      fr: `Un élément n’est pas fermé, ou fermé deux fois : <${tag}>`,
    }
  }
  if (/undefined entity/i.test(plain))
    return { en: 'An entity stands here that XML does not know', fr: 'Une entité que XML ne connaît pas se trouve ici' }
  return { en: `The XML is broken here (${plain})`, fr: `Le XML est cassé ici (${plain})` }
}
