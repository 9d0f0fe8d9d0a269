/** Halobrise, an invented French retailer of lamps and decoration: what it sells, where, and through whom. */
export const company = {
  name: 'Halobrise',
  site: 'https://www.halobrise.example',
  currency: 'EUR',
  timeZone: 'Europe/Paris',
} as const

export type Product = {
  readonly id: string
  readonly name: string
  readonly category: string
  /** In euros. */
  readonly price: number
}

const product = (id: string, name: string, category: string, price: number): Product => ({ id, name, category, price })

export const products: readonly Product[] = [
  product('lampe-lune', 'Lampe « Lune »', 'Lampes à poser', 129),
  product('lampe-galet', 'Lampe « Galet »', 'Lampes à poser', 59),
  product('lampe-bruyere', 'Lampe « Bruyère »', 'Lampes à poser', 84.9),
  product('lampe-vigie', 'Lampe de bureau « Vigie »', 'Lampes de bureau', 74.9),
  product('lampe-pupitre', 'Lampe de bureau « Pupitre »', 'Lampes de bureau', 99),
  product('lampadaire-heron', 'Lampadaire « Héron »', 'Lampadaires', 219),
  product('lampadaire-saule', 'Lampadaire « Saule »', 'Lampadaires', 169),
  product('suspension-nacelle', 'Suspension « Nacelle »', 'Suspensions', 149),
  product('suspension-osier', 'Suspension « Osier »', 'Suspensions', 89),
  product('suspension-verriere', 'Suspension « Verrière »', 'Suspensions', 259),
  product('applique-coquille', 'Applique « Coquille »', 'Appliques', 69),
  product('applique-lisiere', 'Applique « Lisière »', 'Appliques', 79),
  product('plafonnier-marelle', 'Plafonnier « Marelle »', 'Plafonniers', 119),
  product('veilleuse-hulotte', 'Veilleuse « Hulotte »', 'Chambre d’enfant', 34.9),
  product('guirlande-cabane', 'Guirlande « Cabane »', 'Chambre d’enfant', 29.9),
  product('lanterne-ponton', 'Lanterne « Ponton »', 'Extérieur', 54.9),
  product('borne-allee', 'Borne « Allée »', 'Extérieur', 64.9),
  product('miroir-etang', 'Miroir « Étang »', 'Décoration', 139),
  product('vase-dune', 'Vase « Dune »', 'Décoration', 39.9),
  product('plaid-brume', 'Plaid « Brume »', 'Décoration', 49.9),
  product('ampoule-e27', 'Ampoule à filament E27', 'Ampoules', 12.9),
  product('ampoule-connectee', 'Ampoule connectée', 'Ampoules', 24.9),
]

export type Shop = { readonly id: string; readonly city: string }

export const shops: readonly Shop[] = [
  'Paris',
  'Lyon',
  'Lille',
  'Nantes',
  'Bordeaux',
  'Toulouse',
  'Strasbourg',
  'Rennes',
  'Marseille',
  'Montpellier',
  'Grenoble',
  'Dijon',
  'Tours',
  'Rouen',
].map(city => ({ id: `mag-${city.toLowerCase()}`, city }))

/** Paris sells more than Tours. */
export const shopWeights = [24, 12, 9, 8, 8, 7, 6, 6, 6, 5, 3, 2, 2, 2] as const

export const carriers = ['Colivert', 'Rapidoux'] as const

export const campaigns = [
  { name: 'lumieres-d-hiver', source: 'instagram', medium: 'paid_social' },
  { name: 'nouvelle-collection', source: 'instagram', medium: 'paid_social' },
  { name: 'comparateur', source: 'moteur', medium: 'cpc' },
] as const

/** How often people begin a purchase, against an ordinary month. January to December: sales in winter and summer, a peak before Christmas. */
export const season = [1050, 800, 850, 850, 900, 950, 1000, 650, 950, 1050, 1600, 1900] as const

/** November and December, when parcels pile up. `month` is 1 to 12. */
export function isPeakMonth(month: number): boolean {
  return month >= 11
}
