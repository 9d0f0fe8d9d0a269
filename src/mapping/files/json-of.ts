import type { Remarks } from './remarks.ts'

const deepest = 40

/** Parses JSON of a bounded depth; where it is broken, tells the line. */
export function jsonOf(text: string, remarks: Remarks): unknown {
  if (isDeeper(text)) {
    remarks.error({
      en: `The JSON is nested deeper than ${deepest} levels`,
      fr: `Le JSON est imbriqué sur plus de ${deepest} niveaux`,
    })
    return undefined
  }
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
  } catch (error) {
    const at = /position (\d+)/.exec(String(error))?.[1]
    const line = at === undefined ? text.split('\n').length : text.slice(0, Number(at)).split('\n').length
    remarks.error({ en: 'The JSON is broken here', fr: 'Le JSON est cassé ici' }, { line })
    return undefined
  }
}

/** Counted on the text, brackets inside strings aside: what is too deep is never built. */
function isDeeper(text: string): boolean {
  let depth = 0
  let isText = false
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]
    if (isText) {
      if (letter === '\\') at++
      else if (letter === '"') isText = false
    } else if (letter === '"') isText = true
    else if (letter === '{' || letter === '[') {
      if (++depth > deepest) return true
    } else if (letter === '}' || letter === ']') depth--
  }
  return false
}
