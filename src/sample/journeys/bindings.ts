import type { z } from 'zod'
import type { bindingRuleShape, Condition } from '../../vocabulary/binding.ts'

type BindingInput = z.input<typeof bindingRuleShape>

const named = (...names: readonly string[]): Condition =>
  names.length === 1 ? { field: 'type', op: 'eq', value: names[0]! } : { field: 'type', op: 'in', value: [...names] }
const is = (property: string, value: string): Condition => ({ field: `properties.${property}`, op: 'eq', value })
const through = (...channels: readonly string[]): Condition => ({ field: 'channel', op: 'in', value: [...channels] })
const all = (...conditions: readonly Condition[]): Condition => ({ all: [...conditions] })
const any = (...conditions: readonly Condition[]): Condition => ({ any: [...conditions] })

/** An answer to the survey about that touchpoint counts there, and not as another visit: see `merge`. */
const answers = (survey: string, ...more: readonly Condition[]): Condition =>
  all(named('Survey Answered'), is('survey', survey), ...more)

const binding = (touchpoint: string, when: Condition, rest: Partial<BindingInput> = {}): BindingInput => ({
  id: `bnd-${touchpoint}`,
  touchpoint: `tch-${touchpoint}`,
  when,
  ...rest,
})

/** A visit that lasts an instant, with the answer that may come within `window` joined to it. */
const withAnswer = (window: string, by: readonly string[] = []): Partial<BindingInput> => ({
  merge: { window, by: [...by] },
  visit: { start: 'first', end: 'first' },
})

/**
 * Which events are visits of which touchpoint of the purchase. Left unclaimed on purpose, for the tray: what belongs
 * to no purchase (newsletters, points, the yearly survey) and what nobody has placed yet (wish lists).
 */
export const purchaseBindings: readonly BindingInput[] = [
  binding('advert', named('Advert Clicked')),
  binding(
    'catalogue',
    any(
      named('Products Searched'),
      all(named('Category'), { field: 'kind', op: 'in', value: ['page', 'screen'] }),
      answers('site'),
    ),
  ),
  binding(
    'product-page',
    any(named('Product Viewed'), all(named('Product'), { field: 'kind', op: 'in', value: ['page', 'screen'] })),
  ),
  binding('guide', named('Guide Viewed')),
  binding('shop', named('Store Visited')),
  binding('scan', named('Product Scanned')),
  binding('advice', any(named('Advice Given'), all(named('Chat Ended'), is('reason', 'advice')), answers('advice')), {
    ...withAnswer('PT11H'),
    priority: 120,
  }),
  binding('basket', named('Product Added', 'Checkout Started')),
  binding('reminder', all(named('Email Sent'), is('template', 'abandoned_basket'))),
  binding(
    'payment',
    any(
      named('Payment Info Entered', 'Payment Failed'),
      all(named('Order Completed'), through('web', 'app')),
      answers('checkout'),
    ),
    { visit: { outcome: { failedWhen: named('Payment Failed') } } },
  ),
  binding('till', any(all(named('Order Completed'), through('till')), answers('shop')), withAnswer('PT16H')),
  binding('confirmation', all(named('Email Sent'), is('template', 'order_confirmation'))),
  binding(
    'shipping',
    any(
      named('Parcel Shipped'),
      all(named('SMS Sent'), { field: 'properties.template', op: 'in', value: ['shipping_notice', 'delay_notice'] }),
    ),
    { merge: { window: 'PT2H', by: ['properties.orderId'] } },
  ),
  binding('tracking', named('Parcel Tracked')),
  binding('home-delivery', any(named('Parcel Delivered', 'Delivery Attempted'), answers('delivery')), {
    merge: { window: 'P3D', by: ['properties.orderId'] },
    visit: { start: 'first', end: 'first', outcome: { failedWhen: named('Delivery Attempted') } },
  }),
  binding(
    'locker',
    any(
      named('Parcel Deposited', 'Parcel Collected'),
      all(named('SMS Sent'), is('template', 'locker_code')),
      answers('locker'),
    ),
    { merge: { window: 'P3D', by: ['properties.orderId'] } },
  ),
  binding('help', named('Help Article Viewed')),
  binding('call', any(named('Call Answered', 'Call Abandoned'), answers('contact', is('via', 'phone'))), {
    ...withAnswer('PT45M'),
    visit: { start: 'first', end: 'first', outcome: { failedWhen: named('Call Abandoned') } },
  }),
  binding('chat', any(named('Chat Ended'), answers('contact', is('via', 'chat'))), withAnswer('PT45M')),
  binding('survey', all(named('SMS Sent'), is('template', 'survey_invitation'))),
  binding('review', named('Review Posted')),
]

export const returnBindings: readonly BindingInput[] = [
  binding('return-request', named('Return Requested')),
  binding('return-drop', named('Return Dropped Off')),
  binding('refund', any(named('Refund Issued'), answers('refund')), withAnswer('PT16H', ['properties.orderId'])),
]
