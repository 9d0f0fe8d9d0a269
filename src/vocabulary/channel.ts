/** The channels a customer may use, digital and physical. `medium` decides, among others, how visits are merged. */
export const channels = {
  web: { medium: 'digital', en: 'Web', fr: 'Web' },
  app: { medium: 'digital', en: 'App', fr: 'Application' },
  store: { medium: 'physical', en: 'Shop', fr: 'Magasin' },
  till: { medium: 'physical', en: 'Till', fr: 'Caisse' },
  locker: { medium: 'physical', en: 'Locker', fr: 'Casier' },
  carrier: { medium: 'physical', en: 'Carrier', fr: 'Transporteur' },
  phone: { medium: 'phone', en: 'Phone', fr: 'Téléphone' },
  email: { medium: 'digital', en: 'E-mail', fr: 'E-mail' },
  sms: { medium: 'digital', en: 'SMS', fr: 'SMS' },
  chat: { medium: 'digital', en: 'Chat', fr: 'Chat' },
  social: { medium: 'social', en: 'Social networks', fr: 'Réseaux sociaux' },
  review: { medium: 'social', en: 'Online reviews', fr: 'Avis en ligne' },
  post: { medium: 'post', en: 'Post', fr: 'Courrier' },
  ad: { medium: 'digital', en: 'Advertising', fr: 'Publicité' },
  partner: { medium: 'physical', en: 'Partner', fr: 'Partenaire' },
  other: { medium: 'digital', en: 'Other', fr: 'Autre' },
} as const satisfies Record<string, { medium: Medium; en: string; fr: string }>

export type Medium = 'physical' | 'phone' | 'digital' | 'social' | 'post'
export type Channel = keyof typeof channels

/** In the order of the lanes of a timeline; the position is the code in the trace table, so it only grows. */
export const channelCodes = Object.keys(channels) as readonly Channel[]

export function isChannel(code: string): code is Channel {
  return Object.hasOwn(channels, code)
}
