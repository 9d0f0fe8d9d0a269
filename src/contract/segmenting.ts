import { z } from 'zod'
import { countTests, segmentKinds, traitTests } from '../vocabulary/segment.ts'
import { count, inWorkspace, pageQuery } from './fields.ts'
import { route } from './route.ts'

// Segments: customers under a name, put together once or by a rule that is computed again every hour.

const name = z.string().trim().min(1).max(120)
const day = z.iso.date()
const word = z.string().min(1).max(400)
const values = z.array(z.string().max(400)).max(100)

const period = z.union([
  z.strictObject({ lastDays: z.number().int().min(1).max(3660) }),
  z.strictObject({ from: day.nullable(), to: day.nullable() }),
])

export const segmentCondition = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('trait'), trait: word, is: z.enum(traitTests), values }),
  z.strictObject({
    kind: z.literal('event'),
    event: word,
    how: z.enum(countTests),
    times: z.number().int().min(1).max(100_000),
    period: period.nullable(),
    having: z.strictObject({ name: word, values: values.min(1) }).nullable(),
  }),
])

export const segmentRule = z.strictObject({
  match: z.enum(['all', 'any']),
  conditions: z.array(segmentCondition).min(1).max(12),
})

/** Where the customers of a fixed segment came from: the list, and what it was asked. Null for a list of ids. */
export const segmentOrigin = z.strictObject({
  list: z.string().max(40),
  asked: z.record(z.string().max(60), z.string().max(20_000)),
})
export type SegmentOrigin = z.output<typeof segmentOrigin>

export const segment = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: z.enum(segmentKinds),
  rule: segmentRule.nullable(),
  /** The rule as a sentence; null for a fixed list. */
  meaning: z.strictObject({ fr: z.string(), en: z.string() }).nullable(),
  origin: segmentOrigin.nullable(),
  /** Customers in it now; null when fewer than may be shown. */
  customers: count.nullable(),
  madeAt: z.string(),
  madeBy: z.string().nullable(),
  /** When the rule was last computed; null before the first time, and for a fixed list. */
  computedAt: z.string().nullable(),
  tookMs: count.nullable(),
  /** What kept the rule from being computed, the last time. */
  trouble: z.strictObject({ code: z.string(), fr: z.string(), en: z.string() }).nullable(),
  /** After three failures in a row the schedule leaves it alone, until somebody computes it again. */
  suspended: z.boolean(),
  archivedAt: z.string().nullable(),
})
export type Segment = z.output<typeof segment>

const ofSegment = inWorkspace.extend({ segment: z.string().max(40) })

export const listSegments = route({
  name: 'segmenting.listSegments',
  method: 'get',
  path: '/api/w/{workspace}/segments',
  access: 'measure.read',
  summary: 'Lists the segments of the workspace, by name, with how many customers are in each.',
  params: inWorkspace,
  query: z.strictObject({ archived: z.enum(['true', 'false']).default('false') }),
  answer: z.strictObject({ segments: z.array(segment) }),
})

export const getSegment = route({
  name: 'segmenting.getSegment',
  method: 'get',
  path: '/api/w/{workspace}/segments/{segment}',
  access: 'measure.read',
  summary: 'One segment, and its size over time.',
  params: ofSegment,
  answer: z.strictObject({
    segment,
    /**
     * The latest 400 computations that changed something, oldest first: how many are in it since, how many came and how
     * many left. Null where it may not be shown, and, of who came and left, where it was not counted.
     */
    sizes: z.array(
      z.strictObject({
        at: z.string(),
        customers: count.nullable(),
        came: count.nullable(),
        left: count.nullable(),
      }),
    ),
  }),
})

export const createSegment = route({
  name: 'segmenting.createSegment',
  method: 'post',
  path: '/api/w/{workspace}/segments',
  access: 'segment.edit',
  summary: 'Makes a segment of a rule, computed at once, or of customers named by their ids.',
  params: inWorkspace,
  body: z.union([
    z.strictObject({ name, rule: segmentRule }),
    z.strictObject({ name, customers: z.array(z.string().max(40)).min(1).max(10_000) }),
  ]),
  answer: segment,
  status: 201,
})

export const changeSegment = route({
  name: 'segmenting.changeSegment',
  method: 'patch',
  path: '/api/w/{workspace}/segments/{segment}',
  access: 'segment.edit',
  summary: 'Gives a segment another name or rule, archives it, or brings it back.',
  params: ofSegment,
  body: z.strictObject({
    name: name.exactOptional(),
    rule: segmentRule.exactOptional(),
    archived: z.boolean().exactOptional(),
  }),
  answer: segment,
})

export const refreshSegment = route({
  name: 'segmenting.refreshSegment',
  method: 'post',
  path: '/api/w/{workspace}/segments/{segment}/refresh',
  access: 'segment.edit',
  summary: 'Computes the rule of a segment now rather than at the next hour.',
  params: ofSegment,
  body: z.strictObject({}),
  answer: segment,
})

export const previewSegment = route({
  name: 'segmenting.previewSegment',
  method: 'post',
  path: '/api/w/{workspace}/segments/preview',
  access: 'segment.edit',
  summary: 'How many customers a rule is true of, of how many: nothing is kept.',
  params: inWorkspace,
  body: z.strictObject({ rule: segmentRule }),
  answer: z.strictObject({ customers: count.nullable(), of: count }),
})

export const listSegmentCustomers = route({
  name: 'segmenting.listSegmentCustomers',
  method: 'get',
  path: '/api/w/{workspace}/segments/{segment}/customers',
  access: 'customer.read',
  summary: 'The customers of a segment, page by page.',
  params: ofSegment,
  query: z.strictObject(pageQuery),
  answer: z.strictObject({
    total: count,
    /** True when the segment is smaller than may be shown: then there are no rows. */
    hidden: z.boolean(),
    rows: z.array(
      z.strictObject({
        customer: z.string(),
        name: z.string(),
        firstSeenAt: z.string(),
        lastSeenAt: z.string(),
        events: count,
        identifiers: count,
      }),
    ),
    cursor: z.string().nullable(),
  }),
})

export const exportSegment = route({
  name: 'segmenting.exportSegment',
  method: 'get',
  path: '/api/w/{workspace}/segments/{segment}/export',
  access: 'event.export',
  summary: 'The customers of a segment as CSV, by their pseudonym.',
  params: ofSegment,
  streams: 'text/csv; charset=utf-8',
})
