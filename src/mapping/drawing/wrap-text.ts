import { type Face, widthOf } from './fonts.ts'

/** A line of a wrapped text. `joint` is what stood between it and the next line, so that the text can be put together again. */
export type Line = { readonly text: string; readonly joint: '' | ' ' | '\n' }

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Breaks a text into lines of at most `width` points. A word that is wider on its own is broken where it must. */
export function wrapText(text: string, face: Face, size: number, width: number): readonly Line[] {
  if (text === '') return []
  return text.split('\n').flatMap((paragraph, index, all) => {
    const lines = wrapParagraph(paragraph, face, size, width)
    const isLast = index === all.length - 1
    return lines.map((line, at): Line => (at === lines.length - 1 ? { ...line, joint: isLast ? '' : '\n' } : line))
  })
}

/** The words of lines, as one text again. */
export function textOf(lines: readonly Line[]): string {
  return lines.map((line, index) => (index === lines.length - 1 ? line.text : line.text + line.joint)).join('')
}

function wrapParagraph(paragraph: string, face: Face, size: number, width: number): Line[] {
  const lines: Line[] = []
  const space = widthOf(' ', face, size)
  let line = ''
  let used = 0
  for (const word of wordsOf(paragraph)) {
    const wide = widthOf(word, face, size)
    if (line !== '' && used + space + wide <= width) {
      line += ` ${word}`
      used += space + wide
      continue
    }
    if (line !== '') lines.push({ text: line, joint: ' ' })
    const pieces = wide <= width ? [word] : brokenWord(word, face, size, width)
    for (const piece of pieces.slice(0, -1)) lines.push({ text: piece, joint: '' })
    line = pieces.at(-1)!
    used = widthOf(line, face, size)
  }
  lines.push({ text: line, joint: '' })
  return lines
}

/** The words of a paragraph. French puts a space before high punctuation and within quotation marks, never a line's end. */
function wordsOf(paragraph: string): readonly string[] {
  return paragraph
    .replace(/ +([:;!?»%€])/g, '\u00a0$1')
    .replace(/« +/g, '«\u00a0')
    .split(/ +/)
    .filter(Boolean)
}

/** A word cut where it no longer fits: after a hyphen, slash, dot or @ in its last half, else between two characters. */
function brokenWord(word: string, face: Face, size: number, width: number): readonly string[] {
  const pieces: string[] = []
  let piece = ''
  let used = 0
  for (const { segment } of graphemes.segment(word)) {
    const wide = widthOf(segment, face, size)
    if (piece !== '' && used + wide > width) {
      const kind = Math.max(...['-', '/', '.', '@', '_'].map(mark => piece.lastIndexOf(mark))) + 1
      const cut = kind > piece.length / 2 ? kind : piece.length
      pieces.push(piece.slice(0, cut))
      piece = piece.slice(cut)
      used = widthOf(piece, face, size)
    }
    piece += segment
    used += wide
  }
  if (piece !== '') pieces.push(piece)
  return pieces
}
