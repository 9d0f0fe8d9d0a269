import { z } from 'zod'
import { type Label, labelIn, labelShape, type Tongue } from '../label.ts'

/** What is written to people who are asked. What is not written here is said in words of ours. */
export const messageTextsShape = z.strictObject({
  invitation: z.strictObject({ subject: labelShape.exactOptional(), body: labelShape.exactOptional() }).exactOptional(),
  reminder: z.strictObject({ subject: labelShape.exactOptional(), body: labelShape.exactOptional() }).exactOptional(),
  sms: labelShape.exactOptional(),
  smsReminder: labelShape.exactOptional(),
  /** An SMS asks the first question itself, and is answered by SMS; else it holds the personal address. */
  smsAsks: z.boolean().exactOptional(),
})
export type MessageTexts = z.output<typeof messageTextsShape>

/** What may be put into a text: `{firstName|customer}`, with what is said where it is not known. `{link}` in an SMS. */
export type Piped = { readonly firstName?: string | undefined; readonly link?: string | undefined }

const places = /\{(firstName|pr[ée]nom|link|lien)(?:\|([^{}|]{0,80}))?\}/giu

/** A text with what is known of the person in its places. A name that looks like an address is none. */
export function pipe(text: string, { firstName, link }: Piped): string {
  const name = firstName === undefined ? undefined : nameIn(firstName)
  const piped = text.replace(places, (_, what: string, fallback: string | undefined) => {
    if (/^l/i.test(what)) return link ?? ''
    return name ?? fallback?.trim() ?? ''
  })
  // "Hello ," of somebody without a name.
  return piped.replace(/[ \t]+,/g, ',').trim()
}

/** Names come from forms that anyone fills in: what could lead somewhere, or fill the page, is not put into a letter. */
function nameIn(told: string): string | undefined {
  const name = told.replace(/\s+/gu, ' ').trim()
  return name !== '' && name.length <= 60 && !/[\p{Cc}/:@<>{}\\[\]=]|\.\S|www/iu.test(name) ? name : undefined
}

const usual = {
  invitation: {
    subject: { fr: 'Votre avis, en une minute', en: 'Your opinion, in a minute' },
    body: {
      fr: 'Bonjour {firstName},\n\nVous avez eu affaire à nous récemment. Votre réponse nous aide à faire mieux ; une minute suffit.',
      en: 'Hello {firstName},\n\nYou were in touch with us lately. Your answer helps us do better; a minute is enough.',
    },
  },
  reminder: {
    subject: { fr: 'Il est encore temps de donner votre avis', en: 'There is still time to tell us' },
    body: {
      fr: 'Bonjour {firstName},\n\nNous vous avons écrit il y a quelques jours. Si vous avez une minute, votre réponse compte ; sinon, oubliez ce message.',
      en: 'Hello {firstName},\n\nWe wrote to you a few days ago. If you have a minute, your answer counts; if not, leave this message be.',
    },
  },
  sms: {
    fr: 'Bonjour, votre avis sur votre dernier contact avec nous : {link}',
    en: 'Hello, what did you think of your last contact with us? {link}',
  },
  smsReminder: {
    fr: 'Il est encore temps de donner votre avis : {link}',
    en: 'There is still time to tell us: {link}',
  },
} as const satisfies Required<Omit<MessageTexts, 'smsAsks'>>

export type MailWords = { readonly subject: string; readonly body: string }

/** The subject and the body of a letter, as they were written or as usual, with their places still open. */
export function mailWords(texts: MessageTexts, kind: 'invitation' | 'reminder', tongue: Tongue): MailWords {
  const written = texts[kind] ?? {}
  return {
    subject: wordsOf(written.subject, usual[kind].subject, tongue),
    body: wordsOf(written.body, usual[kind].body, tongue),
  }
}

/** The text of an SMS; the link is at its end where the author named no place for it. */
export function smsWords(texts: MessageTexts, kind: 'invitation' | 'reminder', tongue: Tongue): string {
  const which = kind === 'invitation' ? 'sms' : 'smsReminder'
  const text = wordsOf(texts[which], usual[which], tongue)
  return /\{(link|lien)\}/i.test(text) ? text : `${text} {link}`
}

/** A text that lacks in this language is the usual one in it, rather than the author's in the other. */
function wordsOf(written: Label | undefined, usually: Label, tongue: Tongue): string {
  const own = written && labelIn(written, tongue)
  return own && !own.fallback && own.text.trim() !== '' ? own.text : labelIn(usually, tongue).text
}
