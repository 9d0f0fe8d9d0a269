import type { z } from 'zod'
import type { interchangeShape } from '../vocabulary/map/interchange-format.ts'
import { purchaseBindings, returnBindings } from './journeys/bindings.ts'
import { purchasePhases } from './journeys/buy-a-lamp.ts'
import { lanes } from './journeys/drawing.ts'
import { assets, both, departments, evidence, lifeSituations, metrics, personas } from './journeys/library.ts'
import { returnPhases } from './journeys/return-an-item.ts'
import { purchaseTouchpoints, returnTouchpoints } from './journeys/touchpoints.ts'

/** A file of the interchange format, as it is written before defaults are filled in. */
export type SampleMap = z.input<typeof interchangeShape>

const drawnAt = '2026-02-09T09:00:00.000Z'
const everybody = ['per-decor-lover', 'per-family', 'per-pro-decorator']
const named = (name: string) => ({ field: 'type', op: 'eq', value: name }) as const

const head = { format: 'parcours.map', formatVersion: '1.0', exportedAt: drawnAt, defaultLocale: 'fr' } as const
const shared = { departments, assets, metrics, personas, evidence, lifeSituations }

/** The purchase, from the first glance to the opinion given. */
export const purchaseMap: SampleMap = {
  ...head,
  journey: {
    id: 'jny-buy-a-lamp',
    key: 'buy-a-lamp',
    name: both('J’achète une lampe', 'I buy a lamp'),
    purpose: both(
      'Comprendre ce que vivent nos clients, de l’envie à l’avis, sur tous les canaux',
      'Understand what our customers live, from the wish to the opinion, on every channel',
    ),
    status: 'active',
    lifeSituation: 'sit-home',
    owner: 'Marketing',
    caseRule: {
      startWhen: { field: 'type', op: 'in', value: ['Advert Clicked', 'Product Viewed', 'Store Visited'] },
      abandonAfter: 'P30D',
    },
    outcomes: [
      { id: 'out-bought', name: both('A acheté', 'Bought'), good: true, when: named('Order Completed') },
      {
        id: 'out-payment-failed',
        name: both('Paiement refusé', 'Payment refused'),
        good: false,
        when: named('Payment Failed'),
      },
      { id: 'out-returned', name: both('A renvoyé', 'Sent back'), good: false, when: named('Return Requested') },
    ],
  },
  map: {
    id: 'map-buy-a-lamp',
    name: both('Carte actuelle', 'Current map'),
    personas: everybody,
    lanes,
    phases: purchasePhases,
    momentsOfTruth: ['payment', 'home-delivery', 'call', 'advice'].map(touchpoint => ({
      placement: `plc-${touchpoint}`,
      reason: both('Désigné en atelier, à vérifier par les données', 'Named in a workshop, to be checked by data'),
      evidence: ['evi-workshop'],
    })),
  },
  library: { touchpoints: purchaseTouchpoints, ...shared },
  bindings: [...purchaseBindings],
}

const callTouchpoints = purchaseTouchpoints.filter(touchpoint => touchpoint.id === 'tch-call')

/** What goes back. It shares the call, its rule, and the rest of the library with the purchase. */
export const returnMap: SampleMap = {
  ...head,
  journey: {
    id: 'jny-return-an-item',
    key: 'return-an-item',
    name: both('Je retourne un article', 'I return an item'),
    purpose: both('Rendre l’argent vite et garder la confiance', 'Give the money back fast and keep the trust'),
    status: 'active',
    owner: 'Finance',
    caseRule: {
      correlationKey: 'orderId',
      startWhen: named('Return Requested'),
      abandonAfter: 'P30D',
      allowParallel: true,
    },
    outcomes: [{ id: 'out-refunded', name: both('Remboursé', 'Refunded'), good: true, when: named('Refund Issued') }],
  },
  map: {
    id: 'map-return-an-item',
    name: both('Carte actuelle', 'Current map'),
    personas: everybody,
    lanes,
    phases: returnPhases,
    momentsOfTruth: [{ placement: 'plc-refund', evidence: ['evi-workshop'] }],
  },
  library: { touchpoints: [...callTouchpoints, ...returnTouchpoints], ...shared },
  bindings: [...purchaseBindings.filter(rule => rule.touchpoint === 'tch-call'), ...returnBindings],
}

/** In the order in which to import them. */
export const sampleMaps: readonly SampleMap[] = [purchaseMap, returnMap]
