// What XML cannot hold, and the marks that turn the direction of what follows: written as ranges of code points, since
// the characters themselves could not be seen here.
const dropped: readonly (readonly [first: number, last: number])[] = [
  [0x00, 0x08],
  [0x0b, 0x0c],
  [0x0e, 0x1f],
  [0x7f, 0x9f],
  [0x061c, 0x061c],
  [0x200e, 0x200f],
  [0x202a, 0x202e],
  [0x2066, 0x2069],
  [0xfdd0, 0xfdef],
  [0xfeff, 0xfeff],
]

/**
 * Text that people wrote, as it may stand in a drawing: what XML cannot hold is gone, and so are the marks that turn
 * the direction of what follows, since these reach beyond the text they stand in. Line ends are one character.
 */
export function cleanText(text: string): string {
  let kept = ''
  for (const character of text
    .toWellFormed()
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replaceAll('\t', ' ')) {
    if (!isDropped(character.codePointAt(0)!)) kept += character
  }
  return kept.trim()
}

function isDropped(code: number): boolean {
  return (code & 0xfffe) === 0xfffe || dropped.some(([first, last]) => code >= first && code <= last)
}
