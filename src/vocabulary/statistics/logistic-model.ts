import { solveSymmetric } from './solve-symmetric.ts'

/** A probability as a weighted sum of factors through the logistic curve, fitted with a ridge. */
export type LogisticModel = {
  readonly intercept: number
  /** Of the factors as they are standardised: change of the log-odds for one standard deviation. */
  readonly weights: readonly number[]
  readonly means: readonly number[]
  readonly deviations: readonly number[]
  readonly ridge: number
}

type Rows = readonly (readonly number[])[]

/** The probability that the model gives to a row of factors. */
export function probabilityOf(model: LogisticModel, row: readonly number[]): number {
  return 1 / (1 + Math.exp(-logOddsOf(model, row)))
}

function logOddsOf({ intercept, weights, means, deviations }: LogisticModel, row: readonly number[]): number {
  return weights.reduce(
    (sum, weight, index) => sum + (weight * (row[index]! - means[index]!)) / deviations[index]!,
    intercept,
  )
}

/** By how much each factor moves a row's log-odds from those of an average row. */
export function contributionsOf({ weights, means, deviations }: LogisticModel, row: readonly number[]): number[] {
  return weights.map((weight, index) => (weight * (row[index]! - means[index]!)) / deviations[index]!)
}

/**
 * Fits by Newton's method on standardised factors; the ridge (½·λ·Σw², not on the intercept) keeps it finite where one
 * factor tells the two apart perfectly. Undefined when all rows have the same outcome, as then there is nothing to learn.
 */
export function fitLogistic(rows: Rows, outcomes: readonly boolean[], ridge: number): LogisticModel | undefined {
  const positives = outcomes.filter(Boolean).length
  if (positives === 0 || positives === outcomes.length || rows.length === 0) return undefined
  const { means, deviations, standard } = standardise(rows)
  const fitted = newton(standard, outcomes, ridge)
  return fitted && { intercept: fitted[0]!, weights: fitted.slice(1), means, deviations, ridge }
}

const ridges = [0.1, 1, 3, 10, 30, 100, 300]
const folds = 5

/** Chooses the ridge by the log-loss on rows left out, five times a fifth of them, then fits all. */
export function chooseLogistic(rows: Rows, outcomes: readonly boolean[]): LogisticModel | undefined {
  const losses = ridges.map(ridge => {
    let loss = 0
    for (let fold = 0; fold < folds; fold++) {
      const inside = rows.map((_, index) => index % folds !== fold)
      const model = fitLogistic(
        rows.filter((_, index) => inside[index]),
        outcomes.filter((_, index) => inside[index]),
        ridge,
      )
      if (!model) return Number.POSITIVE_INFINITY
      rows.forEach((row, index) => {
        if (!inside[index]) loss += logLoss(probabilityOf(model, row), outcomes[index]!)
      })
    }
    return loss
  })
  const best = losses.indexOf(Math.min(...losses))
  return fitLogistic(rows, outcomes, Number.isFinite(losses[best]) ? ridges[best]! : 10)
}

function logLoss(probability: number, outcome: boolean): number {
  return -Math.log(Math.max(1e-12, outcome ? probability : 1 - probability))
}

function standardise(rows: Rows): { means: number[]; deviations: number[]; standard: Float64Array[] } {
  const width = rows[0]!.length
  const means = Array.from({ length: width }, (_, at) => rows.reduce((sum, row) => sum + row[at]!, 0) / rows.length)
  // A factor that never changes says nothing: a deviation of 1 leaves it at nought.
  const deviations = means.map(
    (mean, at) => Math.sqrt(rows.reduce((sum, row) => sum + (row[at]! - mean) ** 2, 0) / rows.length) || 1,
  )
  const standard = rows.map(row => {
    const told = new Float64Array(width + 1)
    told[0] = 1
    for (let at = 0; at < width; at++) told[at + 1] = (row[at]! - means[at]!) / deviations[at]!
    return told
  })
  return { means, deviations, standard }
}

function newton(rows: readonly Float64Array[], outcomes: readonly boolean[], ridge: number): number[] | undefined {
  const width = rows[0]!.length
  let weights = new Array<number>(width).fill(0)
  let held = penalised(rows, outcomes, weights, ridge)
  for (let round = 0; round < 60; round++) {
    const gradient = new Float64Array(width)
    const flat = new Float64Array(width * width)
    rows.forEach((row, index) => {
      const p = 1 / (1 + Math.exp(-dot(row, weights)))
      const error = (outcomes[index] ? 1 : 0) - p
      const weight = p * (1 - p)
      for (let a = 0; a < width; a++) {
        const left = row[a]!
        gradient[a]! += error * left
        const scaled = weight * left
        for (let b = 0; b <= a; b++) flat[a * width + b]! += scaled * row[b]!
      }
    })
    for (let a = 1; a < width; a++) {
      gradient[a]! -= ridge * weights[a]!
      flat[a * width + a]! += ridge
    }
    const matrix = Array.from({ length: width }, (_, a) =>
      Array.from({ length: width }, (_, b) => flat[Math.max(a, b) * width + Math.min(a, b)]!),
    )
    const step = solveSymmetric(matrix, [...gradient])
    if (!step) return weights
    // A whole step may overshoot where the curve is flat: halve it until the fit gets better.
    let scale = 1
    let next = weights
    let better = held
    for (; scale > 1e-4; scale /= 2) {
      next = weights.map((weight, index) => weight + scale * step[index]!)
      better = penalised(rows, outcomes, next, ridge)
      if (better <= held + 1e-12) break
    }
    const moved = held - better
    weights = next
    held = better
    if (moved < 1e-9 * (1 + Math.abs(held))) break
  }
  return weights
}

function penalised(
  rows: readonly Float64Array[],
  outcomes: readonly boolean[],
  weights: readonly number[],
  ridge: number,
): number {
  let loss = 0
  rows.forEach((row, index) => {
    const odds = dot(row, weights)
    const signed = outcomes[index] ? odds : -odds
    loss += signed > 0 ? Math.log1p(Math.exp(-signed)) : -signed + Math.log1p(Math.exp(signed))
  })
  return loss + 0.5 * ridge * weights.reduce((sum, weight, index) => sum + (index === 0 ? 0 : weight * weight), 0)
}

function dot(row: Float64Array, weights: readonly number[]): number {
  let sum = 0
  for (let index = 0; index < row.length; index++) sum += row[index]! * weights[index]!
  return sum
}
