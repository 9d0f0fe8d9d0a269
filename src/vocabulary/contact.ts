import type { Channel } from './channel.ts'

/**
 * What counts as a contact unless a workspace says otherwise. A contact is somebody asking somebody: an inbound,
 * assisted interaction, once for each conversation. What a company sends, what a customer answers to a survey, and a
 * call that nobody took are none. Names of events are read as people write them, in English and in French.
 */
export const assistedChannels: readonly Channel[] = ['phone', 'email', 'chat', 'store', 'sms', 'social']

/** Where the reason of a contact, or of a search for help, stands in an event: the first of these that it has. */
export const reasonProperties = ['reason', 'reasonCode', 'reason_code', 'motif', 'topic', 'category'] as const

/** What names the conversation that an event belongs to: the first of these that it has. */
export const conversationProperties = [
  'conversationId',
  'conversation_id',
  'callId',
  'call_id',
  'chatId',
  'chat_id',
  'ticketId',
  'ticket_id',
  'threadId',
  'interactionId',
] as const

/** Properties that say whether a matter was settled, by `true`. */
export const settledProperties = ['settled', 'resolved', 'solved', 'helpful'] as const

/** Values of the property `direction` by which an event says that the company began. */
export const outboundDirections = ['outbound', 'outgoing', 'out', 'sortant', 'sortante'] as const

/** Any of these words, whole, accents and all. */
const anyOf = (...told: readonly string[]) => new RegExp(`(?<![\\p{L}\\d])(?:${told.join('|')})(?![\\p{L}\\d])`, 'iu')

const sent = anyOf(
  'sent|delivered|bounced|unsubscribed|subscribed|scheduled|planned|dispatched|outbound|survey|newsletter|campaign',
  '(?:e ?mail|mail|message|sms|push|courriel)s? (?:opened|clicked|ouverte?s?|cliqu[ée]e?s?)',
  'envoy[ée]e?s?|sortante?s?|enqu[êe]te|sondage',
)
const unanswered = anyOf(
  'abandon(?:ed|n[ée]e?s?)?|missed|unanswered|hung up|hang up|no answer|manqu[ée]e?s?|raccroch[ée]e?s?|sans r[ée]ponse',
)
const asking = anyOf(
  'call(?:ed|s)?|phoned?|chat(?:s|ted)?|ticket|contact(?:ed|s)?|conversation|complaint|complained|inquiry|enquiry',
  'question|request|claim|help ?desk|advice|advis(?:ed|or)|assistance|support|(?:message|e ?mail|sms) received',
  'appel|t[ée]l[ée]phone|r[ée]clamation|demande|conseil|tchat|(?:message|e ?mail|sms) re[çc]u|courriel',
)
const selfHelp = anyOf(
  'help|faq|knowledge|article|tracked|tracking|track|self.?service|chat ?bot|bot|assistant|how.?to|tutorial|aide|suivi|tuto(?:riel)?',
)
const solving = anyOf('solved|resolved|helpful|answer found|r[ée]solue?s?|r[ée]gl[ée]e?s?|utile|r[ée]ponse trouv[ée]e')
const denied = anyOf('not|non|pas')
const failing = anyOf(
  'fail(?:ed|ure|s)?|errors?|no results?|abandon(?:ed|n[ée]e?s?)?|declined|refused|rejected|timed? ?out|unanswered|missed',
  'crash(?:ed)?|[ée]chec|[ée]chou[ée]e?s?|erreur|aucun r[ée]sultat|refus[ée]e?s?|manqu[ée]e?s?|sans r[ée]ponse',
)

/** Underscores, dots and capitals inside words are how programmes write spaces: `callAnswered`, `call_answered`. */
const words = (name: string) => name.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/[_.:/-]+/g, ' ')

/**
 * What the name of an event on an assisted channel says: a contact, an attempt that nobody took, something that the
 * company sent; `undefined` where it says nothing of the kind.
 */
export function contactWordOf(name: string): 'contact' | 'attempt' | 'sent' | undefined {
  const told = words(name)
  if (sent.test(told)) return 'sent'
  if (unanswered.test(told)) return 'attempt'
  return asking.test(told) ? 'contact' : undefined
}

/** Whether an event of that name is a customer helping themselves. */
export const isSelfHelp = (name: string): boolean => {
  const told = words(name)
  return !sent.test(told) && selfHelp.test(told)
}

/** Whether an event of that name says that the matter is solved. */
export const isSolved = (name: string): boolean => solving.test(words(name)) && !denied.test(words(name))

/** Whether an event of that name is a signal of failure: an error, nothing found, a call that nobody took. */
export const isFailure = (name: string): boolean => failing.test(words(name))

const frictionClick = anyOf('(?:rage|dead|error) ?clicks?|thrash(?:ed|ing)?|clics? (?:de rage|mort|en erreur)')

/** Whether an event of that name is a click of anger, a click on what does not react, or one that an error followed. */
export const isFrictionClick = (name: string): boolean => frictionClick.test(words(name))
