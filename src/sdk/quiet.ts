/**
 * `act`, but it never throws: a measurement that fails is lost, a host page that fails is a customer lost.
 * A promise it returns never rejects either.
 */
export function quiet<Arguments extends unknown[], Result>(
  act: (...given: Arguments) => Result,
): (...given: Arguments) => Result | undefined {
  return (...given) => {
    try {
      const result = act(...given)
      return result instanceof Promise ? (result.catch(() => undefined) as Result) : result
    } catch {
      return undefined
    }
  }
}
