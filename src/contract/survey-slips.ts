import { z } from 'zod'
import { plainText } from '../vocabulary/label.ts'
import { slipKinds } from '../vocabulary/survey/slip-words.ts'
import { inWorkspace, locale } from './fields.ts'
import { route } from './route.ts'

// What is printed inside a receipt or a parcel.

const ofLink = inWorkspace.extend({ survey: z.string().max(40), surveyLink: z.string().max(40) })

export const drawCodePng = route({
  name: 'listening.drawCodePng',
  method: 'get',
  path: '/api/w/{workspace}/surveys/{survey}/links/{surveyLink}/code.png',
  access: 'measure.read',
  summary: 'The address as a QR code in dots: each module a whole number of them, as printers of receipts want it.',
  params: ofLink,
  query: z.strictObject({ dots: z.coerce.number().int().min(80).max(2000).default(480) }),
  streams: 'image/png',
})

export const drawSlip = route({
  name: 'listening.drawSlip',
  method: 'get',
  path: '/api/w/{workspace}/surveys/{survey}/links/{surveyLink}/slip.png',
  access: 'measure.read',
  summary:
    'The foot of a receipt or a slip for a parcel, as wide as the roll prints it: 384 dots of 58 mm, 576 of 80 mm.',
  params: ofLink,
  query: z.strictObject({
    kind: z.enum(slipKinds).default('receipt'),
    width: z.enum(['58', '80']).default('80'),
    language: z.enum([...locale.options, 'both']).default('fr'),
  }),
  streams: 'image/png',
})

/** An order that gets an address of its own, by a server that holds a secret key. */
export const orderAddressBody = z.strictObject({
  survey: z.string().max(40),
  /** What the order is called where it comes from; kept as a keyed hash. */
  order: z.string().trim().min(1).max(200),
  /** A place that has an address; the general one unless said. */
  place: plainText(120).default(''),
  /** An identifier of the customer: their id, mail, number. */
  customer: z.string().max(320).optional(),
  /** How long it can be answered. */
  days: z.number().int().min(1).max(730).default(60),
})

export const orderAddressDoor = route({
  name: 'listening.makeOrderAddress',
  method: 'post',
  path: '/v1/surveys/orders',
  access: 'event.write',
  summary:
    'A personal address for an order, to print on its receipt or parcel slip. The same order has the same one, which takes one response. A secret key is needed.',
  answer: z.strictObject({ address: z.string(), lines: z.strictObject({ fr: z.string(), en: z.string() }) }),
})
