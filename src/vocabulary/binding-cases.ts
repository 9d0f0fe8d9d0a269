import type { Condition } from './binding.ts'
import type { RuleEvent } from './binding-match.ts'

/**
 * What rules mean, as a table. It is run against the rules in TypeScript and against the same rules in ClickHouse, so
 * that a preview, a page and a trace never disagree. `event` names what differs from `plainEvent`.
 */
export type BindingCase = {
  readonly says: string
  readonly when: Condition
  readonly event: Partial<RuleEvent>
  readonly matches: boolean
}

export const plainEvent: RuleEvent = {
  type: 'Page Viewed',
  kind: 'page',
  channel: 'web',
  device: 'phone',
  source: 'shop',
  case: '',
  occurredAt: new Date('2026-03-01T12:00:00.000Z'),
  score: null,
  texts: { path: '/demenagement/etape-1', plan: 'or', test: 'true', empty: '' },
  numbers: { amount: 19.99, count: 3, zero: 0, negative: -2 },
}

type Row = readonly [says: string, when: Condition, matches: boolean, event?: Partial<RuleEvent>]

const path = (op: 'glob' | 'regex', value: string): Condition => ({ field: 'properties.path', op, value })
const at = (address: string): Partial<RuleEvent> => ({ texts: { path: address } })

const oddName = `a'b"]); drop`

