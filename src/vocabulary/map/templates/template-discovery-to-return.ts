import type { MapTemplate } from '../map-template.ts'

/** A purchase in retail, from the first idea to sending it back: Découverte, Apprentissage, Achat, Réception, SAV, Retour. */
export const discoveryToReturn: MapTemplate = {
  name: ['J’achète et je reçois un produit', 'I buy and receive a product'],
  purpose: [
    'Trouver un produit, l’acheter, le recevoir, et pouvoir le rendre.',
    'Find a product, buy it, receive it, and be able to return it.',
  ],
  lanes: ['touchpoint', 'channel', 'action', 'thought', 'emotion', 'desired', 'people', 'tool', 'metric'],
  departments: {
    marketing: ['Marketing', 'Marketing'],
    online: ['E-commerce', 'E-commerce'],
    shops: ['Magasins', 'Shops'],
    logistics: ['Logistique', 'Logistics'],
    care: ['Service client', 'Customer service'],
  },
  touchpoints: {
    advert: {
      name: ['Publicité', 'Advertisement'],
      channels: ['ad'],
      department: 'marketing',
      kind: 'communication',
      initiator: 'company',
      observability: 'partial',
    },
    socialReviews: {
      name: ['Avis sur les réseaux', 'Opinions on social networks'],
      channels: ['social'],
      department: 'marketing',
      ownership: 'earned',
      kind: 'communication',
      initiator: 'third',
      observability: 'unobservable',
    },
    homePage: { name: ['Page d’accueil', 'Home page'], channels: ['web', 'app'], department: 'online' },
    search: { name: ['Recherche sur le site', 'Search on the site'], channels: ['web', 'app'], department: 'online' },
    productPage: { name: ['Fiche produit', 'Product page'], channels: ['web', 'app'], department: 'online' },
    shopAdvice: {
      name: ['Conseil en magasin', 'Advice in the shop'],
      channels: ['store'],
      department: 'shops',
      kind: 'communication',
      observability: 'partial',
    },
    customerReviews: {
      name: ['Avis clients', 'Customer reviews'],
      channels: ['review'],
      department: 'marketing',
      ownership: 'earned',
      kind: 'communication',
      initiator: 'third',
      observability: 'partial',
    },
    basket: { name: ['Panier', 'Basket'], channels: ['web', 'app'], department: 'online' },
    payment: { name: ['Paiement', 'Payment'], channels: ['web', 'app', 'till'], department: 'online', urgency: 2 },
    confirmation: {
      name: ['Confirmation de commande', 'Order confirmation'],
      channels: ['email', 'sms'],
      department: 'online',
      kind: 'communication',
      initiator: 'company',
    },
    tracking: {
      name: ['Suivi de la livraison', 'Delivery tracking'],
      channels: ['web', 'app'],
      department: 'logistics',
    },
    deliveryNotice: {
      name: ['Avis de livraison', 'Delivery notice'],
      channels: ['sms', 'email'],
      department: 'logistics',
      kind: 'communication',
      initiator: 'company',
    },
    homeDelivery: {
      name: ['Livraison à domicile', 'Home delivery'],
      channels: ['carrier'],
      department: 'logistics',
      ownership: 'partner',
      initiator: 'company',
    },
    pickUp: {
      name: ['Retrait en casier ou en magasin', 'Pick-up at a locker or shop'],
      channels: ['locker', 'store'],
      department: 'logistics',
    },
    helpPage: {
      name: ['Page d’aide', 'Help page'],
      channels: ['web', 'app'],
      department: 'care',
      complexity: 1,
      urgency: 1,
    },
    call: {
      name: ['Appel au service client', 'Call to customer service'],
      channels: ['phone'],
      department: 'care',
      kind: 'communication',
      complexity: 3,
      urgency: 3,
    },
    chat: {
      name: ['Conversation en ligne', 'Online chat'],
      channels: ['chat'],
      department: 'care',
      kind: 'communication',
      complexity: 2,
      urgency: 3,
    },
    returnRequest: {
      name: ['Demande de retour', 'Return request'],
      channels: ['web', 'app', 'store'],
      department: 'care',
    },
    parcelDropOff: {
      name: ['Dépôt du colis', 'Parcel drop-off'],
      channels: ['carrier', 'store'],
      department: 'logistics',
      ownership: 'partner',
    },
    refund: {
      name: ['Remboursement', 'Refund'],
      channels: ['email'],
      department: 'care',
      kind: 'communication',
      initiator: 'company',
      urgency: 2,
    },
  },
  phases: [
    {
      name: ['Découverte', 'Discovery'],
      goal: ['Donner envie et se faire trouver.', 'Make people want it and find it.'],
      order: 'any',
      steps: [
        {
          title: ['Je découvre la marque', 'I come across the brand'],
          thought: ['On m’en a parlé : est-ce pour moi ?', 'Somebody told me about it: is it for me?'],
          at: ['advert', 'socialReviews'],
        },
        {
          title: ['Je cherche ce qui me conviendrait', 'I look for what would suit me'],
          thought: ['Je ne sais pas par où commencer.', 'I don’t know where to start.'],
          at: ['homePage', 'search'],
        },
      ],
    },
    {
      name: ['Apprentissage', 'Learning'],
      goal: ['Aider à comparer et rassurer.', 'Help to compare, and reassure.'],
      order: 'any',
      steps: [
        {
          title: ['Je compare les produits', 'I compare the products'],
          thought: ['Quelle est la différence entre ces deux-là ?', 'What is the difference between these two?'],
          at: ['productPage', 'customerReviews'],
        },
        {
          title: ['Je demande conseil', 'I ask for advice'],
          thought: ['J’aimerais en parler à quelqu’un qui s’y connaît.', 'I would like to talk to somebody who knows.'],
          at: ['shopAdvice', 'chat'],
        },
      ],
    },
    {
      name: ['Achat', 'Purchase'],
      goal: ['Rendre la commande simple et sûre.', 'Make ordering simple and safe.'],
      steps: [
        {
          title: ['Je remplis mon panier', 'I fill my basket'],
          thought: ['Combien coûtera la livraison ?', 'How much will delivery cost?'],
          at: ['basket'],
        },
        {
          title: ['Je paie', 'I pay'],
          thought: ['Est-ce que mon paiement est bien passé ?', 'Did my payment go through?'],
          at: ['payment!', 'confirmation'],
        },
      ],
    },
    {
      name: ['Réception', 'Reception'],
      goal: ['Tenir la promesse de livraison et prévenir.', 'Keep the delivery promise, and tell.'],
      steps: [
        {
          title: ['J’attends ma commande', 'I wait for my order'],
          thought: ['Quand est-ce que ça arrive ?', 'When does it arrive?'],
          at: ['tracking', 'deliveryNotice'],
        },
        {
          title: ['Je reçois ma commande', 'I receive my order'],
          thought: ['Pourvu que je sois là.', 'I hope I will be in.'],
          at: ['homeDelivery', 'pickUp'],
        },
      ],
    },
    {
      name: ['SAV', 'After-sales'],
      goal: ['Résoudre la première fois.', 'Solve it the first time.'],
      order: 'any',
      steps: [
        {
          title: ['Je cherche une réponse', 'I look for an answer'],
          thought: ['Je voudrais régler ça moi-même.', 'I would like to sort it out myself.'],
          at: ['helpPage'],
        },
        {
          title: ['J’appelle ou j’écris', 'I call or write'],
          thought: ['Vais-je devoir tout réexpliquer ?', 'Will I have to explain it all again?'],
          at: ['call', 'chat'],
        },
      ],
    },
    {
      name: ['Retour', 'Return'],
      goal: ['Laisser un bon souvenir, même en rendant.', 'Leave a good memory, even of a return.'],
      steps: [
        {
          title: ['Je renvoie un produit', 'I send a product back'],
          thought: ['Est-ce que c’est gratuit ?', 'Is it free?'],
          at: ['returnRequest', 'parcelDropOff'],
        },
        {
          title: ['Je suis remboursé', 'I get my money back'],
          thought: ['Combien de temps encore ?', 'How much longer?'],
          at: ['refund'],
        },
      ],
    },
  ],
}
