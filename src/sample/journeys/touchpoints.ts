import type { z } from 'zod'
import type { libraryShape } from '../../vocabulary/map/library.ts'
import { both } from './library.ts'

type Touchpoints = NonNullable<z.input<typeof libraryShape>['touchpoints']>
type TouchpointInput = Touchpoints[number]

const touchpoint = (
  id: string,
  fr: string,
  en: string,
  channels: readonly string[],
  rest: Partial<TouchpointInput> = {},
): TouchpointInput => ({ id: `tch-${id}`, name: both(fr, en), channels: [...channels], ...rest })

const message = { kind: 'communication', initiator: 'company' } as const
const euros = (amount: number) => ({ amountMinor: Math.round(amount * 100), currency: 'EUR' })

/** Where customers and Halobrise meet while buying. */
export const purchaseTouchpoints: Touchpoints = [
  touchpoint('advert', 'Publicité', 'Advertisement', ['ad'], { ...message, costPerVisit: euros(0.42) }),
  touchpoint('word-of-mouth', 'Lampe vue chez des amis', 'Lamp seen at friends’', ['other'], {
    ownership: 'earned',
    kind: 'communication',
    initiator: 'third',
    observability: 'unobservable',
  }),
  touchpoint('other-reviews', 'Avis lus ailleurs', 'Reviews read elsewhere', ['review', 'social'], {
    ownership: 'earned',
    observability: 'unobservable',
  }),
  touchpoint('catalogue', 'Catalogue et recherche', 'Catalogue and search', ['web', 'app']),
  touchpoint('product-page', 'Fiche produit', 'Product page', ['web', 'app']),
  touchpoint('guide', 'Guide et comparatif', 'Guide and comparison', ['web', 'app']),
  touchpoint('shop', 'Visite du magasin', 'Visit to the shop', ['store'], { observability: 'partial' }),
  touchpoint('scan', 'Étiquette scannée en rayon', 'Label scanned on the shelf', ['app']),
  touchpoint('advice', 'Conseil', 'Advice', ['store', 'chat'], { complexity: 3, urgency: 1, costPerVisit: euros(4.8) }),
  touchpoint('basket', 'Panier', 'Basket', ['web', 'app']),
  touchpoint('reminder', 'Rappel de panier', 'Basket reminder', ['email'], message),
  touchpoint('payment', 'Paiement en ligne', 'Online payment', ['web', 'app'], { urgency: 3 }),
  touchpoint('till', 'Caisse', 'Till', ['till']),
  touchpoint('confirmation', 'Confirmation de commande', 'Order confirmation', ['email'], message),
  touchpoint('shipping', 'Expédition', 'Shipping', ['carrier', 'sms'], message),
  touchpoint('tracking', 'Page de suivi', 'Tracking page', ['web', 'app']),
  touchpoint('home-delivery', 'Livraison à domicile', 'Home delivery', ['carrier'], {
    ownership: 'partner',
    initiator: 'third',
    costPerVisit: euros(7.9),
  }),
  touchpoint('locker', 'Retrait au casier', 'Collection from a locker', ['locker'], {
    ownership: 'partner',
    costPerVisit: euros(3.6),
  }),
  touchpoint('help', 'Aide en ligne', 'Online help', ['web', 'app'], { complexity: 1, urgency: 2 }),
  touchpoint('call', 'Appel au service client', 'Call to customer service', ['phone'], {
    complexity: 2,
    urgency: 3,
    costPerVisit: euros(5.7),
  }),
  touchpoint('chat', 'Chat d’assistance', 'Support chat', ['chat'], {
    complexity: 2,
    urgency: 2,
    costPerVisit: euros(3.1),
  }),
  touchpoint('survey', 'Enquête par SMS', 'Survey by SMS', ['sms'], message),
  touchpoint('review', 'Avis en ligne', 'Online review', ['review'], { ownership: 'earned', kind: 'communication' }),
]

/** Where they meet when something goes back. */
export const returnTouchpoints: Touchpoints = [
  touchpoint('return-request', 'Demande de retour', 'Return request', ['web', 'app']),
  touchpoint('return-drop', 'Dépôt du retour', 'Return dropped off', ['store', 'carrier'], { ownership: 'partner' }),
  touchpoint('refund', 'Remboursement', 'Refund', ['email'], message),
]
