import { z } from 'zod'
import { exploreFilter } from './exploring.ts'
import { count, inWorkspace } from './fields.ts'
import { contactFilter, toldRate } from './measuring-contacts.ts'
import { route } from './route.ts'

const told = count.nullable()

export const channelsAnswer = z.object({
  journeys: told,
  moves: told,
  switches: told,
  /** Of all moves from one visit to the next. */
  switchRate: toldRate,
  /** Journeys on two channels or more. */
  switchedJourneys: toldRate,
  /** Of the switches, those within half an hour after a signal of failure; and what such signals are. */
  forced: toldRate,
  failures: z.array(z.string()),
  /** Journeys in which sessions on two channels overlap, and the share of all journeys' time that they do. */
  simultaneous: toldRate,
  overlapShare: z.number().nullable(),
  /** Mean over journeys of −Σ p log₂ p of their channels, in bits: 0 on one channel, 1 on two alike. */
  entropy: z.number().nullable(),
  channels: z.array(z.string()),
  /** Moves to another channel by where they come from and go to; null where too few customers made them. */
  matrix: z.array(z.object({ from: z.string(), to: z.string(), moves: told, share: z.number().nullable() })),
  /** Visits by the hour of the workspace's day. */
  demand: z.array(z.object({ hour: count, channel: z.string(), visits: told })),
})
export type ChannelsAnswer = z.output<typeof channelsAnswer>

export const askChannels = route({
  name: 'measuring.askChannels',
  method: 'get',
  path: '/api/w/{workspace}/channels',
  access: 'measure.read',
  summary:
    'How journeys go from channel to channel: switches, forced ones, two at once, and the hours of each channel.',
  params: inWorkspace,
  query: exploreFilter.extend({
    failures: z
      .string()
      .max(20_000)
      .optional()
      .describe('Activities that are signals of failure, `A | B` or a JSON list. Unless said: by their names.'),
  }),
  answer: channelsAnswer,
})

const outcome = z.enum(['settled', 'quiet', 'wait'])

export const consistencyAnswer = z.object({
  outcome: outcome.describe('settled: the contact says so; quiet: not repeated; wait: seconds.'),
  days: count,
  contacts: told,
  /** Null where no two channels share a reason often enough. */
  compared: z
    .object({
      channels: z.array(
        z.object({
          channel: z.string(),
          n: count,
          raw: z.number(),
          standardised: z.number(),
          low: z.number(),
          high: z.number(),
        }),
      ),
      reasons: z.array(z.string()),
      coverage: z.number().describe('Share of the contacts that are compared.'),
      spread: z.number(),
      q: z.number().describe('Cochran’s Q.'),
      degrees: count,
      p: z.number(),
    })
    .nullable(),
})
export type ConsistencyAnswer = z.output<typeof consistencyAnswer>

export const askConsistency = route({
  name: 'measuring.askConsistency',
  method: 'get',
  path: '/api/w/{workspace}/channels/consistency',
  access: 'measure.read',
  summary: 'Whether channels settle the same matters as well as each other, once their reasons are set equal.',
  params: inWorkspace,
  query: contactFilter.extend({
    outcome: outcome.optional().describe('Unless said: settled where contacts say so, else quiet.'),
    days: z.coerce.number().int().min(1).max(90).optional(),
    wait: z.string().max(200).default('waitSeconds').describe('The property that holds the wait, in seconds.'),
  }),
  answer: consistencyAnswer,
})

export const fitAnswer = z.object({
  /** Contacts, or visits of the map, that say how complex and urgent they are; and all of them. */
  judged: told,
  all: told,
  fit: toldRate,
  cells: z.array(
    z.object({
      complex: z.boolean(),
      urgent: z.boolean(),
      expected: z.array(z.string()),
      amount: told,
      fit: toldRate,
      channels: z.array(z.object({ channel: z.string(), amount: told, fits: z.boolean() })),
    }),
  ),
})
export type FitAnswer = z.output<typeof fitAnswer>

export const askFit = route({
  name: 'measuring.askFit',
  method: 'get',
  path: '/api/w/{workspace}/channels/fit',
  access: 'measure.read',
  summary: 'Whether matters come to the channel that suits them, by how complex and how urgent they are.',
  params: inWorkspace,
  query: contactFilter.extend({
    map: z
      .string()
      .max(40)
      .optional()
      .describe('Visits of this map’s touchpoints, by their own complexity and urgency, instead of contacts.'),
    touchpoint: z.string().max(40).optional().describe('With a map: visits of this touchpoint alone.'),
    complexity: z.string().max(200).default('complexity').describe('The property of a contact: 1 to 3, or a word.'),
    urgency: z.string().max(200).default('urgency'),
    highFrom: z.coerce
      .number()
      .min(1)
      .max(10)
      .default(2)
      .describe('From this level on a matter is complex, or urgent.'),
  }),
  answer: fitAnswer,
})
