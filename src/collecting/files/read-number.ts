import type { NumberFormat } from '../../contract/importing.ts'

const point = /^[-+]?(?:\d+|\d{1,3}(?:[ \u00a0\u202f,]\d{3})+)(?:\.\d+)?(?:[eE][-+]?\d{1,3})?$/
const comma = /^[-+]?(?:\d+|\d{1,3}(?:[ \u00a0\u202f.]\d{3})+)(?:,\d+)?$/
/** A code rather than a number: leading zeros say so. */
const code = /^[-+]?0\d/

/** Reads a number written with a decimal point or a decimal comma; undefined when it is none. */
export function readNumber(written: string, format: NumberFormat): number | undefined {
  const text = written.trim()
  if (format === 'comma') {
    if (!comma.test(text)) return undefined
    return Number(text.replace(/[ \u00a0\u202f.]/g, '').replace(',', '.'))
  }
  if (!point.test(text)) return undefined
  const number = Number(text.replace(/[ \u00a0\u202f,]/g, ''))
  return Number.isFinite(number) ? number : undefined
}

/**
 * How the numbers of a column are written; undefined when its values are not numbers. `1,234` alone could be either:
 * `commaLikely` (the file has semicolons, or another column has decimal commas) decides.
 */
export function guessNumberFormat(values: readonly string[], commaLikely: boolean): NumberFormat | undefined {
  const written = values.map(value => value.trim()).filter(value => value !== '')
  if (written.length === 0 || written.some(text => code.test(text) && !/^[-+]?0[.,]/.test(text))) return undefined
  const points = written.every(text => point.test(text))
  const commas = written.every(text => comma.test(text))
  if (points && commas) {
    const grouped = written.some(text => /[.,]/.test(text))
    return grouped && commaLikely ? 'comma' : 'point'
  }
  if (points) return 'point'
  return commas ? 'comma' : undefined
}
