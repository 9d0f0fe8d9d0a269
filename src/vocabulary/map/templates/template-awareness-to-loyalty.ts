import type { MapTemplate } from '../map-template.ts'

/** A relation in six stages, from becoming aware of a need to recommending: prise de conscience … fidélisation. */
export const awarenessToLoyalty: MapTemplate = {
  name: ['Je deviens client, et je le reste', 'I become a customer, and stay one'],
  purpose: [
    'Suivre la relation du premier besoin à la recommandation.',
    'Follow the relation from the first need to recommending.',
  ],
  lanes: ['touchpoint', 'channel', 'action', 'thought', 'emotion', 'desired', 'people', 'process', 'metric'],
  departments: {
    marketing: ['Marketing', 'Marketing'],
    sales: ['Ventes', 'Sales'],
    product: ['Produit', 'Product'],
    care: ['Service client', 'Customer service'],
  },
  touchpoints: {
    campaign: {
      name: ['Campagne', 'Campaign'],
      channels: ['ad', 'email'],
      department: 'marketing',
      kind: 'communication',
      initiator: 'company',
      observability: 'partial',
    },
    wordOfMouth: {
      name: ['Bouche-à-oreille', 'Word of mouth'],
      channels: ['social'],
      department: 'marketing',
      ownership: 'earned',
      kind: 'communication',
      initiator: 'third',
      observability: 'unobservable',
    },
    website: { name: ['Site web', 'Website'], channels: ['web'], department: 'marketing' },
    comparison: {
      name: ['Comparateur en ligne', 'Comparison site'],
      channels: ['partner'],
      department: 'marketing',
      ownership: 'partner',
      observability: 'unobservable',
    },
    reviews: {
      name: ['Avis en ligne', 'Online reviews'],
      channels: ['review'],
      department: 'marketing',
      ownership: 'earned',
      kind: 'communication',
      initiator: 'third',
      observability: 'partial',
    },
    adviser: {
      name: ['Échange avec un conseiller', 'Talk with an adviser'],
      channels: ['phone', 'store'],
      department: 'sales',
      kind: 'communication',
      complexity: 3,
    },
    quote: { name: ['Devis ou simulation', 'Quote or simulation'], channels: ['web', 'email'], department: 'sales' },
    order: { name: ['Commande', 'Order'], channels: ['web', 'app', 'store'], department: 'sales', urgency: 2 },
    welcome: {
      name: ['Message de bienvenue', 'Welcome message'],
      channels: ['email', 'sms'],
      department: 'marketing',
      kind: 'communication',
      initiator: 'company',
    },
    firstUse: { name: ['Première utilisation', 'First use'], channels: ['app', 'web'], department: 'product' },
    account: { name: ['Espace client', 'Customer account'], channels: ['web', 'app'], department: 'product' },
    invoice: {
      name: ['Facture', 'Invoice'],
      channels: ['email', 'post'],
      department: 'care',
      kind: 'communication',
      initiator: 'company',
    },
    support: {
      name: ['Assistance', 'Support'],
      channels: ['phone', 'chat', 'email'],
      department: 'care',
      kind: 'communication',
      complexity: 2,
      urgency: 3,
    },
    survey: {
      name: ['Enquête de satisfaction', 'Satisfaction survey'],
      channels: ['email', 'sms'],
      department: 'care',
      kind: 'communication',
      initiator: 'company',
    },
    programme: {
      name: ['Programme de fidélité', 'Loyalty programme'],
      channels: ['app', 'email'],
      department: 'marketing',
    },
    referral: { name: ['Parrainage', 'Referral'], channels: ['app', 'web', 'social'], department: 'marketing' },
  },
  phases: [
    {
      name: ['Prise de conscience', 'Awareness'],
      goal: ['Être là quand le besoin apparaît.', 'Be there when the need appears.'],
      order: 'any',
      steps: [
        {
          title: ['Je me rends compte que j’ai un besoin', 'I realise that I need something'],
          thought: ['Ça ne peut plus durer comme ça.', 'It can’t go on like this.'],
          at: ['campaign', 'wordOfMouth'],
        },
        {
          title: ['Je m’informe', 'I find out more'],
          thought: ['Qui peut m’aider ?', 'Who can help me?'],
          at: ['website'],
        },
      ],
    },
    {
      name: ['Considération', 'Consideration'],
      goal: ['Permettre de comparer honnêtement.', 'Let people compare fairly.'],
      order: 'any',
      steps: [
        {
          title: ['Je compare les offres', 'I compare the offers'],
          thought: ['Où est le piège ?', 'Where is the catch?'],
          at: ['comparison', 'reviews'],
        },
        {
          title: ['Je pose mes questions', 'I ask my questions'],
          thought: ['Mon cas est-il prévu ?', 'Does it cover my case?'],
          at: ['adviser'],
        },
      ],
    },
    {
      name: ['Décision', 'Decision'],
      goal: ['Lever le dernier doute.', 'Remove the last doubt.'],
      steps: [
        {
          title: ['Je demande un prix ferme', 'I ask for a firm price'],
          thought: ['Est-ce bien le prix final ?', 'Is that really the final price?'],
          at: ['quote'],
        },
      ],
    },
    {
      name: ['Achat', 'Purchase'],
      goal: ['Rendre l’engagement simple.', 'Make it simple to commit.'],
      steps: [
        {
          title: ['Je m’engage', 'I commit'],
          thought: ['C’est fait ; j’espère ne pas le regretter.', 'It’s done; I hope I won’t regret it.'],
          at: ['order!', 'welcome'],
        },
      ],
    },
    {
      name: ['Usage et assistance', 'Use and support'],
      goal: ['Réussir les premiers pas et aider vite.', 'Get the first steps right, and help quickly.'],
      order: 'any',
      steps: [
        {
          title: ['Je commence à m’en servir', 'I start using it'],
          thought: ['Est-ce que je m’y prends bien ?', 'Am I doing this right?'],
          at: ['firstUse', 'account'],
        },
        {
          title: ['Je demande de l’aide', 'I ask for help'],
          thought: ['Je veux une réponse aujourd’hui.', 'I want an answer today.'],
          at: ['support', 'invoice'],
        },
      ],
    },
    {
      name: ['Fidélisation', 'Loyalty'],
      goal: ['Donner des raisons de rester et d’en parler.', 'Give reasons to stay and to tell others.'],
      order: 'any',
      steps: [
        {
          title: ['Je donne mon avis', 'I give my opinion'],
          thought: ['Est-ce que quelqu’un lit ça ?', 'Does anybody read this?'],
          at: ['survey'],
        },
        {
          title: ['Je reste et je recommande', 'I stay, and recommend'],
          thought: ['Mes amis devraient essayer.', 'My friends should try it.'],
          at: ['programme', 'referral'],
        },
      ],
    },
  ],
}
