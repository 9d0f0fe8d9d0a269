import type { Tongue } from '../../vocabulary/label.ts'

/** Little words that stand in almost every sentence of one language and hardly ever in the other. */
const little: Readonly<Record<Tongue, RegExp>> = {
  fr: /(?<![\p{L}'])(je|j|le|la|les|un|une|des|du|de|mon|ma|mes|et|est|que|qui|pour|avec|sur|dans|pas|ne|ce|il|elle|nous|à|au)(?![\p{L}])/giu,
  en: /(?<![\p{L}'])(i|the|a|an|of|my|and|is|are|that|for|with|on|in|not|it|to|we|you|this|do|does)(?![\p{L}])/giu,
}

/** The language that texts are most likely in; undefined where nothing tells. */
export function guessTongue(texts: Iterable<string>): Tongue | undefined {
  let balance = 0
  let read = 0
  for (const text of texts) {
    if (read > 50_000) break
    read += text.length
    const french = (text.match(little.fr)?.length ?? 0) + (text.match(/[éèêàçùœ]/giu)?.length ?? 0)
    balance += french - (text.match(little.en)?.length ?? 0)
  }
  return balance > 0 ? 'fr' : balance < 0 ? 'en' : undefined
}
