import { type PhaseInput, place, step } from './drawing.ts'
import { both } from './library.ts'

const discovery: PhaseInput = {
  id: 'pha-discovery',
  name: both('Découverte', 'Discovery'),
  goal: both('Avoir envie d’une lampe', 'Want a lamp'),
  steps: [
    step(
      'see',
      {
        title: ['Je vois une lampe qui me plaît', 'I see a lamp that I like'],
        action: ['Je m’arrête sur une image', 'I stop at a picture'],
        thought: [
          'Vue chez une amie, puis partout sur mon téléphone.',
          'Seen at a friend’s, then everywhere on my phone.',
        ],
        declared: [0.5, 0.3, 0.2],
        feeling: 'curiosité',
        desired: [0.5, 'inspirante', ['Une envie, pas une poursuite', 'A wish, not a pursuit']],
      },
      [
        place('advert', 'marketing', ['digital'], ['ads'], { repeatable: true }),
        place('word-of-mouth', 'marketing', [], []),
      ],
    ),
    step(
      'compare',
      {
        title: ['Je regarde et je compare', 'I look and compare'],
        action: ['J’ouvre plusieurs fiches, je reviens en arrière', 'I open several pages, I go back'],
        thought: ['Impossible de savoir laquelle éclaire vraiment.', 'No way to know which one really lights.'],
        declared: [0.2, -0.1, 0.1],
        feeling: 'hésitation',
        desired: [
          0.4,
          'éducationnelle',
          ['Comprendre la lumière sans être expert', 'Understand light without being an expert'],
        ],
      },
      [
        place('catalogue', 'digital', ['marketing'], ['cms', 'pim'], { repeatable: true }),
        place('product-page', 'digital', ['marketing'], ['cms', 'pim'], { repeatable: true }),
        place('guide', 'digital', ['shops'], ['cms'], { repeatable: true }),
        place('other-reviews', 'marketing', [], []),
      ],
    ),
  ],
}

const choice: PhaseInput = {
  id: 'pha-choice',
  name: both('Choix', 'Choice'),
  goal: both('Être sûr de soi', 'Be sure of oneself'),
  order: 'any',
  steps: [
    step(
      'try',
      {
        title: ['Je vais la voir en magasin', 'I go and see it in a shop'],
        action: ['Je scanne l’étiquette, je compare avec le site', 'I scan the label, I compare with the site'],
        thought: ['En vrai elle est plus petite, et plus belle.', 'In reality it is smaller, and more beautiful.'],
        declared: [0.4, 0.2, 0.6],
        feeling: 'plaisir',
        desired: [0.6, 'amusante', ['Toucher, allumer, essayer', 'Touch, switch on, try']],
      },
      [
        place('shop', 'shops', ['marketing'], ['till'], { repeatable: true }),
        place('scan', 'digital', ['shops'], ['pim'], { repeatable: true }),
      ],
    ),
    step(
      'ask',
      {
        title: ['Je demande conseil', 'I ask for advice'],
        action: ['Je parle à un conseiller, au magasin ou par chat', 'I talk to an adviser, in the shop or by chat'],
        thought: ['Le vendeur m’a montré les deux allumées.', 'The adviser showed me both of them lit.'],
        declared: [0.5, 0.4, 0.7],
        feeling: 'confiance',
        desired: [0.6, 'rassurante', ['La même réponse partout', 'The same answer everywhere']],
      },
      [place('advice', 'shops', ['contact'], ['tablet', 'crm'], { repeatable: true })],
    ),
  ],
}

const purchase: PhaseInput = {
  id: 'pha-purchase',
  name: both('Achat', 'Purchase'),
  goal: both('Payer sans y penser', 'Pay without thinking about it'),
  steps: [
    step(
      'basket',
      {
        title: ['Je remplis mon panier', 'I fill my basket'],
        action: [
          'J’ajoute la lampe et l’ampoule, je choisis la livraison',
          'I add the lamp and the bulb, I choose the delivery',
        ],
        thought: ['Et l’ampoule, elle est comprise ?', 'And the bulb, is it included?'],
        declared: [0.2, 0.1, 0.3],
        feeling: 'impatience',
        desired: [0.3, 'rassurante', ['Le prix complet dès le panier', 'The whole price from the basket on']],
      },
      [
        place('basket', 'digital', ['it'], ['cms', 'pim'], { repeatable: true }),
        place('reminder', 'marketing', ['digital'], ['messages']),
      ],
    ),
    step(
      'pay',
      {
        title: ['Je paie', 'I pay'],
        action: ['Je valide avec ma banque, ou je passe en caisse', 'I confirm with my bank, or go to the till'],
        thought: ['Il a fallu créer un compte pour payer.', 'I had to create an account to pay.'],
        declared: [-0.1, -0.2, 0.3],
        feeling: 'tension',
        desired: [0.3, 'rassurante', ['Deux minutes, une seule page', 'Two minutes, a single page']],
        metrics: ['met-amount'],
      },
      [
        place('payment', 'digital', ['it', 'finance'], ['psp'], {
          presence: 'expected',
          repeatable: true,
          choiceGroup: 'chg-pay',
          metrics: [{ metric: 'met-amount', role: 'volume' }],
        }),
        place('till', 'shops', ['finance'], ['till'], {
          presence: 'expected',
          choiceGroup: 'chg-pay',
          metrics: [{ metric: 'met-amount', role: 'volume' }],
        }),
        place('confirmation', 'digital', ['marketing'], ['messages'], { maxWait: 'PT15M' }),
      ],
    ),
  ],
}