const rows: readonly Row[] = [
  ['a name is equal', { field: 'type', op: 'eq', value: 'Page Viewed' }, true],
  ['a name is equal to the letter', { field: 'type', op: 'eq', value: 'page viewed' }, false],
  [
    'every field of an event can be asked',
    {
      all: [
        { field: 'kind', op: 'eq', value: 'page' },
        { field: 'channel', op: 'eq', value: 'web' },
        { field: 'device', op: 'eq', value: 'phone' },
        { field: 'source', op: 'eq', value: 'shop' },
      ],
    },
    true,
  ],
  ['a name differs', { field: 'type', op: 'ne', value: 'Order Completed' }, true],
  ['a missing case key is not equal to nothing', { field: 'case', op: 'eq', value: '' }, false],
  ['a missing case key does not differ either', { field: 'case', op: 'ne', value: 'x' }, false],
  ['a case key is equal', { field: 'case', op: 'eq', value: 'c-1' }, true, { case: 'c-1' }],
  ['a text property is equal', { field: 'properties.plan', op: 'eq', value: 'or' }, true],
  ['correlation and properties are the same', { field: 'correlation.plan', op: 'eq', value: 'or' }, true],
  ['an empty property is there', { field: 'properties.empty', op: 'eq', value: '' }, true],
  ['a missing property is not equal to empty text', { field: 'properties.absent', op: 'eq', value: '' }, false],
  ['a missing property does not differ', { field: 'properties.absent', op: 'ne', value: 'x' }, false],
  ['what misses can be denied', { not: { field: 'properties.absent', op: 'eq', value: 'x' } }, true],
  ['a boolean is read from its words', { field: 'properties.test', op: 'eq', value: true }, true],
  ['a boolean is not the other', { field: 'properties.test', op: 'eq', value: false }, false],
  ['a boolean differs', { field: 'properties.test', op: 'ne', value: false }, true],
  ['a number is equal', { field: 'properties.amount', op: 'eq', value: 19.99 }, true],
  ['a number is not equal to its digits as text', { field: 'properties.amount', op: 'eq', value: '19.99' }, false],
  ['a text is not a number', { field: 'properties.plan', op: 'ne', value: 4 }, false],
  ['zero is there', { field: 'properties.zero', op: 'eq', value: 0 }, true],
  ['a missing number is not zero', { field: 'properties.absent', op: 'eq', value: 0 }, false],
  [
    'a sum in binary is not the decimal',
    { field: 'properties.amount', op: 'eq', value: 0.3 },
    false,
    { numbers: { amount: 0.1 + 0.2 } },
  ],
  [
    'a sum in binary is itself',
    { field: 'properties.amount', op: 'eq', value: 0.30000000000000004 },
    true,
    { numbers: { amount: 0.1 + 0.2 } },
  ],
  [
    'a tiny number is itself',
    { field: 'properties.amount', op: 'eq', value: 1.7e-9 },
    true,
    { numbers: { amount: 1.7e-9 } },
  ],
  ['one of several', { field: 'channel', op: 'in', value: ['sms', 'web'] }, true],
  ['none of several', { field: 'channel', op: 'in', value: ['sms', 'email'] }, false],
  ['outside of several', { field: 'channel', op: 'nin', value: ['sms', 'email'] }, true],
  ['inside is not outside', { field: 'channel', op: 'nin', value: ['web'] }, false],
  ['what misses is not outside', { field: 'properties.absent', op: 'nin', value: ['x'] }, false],
  ['a text among several', { field: 'properties.plan', op: 'in', value: ['or', 'argent'] }, true],
  ['a number among several', { field: 'properties.count', op: 'in', value: [1, 3] }, true],
  ['a number outside of several', { field: 'properties.count', op: 'nin', value: [1, 2] }, true],
  ['a text is not outside of numbers', { field: 'properties.plan', op: 'nin', value: [1] }, false],
  ['below', { field: 'properties.count', op: 'lt', value: 3 }, false],
  ['below or equal', { field: 'properties.count', op: 'lte', value: 3 }, true],
  ['above', { field: 'properties.negative', op: 'gt', value: -3 }, true],
  ['above or equal', { field: 'properties.count', op: 'gte', value: 3.0001 }, false],
  ['a missing number is not below', { field: 'properties.absent', op: 'lt', value: 5 }, false],
  ['a text is not below', { field: 'properties.plan', op: 'lt', value: 5 }, false],
  ['between includes both ends', { field: 'properties.count', op: 'between', value: [3, 3] }, true],
  [
    'between two instants',
    { field: 'occurredAt', op: 'between', value: ['2026-03-01T00:00:00Z', '2026-03-01T23:59:59Z'] },
    true,
  ],
  [
    'before an instant, in another offset',
    { field: 'occurredAt', op: 'lt', value: '2026-03-01T13:00:00+01:00' },
    false,
  ],
  ['at an instant', { field: 'occurredAt', op: 'gte', value: '2026-03-01T13:00:00+01:00' }, true],
  ['a score is low', { field: 'score', op: 'lte', value: -0.5 }, true, { score: -0.75 }],
  ['a score of a third is itself', { field: 'score', op: 'eq', value: 0.1 }, true, { score: 0.1 }],
  ['a missing score is not low', { field: 'score', op: 'lte', value: 1 }, false],
  ['a missing score is not denied by error', { not: { field: 'score', op: 'gt', value: 0 } }, true],
  ['a property exists as text', { field: 'properties.plan', op: 'exists', value: true }, true],
  ['a property exists as a number', { field: 'properties.zero', op: 'exists', value: true }, true],
  ['a property does not exist', { field: 'properties.absent', op: 'exists', value: false }, true],
  ['a case key does not exist', { field: 'case', op: 'exists', value: true }, false],
  ['an instant exists', { field: 'occurredAt', op: 'exists', value: true }, true],
  ['a score may be missing', { field: 'score', op: 'exists', value: false }, true],
  ['a text contains', { field: 'properties.path', op: 'contains', value: 'menage' }, true],
  ['a text contains accents', { field: 'properties.path', op: 'contains', value: 'éna' }, true, at('/déménagement')],
  ['a per cent sign is itself', { field: 'properties.path', op: 'contains', value: '%' }, false],
  ['a number contains nothing', { field: 'properties.amount', op: 'contains', value: '9' }, false],
  ['a text starts', { field: 'properties.path', op: 'startsWith', value: '/dem' }, true],
  ['a text does not start in the middle', { field: 'properties.path', op: 'startsWith', value: 'dem' }, false],
  ['a name contains', { field: 'type', op: 'contains', value: 'View' }, true],
  ['everything below an address', path('glob', '/demenagement/**'), true],
  ['the address itself', path('glob', '/demenagement/**'), true, at('/demenagement')],
  ['the address with a question', path('glob', '/demenagement/**'), true, at('/demenagement?de=mail')],
  ['an address that only begins alike', path('glob', '/demenagement/**'), false, at('/demenagements/1')],
  ['one segment', path('glob', '/merchant/*/dashboard'), true, at('/merchant/1234/dashboard')],
  ['one segment is not two', path('glob', '/merchant/*/dashboard'), false, at('/merchant/12/34/dashboard')],
  ['one segment is not none', path('glob', '/merchant/*/dashboard'), false, at('/merchant//dashboard')],
  ['a part of a segment may be empty', path('glob', '/photo*.png'), true, at('/photo.png')],
  ['a part of a segment stops at a slash', path('glob', '/photo*.png'), false, at('/photo/1.png')],
  ['a dot is a dot', path('glob', '/photo.png'), false, at('/photoXpng')],
  ['a question mark is itself', path('glob', '/search?q=*'), true, at('/search?q=lampe')],
  ['anything spans lines', path('glob', '/a**z'), true, at('/a\nz')],
  ['a glob of a missing property', { field: 'properties.absent', op: 'glob', value: '**' }, false],
  ['a pattern takes the whole text', path('regex', '/demenagement'), false],
  ['a pattern with its end', path('regex', '/demenagement/etape-[0-9]+'), true],
  ['alternatives stay inside the anchors', path('regex', '/a|/demenagement/etape-1x'), false],
  ['a dot stops at the end of a line', path('regex', '/a.b'), false, at('/a\nb')],
  ['a dot may be told to span lines', path('regex', '(?s)/a.b'), true, at('/a\nb')],
  ['a last line end counts', path('regex', '/a'), false, at('/a\n')],
  ['letter case can be set aside', path('regex', '(?i)/DEMENAGEMENT/.*'), true],
  ['letters beyond ASCII', path('regex', '/\\p{L}+'), true, at('/déménagement')],
  ['one character beyond ASCII is one', path('regex', '/d.m'), true, at('/dém')],
  ['a hostile pattern is only a pattern', path('regex', '(a+)+$'), false, at(`${'a'.repeat(5000)}!`)],
  [
    'quotes and backslashes are themselves',
    { field: 'properties.path', op: 'eq', value: `'\\"{p0:String}\n` },
    true,
    at(`'\\"{p0:String}\n`),
  ],
  [
    'a property may be called anything',
    { field: `properties.${oddName}`, op: 'eq', value: 'x' },
    true,
    { texts: { [oddName]: 'x' } },
  ],
  [
    'all of several',
    {
      all: [
        { field: 'type', op: 'eq', value: 'Page Viewed' },
        { field: 'channel', op: 'eq', value: 'app' },
      ],
    },
    false,
  ],
  [
    'any of several',
    {
      any: [
        { field: 'type', op: 'eq', value: 'x' },
        { field: 'channel', op: 'eq', value: 'web' },
      ],
    },
    true,
  ],
  [
    'nested',
    {
      all: [
        { any: [{ field: 'type', op: 'eq', value: 'x' }, { not: { field: 'channel', op: 'eq', value: 'app' } }] },
        {
          not: {
            all: [
              { field: 'kind', op: 'eq', value: 'page' },
              { field: 'properties.test', op: 'eq', value: false },
            ],
          },
        },
      ],
    },
    true,
  ],
]

export const bindingCases: readonly BindingCase[] = rows.map(([says, when, matches, event = {}]) => ({
  says,
  when,
  matches,
  event,
}))
