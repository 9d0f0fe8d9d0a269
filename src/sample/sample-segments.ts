import type { CallOf } from '../contract/route.ts'
import type { createSegment } from '../contract/segmenting.ts'

type ByRule = Extract<CallOf<typeof createSegment>['body'], { rule: unknown }>

/** The groups of customers that the sample company looks at, each by a rule. */
export const sampleSegments: readonly ByRule[] = [
  {
    name: 'Clients fidèles',
    rule: {
      match: 'all',
      conditions: [
        {
          kind: 'event',
          event: 'Order Completed',
          how: 'at least',
          times: 2,
          period: { lastDays: 365 },
          having: null,
        },
      ],
    },
  },
  {
    name: 'Familles',
    rule: { match: 'all', conditions: [{ kind: 'trait', trait: 'persona', is: 'one of', values: ['family'] }] },
  },
  {
    name: 'Panier sans achat',
    rule: {
      match: 'all',
      conditions: [
        { kind: 'event', event: 'Product Added', how: 'at least', times: 1, period: { lastDays: 60 }, having: null },
        {
          kind: 'event',
          event: 'Order Completed',
          how: 'fewer than',
          times: 1,
          period: { lastDays: 60 },
          having: null,
        },
      ],
    },
  },
]
