import fc from 'fast-check'

/** What a journey is told, drawn at random. Events are named E0 to E5; E0 to E2 are bound to touchpoints. */
export type DrawnJourney = {
  readonly correlationKey: string | null
  readonly startWhen: string | null
  readonly endWhen: string | null
  readonly abandonAfterHours: number
  readonly merges: readonly { readonly window: string | null; readonly by: readonly string[] }[]
}

export const drawnJourney: fc.Arbitrary<DrawnJourney> = fc.record({
  correlationKey: fc.constantFrom(null, 'properties.order', 'case'),
  startWhen: fc.constantFrom(null, null, 'E0', 'E3'),
  endWhen: fc.constantFrom(null, null, 'E2', 'E4'),
  abandonAfterHours: fc.constantFrom(1, 6, 48, 720),
  merges: fc.array(
    fc.record({
      window: fc.constantFrom(null, 'PT1S', 'PT30M', 'PT5H'),
      by: fc.constantFrom([], ['properties.order'], ['properties.page', 'properties.order']),
    }),
    { minLength: 3, maxLength: 3 },
  ),
})

/** A message that some customer's browser or till sent, its time in minutes after the beginning. */
export type DrawnMessage = {
  readonly kind: 'track' | 'alias'
  readonly name: number
  readonly minute: number
  readonly browser: number | null
  readonly user: number | null
  readonly previous: number
  readonly order: 'o1' | 'o2' | 7 | null
  readonly caseKey: 'c1' | 'c2' | null
  readonly page: 'p1' | 'p2' | null
  readonly csat: number | null
  readonly channel: 'web' | 'store' | 'phone'
}

const sometimes = <T>(...values: readonly T[]) => fc.constantFrom<T | null>(null, null, ...values)

const drawnMessage: fc.Arbitrary<DrawnMessage> = fc
  .record({
    kind: fc.constantFrom('track' as const, 'track' as const, 'track' as const, 'track' as const, 'alias' as const),
    name: fc.integer({ min: 0, max: 5 }),
    // Clusters, so that merges, ties and gaps all happen.
    minute: fc.oneof(
      fc.integer({ min: 0, max: 8 }),
      fc.integer({ min: 0, max: 90 }),
      fc.integer({ min: 0, max: 40 }).map(hour => hour * 60 + 1_000),
      fc.integer({ min: 0, max: 60_000 }),
    ),
    browser: fc.option(fc.integer({ min: 0, max: 7 }), { freq: 5 }),
    user: fc.option(fc.integer({ min: 0, max: 4 }), { freq: 1 }),
    previous: fc.integer({ min: 0, max: 5 }),
    order: sometimes<'o1' | 'o2' | 7>('o1', 'o2', 7),
    caseKey: sometimes<'c1' | 'c2'>('c1', 'c2'),
    page: sometimes<'p1' | 'p2'>('p1', 'p2'),
    csat: sometimes(1, 3, 5),
    channel: fc.constantFrom('web' as const, 'store' as const, 'phone' as const),
  })
  .map(message => ({
    ...message,
    // Somebody is always named.
    browser: message.browser === null && message.user === null ? 0 : message.browser,
  }))

/** Messages as they are sent: in batches, in any order, some of them again. */
export const deliveries: fc.Arbitrary<readonly (readonly { readonly id: number; readonly message: DrawnMessage }[])[]> =
  fc.array(drawnMessage, { minLength: 20, maxLength: 160, size: 'max' }).chain(messages => {
    const sent = messages.map((message, id) => ({ id, message }))
    return fc
      .record({
        shuffled: fc.shuffledSubarray(sent, { minLength: sent.length }),
        again: fc.subarray(sent),
        sizes: fc.array(fc.constantFrom(1, 1, 2, 5, 20, 40), { minLength: 6, maxLength: 6 }),
      })
      .map(({ shuffled, again, sizes }) => {
        const all = [...shuffled, ...again]
        const batches: { id: number; message: DrawnMessage }[][] = []
        for (let place = 0, turn = 0; place < all.length; turn++) {
          const size = sizes[turn % sizes.length]!
          batches.push(all.slice(place, place + size))
          place += size
        }
        return batches
      })
  })

/** What a member does to identities while events arrive: joins or parts, somewhere in the sequence. */
export const interventions = fc.array(
  fc.record({
    after: fc.integer({ min: 0, max: 6 }),
    what: fc.constantFrom('merge' as const, 'split' as const),
    choice: fc.integer({ min: 0, max: 1_000 }),
  }),
  { maxLength: 3 },
)
