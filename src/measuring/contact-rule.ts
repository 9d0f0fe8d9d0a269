import type { Context } from '../feature.ts'
import { isChannel } from '../vocabulary/channel.ts'
import {
  assistedChannels,
  contactWordOf,
  conversationProperties,
  isSelfHelp,
  isSolved,
  reasonProperties,
} from '../vocabulary/contact.ts'
import { problem } from '../vocabulary/problem.ts'
import { eventNames } from './event-names.ts'

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
}

/** @throws problem `input_invalid` for an event that nobody sent, or a channel that there is none of. */
export async function contactRuleOf(context: Context, said: ContactsSaid): Promise<ContactRule> {
  const known = await eventNames(context, context.workspace.number, false)
  const chosen = readNames(said.contacts, known)
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
    channels: channels.length > 0 ? channels : chosen ? [] : assistedChannels,
    names: chosen ?? known.filter(name => word.get(name) === 'contact'),
    never: chosen ? [] : known.filter(name => word.get(name) === 'sent' || word.get(name) === 'attempt'),
    reason: said.reason ? [said.reason] : reasonProperties,
    conversation: said.conversation ? [said.conversation] : conversationProperties,
    mergeSeconds: (said.mergeMinutes ?? 5) * 60,
  }
}

/** @throws problem `input_invalid` for an event that nobody sent. */
export async function selfHelpRuleOf(
  context: Context,
  said: { readonly selfHelp?: string | undefined; readonly solved?: string | undefined },
): Promise<SelfHelpRule> {
  const known = await eventNames(context, context.workspace.number, false)
  const names = readNames(said.selfHelp, known)
  return {
    chosen: names !== undefined,
    names: names ?? known.filter(isSelfHelp),
    solved: readNames(said.solved, known) ?? known.filter(name => isSolved(name) && contactWordOf(name) === undefined),
  }
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
