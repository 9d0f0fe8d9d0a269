import type { Installation } from '../../feature.ts'
import { isChannel } from '../../vocabulary/channel.ts'
import {
  assistedChannels,
  contactWordOf,
  conversationProperties,
  isSelfHelp,
  isSolved,
  reasonProperties,
} from '../../vocabulary/contact.ts'
import { problem } from '../../vocabulary/problem.ts'
import { eventNames } from '../traces/event-names.ts'
import { type DefinitionPlace, type KeptRules, readContactRules } from './contact-definition-store.ts'

/** Which events are contacts, and where they say their reason and their conversation. */
export type ContactRule = {
  /** Whether somebody named the events; else they are known by their words and by what they carry. */
  readonly chosen: boolean
  readonly channels: readonly string[]
  readonly names: readonly string[]
  /** On an assisted channel, yet no contact: sent by the company, or taken by nobody. */
  readonly never: readonly string[]
  readonly reason: readonly string[]
  readonly conversation: readonly string[]
  /** Without a conversation, what follows the one before within this is the same contact. */
  readonly mergeSeconds: number
  /** Within so many days a contact repeats one before, where the question says nothing else. */
  readonly days: number
  /** Whether the workspace says what counts, in anything. */
  readonly ofWorkspace: boolean
  /** Whether it is the workspace's, and what it makes of the events is written (see write-contacts.ts). */
  readonly written: boolean
}

export type ContactsSaid = {
  readonly contacts?: string | undefined
  readonly assisted?: string | undefined
  readonly reason?: string | undefined
  readonly conversation?: string | undefined
  readonly mergeMinutes?: number | undefined
}

/** Which events are a customer helping themselves, and which of them say that it worked. */
export type SelfHelpRule = {
  readonly chosen: boolean
  readonly names: readonly string[]
  readonly solved: readonly string[]
  readonly leakHours: number
  /** As of contacts. */
  readonly written: boolean
}

export type SelfHelpSaid = {
  readonly selfHelp?: string | undefined
  readonly solved?: string | undefined
  readonly leakHours?: number | undefined
}

/**
 * What is said, else what the workspace says, else what is recognised.
 * @throws problem `input_invalid` for an event that nobody sent, or a channel that there is none of.
 */
export async function contactRuleOf(place: DefinitionPlace, said: ContactsSaid): Promise<ContactRule> {
  const [known, kept] = await Promise.all([eventNames(place, place.workspace.number, false), readContactRules(place)])
  const own = contactRuleIn(kept, known, {})
  const rule = Object.values(said).every(one => one === undefined) ? own : contactRuleIn(kept, known, said)
  return { ...rule, written: kept.written && makesTheSame(rule, own) }
}

function contactRuleIn({ revision, definition: kept }: KeptRules, known: readonly string[], said: ContactsSaid) {
  const asked = readNames(said.contacts, known)
  const chosen = asked ?? stillSent(kept.contacts, known)
  const channels = (said.assisted ?? '').split(',').filter(one => one !== '')
  for (const code of channels) {
    if (!isChannel(code))
      throw problem('input_invalid', {
        reason: { en: `there is no channel “${code}”`, fr: `il n’y a pas de canal « ${code} »` },
      })
  }
  const word = new Map(known.map(name => [name, contactWordOf(name)]))
  return {
    chosen: chosen !== undefined,
    // Who names the events need not name the channels: then each counts wherever it happened.
    channels: channels.length > 0 ? channels : asked ? [] : (kept.assisted ?? (chosen ? [] : assistedChannels)),
    names: chosen ?? known.filter(name => word.get(name) === 'contact'),
    never: chosen ? [] : known.filter(name => word.get(name) === 'sent' || word.get(name) === 'attempt'),
    reason: said.reason ? [said.reason] : kept.reason ? [kept.reason] : reasonProperties,
    conversation: said.conversation
      ? [said.conversation]
      : kept.conversation
        ? [kept.conversation]
        : conversationProperties,
    mergeSeconds: (said.mergeMinutes ?? kept.mergeMinutes ?? 5) * 60,
    days: kept.days ?? 7,
    ofWorkspace: revision > 0 && Object.values(kept).some(value => value !== null),
  }
}

/** @throws problem `input_invalid` for an event that nobody sent. */
export async function selfHelpRuleOf(place: DefinitionPlace, said: SelfHelpSaid): Promise<SelfHelpRule> {
  const [known, kept] = await Promise.all([eventNames(place, place.workspace.number, false), readContactRules(place)])
  const own = selfHelpRuleIn(kept, known, {})
  const rule = selfHelpRuleIn(kept, known, said)
  return { ...rule, written: kept.written && makesTheSame(rule, own) }
}

function selfHelpRuleIn({ definition: kept }: KeptRules, known: readonly string[], said: SelfHelpSaid) {
  const names = readNames(said.selfHelp, known) ?? stillSent(kept.selfHelp, known)
  return {
    chosen: names !== undefined,
    names: names ?? known.filter(isSelfHelp),
    leakHours: said.leakHours ?? kept.leakHours ?? 24,
    solved:
      readNames(said.solved, known) ??
      stillSent(kept.solved, known) ??
      known.filter(name => isSolved(name) && contactWordOf(name) === undefined),
  }
}

/** The workspace's own, by which its contacts are written. */
export async function contactRulesOf(
  installation: Installation,
  workspace: number,
): Promise<{ readonly contacts: ContactRule; readonly help: SelfHelpRule }> {
  const place = { ...installation, workspace: { number: workspace } }
  const [contacts, help] = await Promise.all([contactRuleOf(place, {}), selfHelpRuleOf(place, {})])
  return { contacts, help }
}

/** Whether two rules make the same of the events. Within which time a contact repeats or leaks is asked of what is written. */
function makesTheSame(one: object, other: object): boolean {
  const told = (rule: object) =>
    JSON.stringify({ ...rule, days: 0, leakHours: 0, ofWorkspace: false }, (_, value) =>
      Array.isArray(value) ? value.toSorted() : value,
    )
  return told(one) === told(other)
}

/** What the workspace names, less what was never sent or is long forgotten: that counts nothing and refuses nothing. */
function stillSent(names: readonly string[] | null, known: readonly string[]): readonly string[] | undefined {
  return names === null ? undefined : names.filter(name => known.includes(name))
}

/** Names of events, as a JSON list or separated by `|`; undefined where nothing is said. */
export function readNames(text: string | undefined, known: readonly string[]): readonly string[] | undefined {
  if (text === undefined || text.trim() === '') return undefined
  const names = text.trim().startsWith('[') ? listIn(text) : text.split('|').map(name => name.trim())
  const sent = new Set(known)
  for (const name of names) {
    if (!sent.has(name))
      throw problem('input_invalid', {
        reason: {
          en: `no event is called “${name}”; choose among those that were sent`,
          fr: `aucun événement ne s’appelle « ${name} » ; choisissez parmi ceux qui ont été envoyés`,
        },
      })
  }
  return names
}

function listIn(text: string): readonly string[] {
  try {
    const told: unknown = JSON.parse(text)
    if (Array.isArray(told) && told.length > 0 && told.every(one => typeof one === 'string')) return told
  } catch {
    // Said below, as for any other text that is no list.
  }
  throw problem('input_invalid', {
    reason: {
      en: 'events are named as a JSON list, `["Call Answered"]`, or separated by |',
      fr: 'les événements se nomment en liste JSON, `["Call Answered"]`, ou séparés par |',
    },
  })
}
