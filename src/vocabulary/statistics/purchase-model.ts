import { minimise } from '../minimise.ts'
import { hypergeometric, logGamma } from './gamma.ts'

/** One customer: repeat purchases, the time of the last one and of the end of looking, both since the first purchase. */
export type PurchaseHistory = { readonly repeats: number; readonly lastAt: number; readonly observed: number }

/**
 * BG/NBD: how customers without a contract buy and silently leave (Fader, Hardie, Lee, Marketing Science 2005). They buy
 * at rates drawn from a gamma distribution (r, alpha) and leave after a purchase with probabilities drawn from a beta
 * distribution (a, b). Times in any one unit.
 */
export type PurchaseModel = { readonly r: number; readonly alpha: number; readonly a: number; readonly b: number }

/** How likely these histories are, as a logarithm. */
export function logLikelihood({ r, alpha, a, b }: PurchaseModel, histories: readonly PurchaseHistory[]): number {
  const ofGroup = logGamma(a + b) - logGamma(b) - logGamma(r) + r * Math.log(alpha)
  return histories.reduce((sum, { repeats, lastAt, observed }) => {
    const common = logGamma(r + repeats) + logGamma(b + repeats) - logGamma(a + b + repeats) + ofGroup
    const stays = -(r + repeats) * Math.log(alpha + observed)
    if (repeats === 0) return sum + common + stays
    const left = Math.log(a) - Math.log(b + repeats - 1) - (r + repeats) * Math.log(alpha + lastAt)
    const most = Math.max(stays, left)
    return sum + common + most + Math.log(Math.exp(stays - most) + Math.exp(left - most))
  }, 0)
}

/** The model under which the histories are likeliest. Equal histories are looked at once. */
export function fitPurchaseModel(histories: readonly PurchaseHistory[]): PurchaseModel {
  const scale = 10 / Math.max(...histories.map(each => each.observed), 1e-9)
  const scaled = histories.map(each => ({
    repeats: each.repeats,
    lastAt: each.lastAt * scale,
    observed: each.observed * scale,
  }))
  // The logarithms of the parameters, as all of them are positive.
  const read = (point: readonly number[]): PurchaseModel => {
    const [r, alpha, a, b] = point.map(Math.exp) as [number, number, number, number]
    return { r, alpha, a, b }
  }
  const found = read(minimise(point => -logLikelihood(read(point), scaled) / histories.length, [0.1, 0.1, 0.1, 0.1]))
  return { ...found, alpha: found.alpha / scale }
}

/** The probability that a customer has not left. */
export function stillCustomer({ r, alpha, a, b }: PurchaseModel, history: PurchaseHistory): number {
  const { repeats, lastAt, observed } = history
  if (repeats === 0) return 1
  return 1 / (1 + (a / (b + repeats - 1)) * ((alpha + observed) / (alpha + lastAt)) ** (r + repeats))
}

/** Purchases to expect of a customer in the time to come. */
export function expectedPurchases(model: PurchaseModel, history: PurchaseHistory, time: number): number {
  const { r, alpha, a, b } = model
  const { repeats, observed } = history
  const z = time / (alpha + observed + time)
  const bought =
    1 -
    ((alpha + observed) / (alpha + observed + time)) ** (r + repeats) *
      hypergeometric(r + repeats, b + repeats, a + b + repeats - 1, z)
  return ((a + b + repeats - 1) / (a - 1)) * bought * stillCustomer(model, history)
}

/** Repeat purchases to expect of a new customer. */
export function expectedOfNew(model: PurchaseModel, time: number): number {
  return expectedPurchases(model, { repeats: 0, lastAt: 0, observed: 0 }, time)
}
