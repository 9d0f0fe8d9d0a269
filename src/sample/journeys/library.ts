import type { z } from 'zod'
import type { libraryShape } from '../../vocabulary/map/library.ts'

type LibraryInput = z.input<typeof libraryShape>
type List<K extends keyof LibraryInput> = NonNullable<LibraryInput[K]>

/** A label in both languages. */
export const both = (fr: string, en: string) => ({ fr, en })

/** Who works at Halobrise. */
export const departments: List<'departments'> = [
  { id: 'dep-marketing', name: both('Marketing', 'Marketing') },
  { id: 'dep-digital', name: both('Digital', 'Digital') },
  { id: 'dep-shops', name: both('Magasins', 'Shops') },
  { id: 'dep-logistics', name: both('Logistique', 'Logistics') },
  { id: 'dep-contact', name: both('Service client', 'Customer service') },
  { id: 'dep-it', name: both('Informatique', 'IT') },
  { id: 'dep-finance', name: both('Finance', 'Finance') },
]

const asset = (id: string, type: 'tool' | 'process' | 'procedure', fr: string, en: string) => ({
  id,
  type,
  name: both(fr, en),
})

/** What the touchpoints rest on. */
export const assets: List<'assets'> = [
  asset('ast-ads', 'tool', 'Régie publicitaire', 'Ad manager'),
  asset('ast-cms', 'tool', 'Gestion de contenu', 'Content management'),
  asset('ast-pim', 'tool', 'Référentiel produits', 'Product catalogue'),
  asset('ast-tablet', 'tool', 'Tablette vendeur', 'Adviser’s tablet'),
  asset('ast-psp', 'tool', 'Prestataire de paiement', 'Payment provider'),
  asset('ast-till', 'tool', 'Caisse', 'Till'),
  asset('ast-messages', 'tool', 'Envoi d’e-mails et de SMS', 'E-mail and SMS sending'),
  asset('ast-tms', 'tool', 'Gestion du transport', 'Transport management'),
  asset('ast-crm', 'tool', 'Fichier clients', 'Customer records'),
  asset('ast-telephony', 'tool', 'Téléphonie', 'Telephony'),
  asset('ast-survey', 'tool', 'Enquêtes', 'Surveys'),
  asset('ast-picking', 'process', 'Préparation de commande', 'Order picking'),
  asset('ast-delay', 'procedure', 'Consigne « colis en retard »', '“Late parcel” instruction'),
  asset('ast-refund', 'procedure', 'Règles de remboursement', 'Refund rules'),
]

/** What is followed in figures; `source` says which property of events carries it. */
export const metrics: List<'metrics'> = [
  {
    id: 'met-phone-wait',
    name: both('Attente au téléphone', 'Wait on the phone'),
    unit: 's',
    direction: 'down',
    target: 120,
    source: { property: 'waitSeconds' },
  },
  {
    id: 'met-late-days',
    name: both('Jours de retard', 'Days late'),
    unit: 'd',
    direction: 'down',
    target: 0,
    source: { property: 'deliveredLateDays' },
  },
  {
    id: 'met-locker-hours',
    name: both('Heures passées au casier', 'Hours in the locker'),
    unit: 'h',
    direction: 'down',
    target: 12,
    source: { property: 'hoursInLocker' },
  },
  {
    id: 'met-amount',
    name: both('Montant de la commande', 'Order amount'),
    unit: '€',
    direction: 'up',
    kind: 'financial',
    source: { property: 'amount' },
  },
  {
    id: 'met-refund-days',
    name: both('Jours avant remboursement', 'Days until refund'),
    unit: 'd',
    direction: 'down',
    target: 4,
    source: { property: 'refundDays' },
  },
  {
    id: 'met-satisfaction',
    name: both('Satisfaction à chaud', 'Satisfaction on the spot'),
    direction: 'up',
    kind: 'perception',
    target: 0.4,
  },
]

/** Three customers as the teams picture them. The trait `persona` of real customers says who is one: `x-trait`. */
export const personas: List<'personas'> = [
  {
    id: 'per-decor-lover',
    name: both('Camille, amatrice de déco', 'Camille, decoration lover'),
    description: both(
      'Repère les lampes sur son téléphone le soir, compare longtemps, se fait livrer chez elle.',
      'Spots lamps on her phone in the evening, compares for long, has them delivered at home.',
    ),
    goals: [both('Trouver la pièce qui change le salon', 'Find the piece that changes the living room')],
    needs: [both('Savoir ce que la lampe éclaire vraiment', 'Know what the lamp really lights')],
    frustrations: [both('Attendre un colis sans nouvelles', 'Waiting for a parcel without news')],
    evidence: ['evi-interviews'],
    'x-trait': { key: 'persona', value: 'decor-lover' },
  },
  {
    id: 'per-family',
    name: both('Les Moreau, famille', 'The Moreaus, a family'),
    description: both(
      'Un ordinateur pour deux, peu de temps, une livraison qui doit tomber juste.',
      'One computer for two, little time, a delivery that has to come when it was said.',
    ),
    goals: [both('Équiper la chambre des enfants', 'Furnish the children’s room')],
    needs: [both('Une date de livraison tenue', 'A delivery date that is kept')],
    frustrations: [both('Rappeler plusieurs fois pour la même chose', 'Calling several times about the same thing')],
    evidence: ['evi-interviews'],
    'x-trait': { key: 'persona', value: 'family' },
  },
  {
    id: 'per-pro-decorator',
    name: both('Nadia, décoratrice', 'Nadia, interior decorator'),
    description: both(
      'Achète pour ses clients : voit en magasin, emporte, ou retire au casier entre deux chantiers.',
      'Buys for her clients: sees in the shop, takes away, or collects from a locker between two sites.',
    ),
    goals: [both('Ne jamais retarder un chantier', 'Never hold up a site')],
    needs: [both('Voir la lampe allumée', 'See the lamp switched on'), both('Retirer vite', 'Collect quickly')],
    frustrations: [both('Un modèle absent du rayon', 'A model that is not on the shelf')],
    evidence: ['evi-interviews'],
    'x-trait': { key: 'persona', value: 'pro-decorator' },
  },
]

export const evidence: List<'evidence'> = [
  {
    id: 'evi-interviews',
    name: both('Entretiens en magasin', 'Interviews in the shops'),
    method: 'interview',
    date: '2026-01-14',
    sampleSize: 18,
    level: 2,
  },
  {
    id: 'evi-workshop',
    name: both('Atelier des services', 'Workshop of the departments'),
    method: 'workshop',
    date: '2026-01-22',
    sampleSize: 12,
    level: 1,
  },
  {
    id: 'evi-complaints',
    name: both('Lecture des réclamations', 'Reading of complaints'),
    method: 'complaint',
    date: '2026-02-02',
    sampleSize: 140,
    level: 2,
  },
]

export const lifeSituations: List<'lifeSituations'> = [
  {
    id: 'sit-home',
    name: both('J’aménage chez moi', 'I furnish my home'),
    trigger: both('Un emménagement, une naissance, une envie', 'Moving in, a birth, a wish'),
  },
]
