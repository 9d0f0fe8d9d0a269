import type { PageLook } from './look-at-pages.ts'
import type { SampleMessage } from './message.ts'

/** An answer to the sample's survey after a delivery, as whoever gave it would be recorded. */
export type SampleAnswer = {
  readonly id: string
  readonly answeredAt: string
  readonly language: 'fr'
  readonly customer?: string
  readonly answers: Readonly<Record<string, number | string | readonly string[]>>
}

/**
 * What customers said of their deliveries, among what they lived: the same scores that the events tell, on the scale of
 * the survey, with what went wrong and their words.
 */
export function answersAmong(messages: readonly (SampleMessage | PageLook)[]): readonly SampleAnswer[] {
  return messages.flatMap(message => {
    if (!('context' in message)) return []
    const { type, event, properties, userId, messageId, timestamp } = message
    if (type !== 'track' || event !== 'Survey Answered' || properties?.survey !== 'delivery') return []
    const score = 1 + Math.round((Number(properties.score) * 4) / 10)
    const daysLate = Number(properties.deliveredLateDays ?? 0)
    const { comment } = properties
    return [
      {
        id: messageId,
        answeredAt: timestamp,
        language: 'fr' as const,
        ...(userId !== undefined && { customer: userId }),
        answers: {
          score,
          ...(score <= 3 && { wrong: daysLate > 1 ? ['late', 'news'] : daysLate > 0 ? ['late'] : ['damaged'] }),
          ...(typeof comment === 'string' && { comment }),
        },
      },
    ]
  })
}
