/** What touchpoints of templates commonly are, so that each template says only what is particular. */

/** The company tells the customer something: a message, a letter, a notice. */
export const companySays = { kind: 'communication', initiator: 'company' } as const

/** The two speak, at the customer's wish. */
export const talk = { kind: 'communication' } as const

/** What others say of the company where it does not see it. */
export const othersSay = {
  ownership: 'earned',
  kind: 'communication',
  initiator: 'third',
  observability: 'unobservable',
} as const

/** A partner's own service, of which the company sees a part. */
export const partnerDoes = { ownership: 'partner', observability: 'partial' } as const
