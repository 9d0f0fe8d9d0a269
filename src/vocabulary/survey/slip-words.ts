import type { Tongue } from '../map/label-in.ts'

/** Where an address is printed that goes to one customer: at the foot of a receipt, or on a slip in a parcel. */
export const slipKinds = ['receipt', 'parcel'] as const
export type SlipKind = (typeof slipKinds)[number]

/** Widths of rolls in millimetres, and how many dots of 1/8 mm a printer puts on them. */
export const rollDots = { '58': 384, '80': 576 } as const
export type RollWidth = keyof typeof rollDots

const words = {
  fr: {
    invite: { receipt: 'Votre avis, en une minute', parcel: 'Votre colis est arrivé : tout va bien ?' },
    aim: 'Visez ce code, ou ouvrez',
  },
  en: {
    invite: { receipt: 'Tell us, in a minute', parcel: 'Your parcel is here: is all well?' },
    aim: 'Point your phone here, or open',
  },
} as const satisfies Record<Tongue, unknown>

export type SlipText = { readonly invite: string; readonly aim: string; readonly address: string }

/** What stands on a slip. The address is written without its scheme: every phone opens it so, and a hand types it. */
export const slipText = (kind: SlipKind, tongue: Tongue, address: string): SlipText => ({
  invite: words[tongue].invite[kind],
  aim: words[tongue].aim,
  address: address.replace(/^https?:\/\//, ''),
})

/** One line for the foot of a receipt whose printer draws no codes. */
export function slipLine(kind: SlipKind, tongue: Tongue, address: string): string {
  const { invite, address: plain } = slipText(kind, tongue, address)
  const mark = /[?!]$/.test(invite) ? ' ' : tongue === 'fr' ? ' : ' : ': '
  return `${invite}${mark}${plain}`
}
