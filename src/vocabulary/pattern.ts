import { RE2JS } from 're2js'

/**
 * The regular expression of a glob for addresses: `*` stands for one segment or a part of one, `**` for anything.
 * A final `/**` also matches the address without it, so that `/moving/**` takes `/moving`, `/moving/` and
 * `/moving?from=mail`. Everything else, the question mark included, stands for itself.
 */
export function patternOfGlob(glob: string): string {
  const ending = glob.endsWith('/**')
  const body = ending ? glob.slice(0, -3) : glob
  const pieces = body.split(/(\*{2,}|\*)/)
  const pattern = pieces.map((piece, index) => {
    if (piece.startsWith('**')) return '(?s:.*)'
    if (piece !== '*') return quoted(piece)
    // Alone between two slashes it is a whole segment, and a segment has at least one character.
    const alone = /(^|\/)$/.test(pieces[index - 1] ?? '') && /^(\/|$)/.test(pieces[index + 1] ?? '')
    return alone ? '[^/?#]+' : '[^/?#]*'
  })
  return `${pattern.join('')}${ending ? '(?:[/?#](?s:.*))?' : ''}`
}

/**
 * The pattern as both engines run it: the whole value must match, and a dot stands for anything but the end of a
 * line. ClickHouse lets the dot match line ends unless told otherwise; this tells both the same.
 */
export function wholePattern(pattern: string): string {
  return `\\A(?-s:${pattern})\\z`
}

/** Why the pattern cannot be used; `undefined` when it can. Both engines are RE2, linear in the text: no back-references, no looking around. */
export function patternFault(pattern: string): string | undefined {
  try {
    // By itself first: a stray parenthesis must not close the group that `wholePattern` opens.
    RE2JS.compile(pattern)
    RE2JS.compile(wholePattern(pattern))
    return undefined
  } catch (fault) {
    return (fault as Error).message.replace(/^error parsing regexp: /, '')
  }
}

/** A test of whole texts against the pattern, compiled once. */
export function matcherOf(pattern: string): (text: string) => boolean {
  const compiled = RE2JS.compile(wholePattern(pattern))
  return text => compiled.matcher(text).find()
}

function quoted(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')
}
