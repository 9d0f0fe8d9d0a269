import type { Lived } from './behaviour.ts'
import type { Random } from './random.ts'

/** What customers write beside their score: a beginning and an end, put together by lot. Invented. */
type Words = readonly [beginnings: readonly string[], ends: readonly string[]]

const lateDelivery: Words = [
  [
    'Annoncé lundi, reçu jeudi',
    'Trois jours de retard',
    'Livraison promise pour l’anniversaire de ma fille et arrivée après',
    'J’ai posé une demi-journée pour rien',
    'Le suivi n’a pas bougé pendant trois jours',
    'Le créneau a été décalé deux fois',
    'Colis soi-disant livré, introuvable jusqu’au surlendemain',
  ],
  [
    'et personne pour répondre.',
    'sans un message pour prévenir.',
    'et le carton était enfoncé.',
    'la lampe est belle, la livraison non.',
    'la prochaine fois j’irai en magasin.',
    'j’ai dû appeler moi-même pour savoir où il était.',
    'le livreur a laissé le carton ouvert devant le portail.',
  ],
]

const goodDelivery: Words = [
  ['Livré le jour dit', 'Rien à dire', 'Colis bien protégé', 'Livreur aimable', 'Reçu même un peu plus tôt que prévu'],
  [
    'lampe intacte.',
    'le message de la veille est pratique.',
    'un peu trop de carton quand même.',
    'il faudrait pouvoir choisir l’heure.',
    'je recommande.',
  ],
]

const roughDelivery: Words = [
  [
    'Livré à l’heure mais jeté par-dessus le portail',
    'Carton mouillé',
    'Déposé chez un voisin sans me prévenir',
    'Aucun créneau, il faut attendre toute la journée',
    'Trop d’emballage',
  ],
  ['l’abat-jour est marqué.', 'dommage.', 'il a fallu chercher.', 'la lampe va bien, heureusement.'],
]

const words: Readonly<Record<Lived, { readonly glad: Words; readonly sorry: Words }>> = {
  homeOnTime: { glad: goodDelivery, sorry: roughDelivery },
  homeOneDayLate: { glad: goodDelivery, sorry: lateDelivery },
  homeLater: { glad: goodDelivery, sorry: lateDelivery },
  locker: {
    glad: [
      ['Casier ouvert en dix secondes', 'Récupéré en rentrant du travail', 'Code reçu tout de suite', 'Très pratique'],
      ['à n’importe quelle heure, c’est parfait.', 'aucune attente.', 'je ne me fais plus livrer autrement.'],
    ],
    sorry: [
      ['Le casier était trop petit', 'Écran illisible en plein soleil', 'Code reçu avec une heure de retard'],
      ['j’ai dû revenir.', 'dommage, sinon c’est rapide.'],
    ],
  },
  shop: {
    glad: [
      [
        'Le vendeur m’a montré les deux allumées',
        'Belle mise en scène',
        'Équipe souriante',
        'On voit les vraies couleurs',
      ],
      ['je suis repartie avec la lampe sous le bras.', 'passage en caisse rapide.', 'j’y retournerai.'],
    ],
    sorry: [
      ['Une seule caisse ouverte', 'Modèle vu sur le site absent du rayon', 'Prix différent de celui du site'],
      ['vingt minutes d’attente.', 'personne pour renseigner.', 'déçu du déplacement.'],
    ],
  },
  advice: {
    glad: [
      ['Conseil précis sur la puissance de l’ampoule', 'La conseillère a pris le temps', 'On m’a évité une erreur'],
      ['j’ai enfin compris la différence entre les blancs.', 'bravo.', 'bien mieux qu’un comparateur.'],
    ],
    sorry: [
      ['Le conseiller ne connaissait pas la gamme', 'Réponse différente de celle du chat'],
      ['j’ai cherché seul sur mon téléphone.', 'je suis reparti sans savoir.'],
    ],
  },
  site: {
    glad: [
      ['Photos très réussies', 'Le comparatif aide vraiment', 'On trouve vite'],
      ['l’intensité est bien expliquée.', 'les avis m’ont décidée.'],
    ],
    sorry: [
      ['Impossible de savoir laquelle éclaire vraiment', 'Trop de filtres', 'Les dimensions sont cachées'],
      ['je n’arrive pas à comparer.', 'j’ai fini par appeler.'],
    ],
  },
  checkout: {
    glad: [
      ['Paiement simple', 'Commande en deux minutes'],
      ['rien à redire.', 'la date de livraison est claire.'],
    ],
    sorry: [
      [
        'Il a fallu créer un compte pour payer',
        'Ma carte a été refusée sans raison',
        'Les frais n’apparaissent qu’à la fin',
      ],
      ['j’ai failli abandonner.', 'pénible sur le téléphone.', 'j’ai recommencé trois fois.'],
    ],
  },
  callSettledQuickly: {
    glad: [
      ['Réponse claire', 'Personne très à l’écoute', 'Problème réglé en un appel'],
      ['merci.', 'et rappel le lendemain comme promis.', 'presque pas d’attente.'],
    ],
    sorry: [
      ['Réponse correcte', 'Réglé'],
      ['mais il a fallu épeler trois fois mon numéro.', 'mais le ton était sec.'],
    ],
  },
  callSettledSlowly: {
    glad: [
      ['Bonne réponse', 'Conseillère efficace'],
      ['mais quelle attente.', 'une fois qu’on l’a au bout du fil.'],
    ],
    sorry: [
      ['Un quart d’heure de musique', 'Attente interminable', 'Renvoyé d’un service à l’autre'],
      ['pour une réponse en deux minutes.', 'c’est trop long.'],
    ],
  },
  callUnsettled: {
    glad: [['Gentil'], ['mais sans solution.']],
    sorry: [
      [
        'Trois appels, trois réponses',
        'On m’a dit de rappeler demain',
        'Le transporteur renvoie vers vous et vous vers lui',
      ],
      [
        'toujours pas de lampe.',
        'je ne sais toujours pas où est mon colis.',
        'je dois tout réexpliquer à chaque fois.',
      ],
    ],
  },
  refund: {
    glad: [
      ['Retour facile en magasin', 'Remboursée en quelques jours'],
      ['parfait.', 'étiquette déjà dans le carton.'],
    ],
    sorry: [
      ['Toujours pas remboursé après deux semaines', 'Il faut réemballer une lampe en verre soi-même'],
      ['aucune nouvelle.', 'les frais de retour sont pour moi.'],
    ],
  },
}

/** A comment that goes with a score of `score` out of ten, or `undefined`: most people only give the score. */
export function verbatim(random: Random, lived: Lived, score: number): string | undefined {
  if (!random.chance(score <= 3 ? 620 : score >= 9 ? 420 : 260)) return undefined
  const [beginnings, ends] = score >= 6 ? words[lived].glad : words[lived].sorry
  return `${random.pick(beginnings)}, ${random.pick(ends)}`
}