const reception: PhaseInput = {
  id: 'pha-reception',
  name: both('Réception', 'Receiving'),
  goal: both('Avoir sa lampe le jour dit', 'Have the lamp on the day that was said'),
  steps: [
    step(
      'wait',
      {
        title: ['Je suis mon colis', 'I follow my parcel'],
        action: ['J’ouvre la page de suivi, plusieurs fois', 'I open the tracking page, several times'],
        thought: ['Le suivi n’a pas bougé pendant trois jours.', 'The tracking did not move for three days.'],
        declared: [-0.2, -0.3, 0.1],
        feeling: 'inquiétude',
        desired: [0.3, 'rassurante', ['Être prévenu avant de demander', 'Be told before asking']],
      },
      [
        place('shipping', 'logistics', ['marketing'], ['tms', 'messages', 'picking'], { maxWait: 'P2D' }),
        place('tracking', 'logistics', ['digital'], ['tms'], { repeatable: true }),
      ],
    ),
    step(
      'receive',
      {
        title: ['Je reçois ma lampe', 'I receive my lamp'],
        action: ['J’attends chez moi, ou je passe au casier', 'I wait at home, or go by the locker'],
        thought: ['Annoncé lundi, reçu jeudi.', 'Announced for Monday, received on Thursday.'],
        declared: [-0.1, -0.4, 0.5],
        feeling: 'déception',
        desired: [0.6, 'rassurante', ['Le jour dit, en bon état', 'On the day, in good condition']],
        metrics: ['met-late-days', 'met-locker-hours'],
      },
      [
        place('home-delivery', 'logistics', ['shops'], ['tms', 'delay'], {
          choiceGroup: 'chg-receive',
          repeatable: true,
          maxWait: 'P4D',
          metrics: [
            { metric: 'met-late-days', role: 'leading' },
            { metric: 'met-satisfaction', role: 'outcome' },
          ],
          evidence: ['evi-complaints'],
        }),
        place('locker', 'logistics', ['shops'], ['tms'], {
          choiceGroup: 'chg-receive',
          maxWait: 'P3D',
          metrics: [{ metric: 'met-locker-hours', role: 'leading' }],
        }),
      ],
    ),
  ],
}

const after: PhaseInput = {
  id: 'pha-after',
  name: both('Après-vente', 'After the sale'),
  goal: both('Être aidé du premier coup', 'Be helped the first time'),
  order: 'any',
  steps: [
    step(
      'help',
      {
        title: ['J’ai besoin d’aide', 'I need help'],
        action: ['J’appelle, je rappelle, j’essaie le chat', 'I call, I call again, I try the chat'],
        thought: ['Trois appels, trois réponses.', 'Three calls, three answers.'],
        declared: [-0.4, -0.6, -0.2],
        feeling: 'frustration',
        desired: [0.3, 'rassurante', ['Ne rien avoir à répéter', 'Having nothing to repeat']],
        metrics: ['met-phone-wait'],
      },
      [
        place('help', 'digital', ['contact'], ['cms'], { repeatable: true }),
        place('call', 'contact', ['logistics'], ['telephony', 'crm', 'delay'], {
          repeatable: true,
          metrics: [
            { metric: 'met-phone-wait', role: 'leading' },
            { metric: 'met-satisfaction', role: 'outcome' },
          ],
          evidence: ['evi-complaints'],
        }),
        place('chat', 'contact', ['logistics'], ['crm', 'delay'], {
          repeatable: true,
          metrics: [{ metric: 'met-phone-wait', role: 'leading' }],
        }),
      ],
    ),
    step(
      'say',
      {
        title: ['Je donne mon avis', 'I say what I think'],
        action: ['Je réponds au SMS, je mets des étoiles', 'I answer the SMS, I give stars'],
        thought: [
          'Très belle, je recommande malgré l’attente.',
          'Very beautiful, I recommend it in spite of the wait.',
        ],
        declared: [0.3, 0, 0.4],
        feeling: 'soulagement',
        desired: [0.4, 'amusante', ['Voir que c’est lu', 'See that it is read']],
      },
      [
        place('survey', 'marketing', ['contact'], ['survey', 'messages'], { repeatable: true }),
        place('review', 'marketing', ['contact'], [], { repeatable: true }),
      ],
    ),
  ],
}

/** "J’achète une lampe / I buy a lamp", phase by phase. */
export const purchasePhases: PhaseInput[] = [discovery, choice, purchase, reception, after]
