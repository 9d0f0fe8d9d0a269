import { type Face, faceNames, faces, fontOf } from './fonts.ts'
import type { Mark } from './mark.ts'
import { subsetFont } from './subset-font.ts'

/** The style sheet that brings along, of each cut, the characters that the marks use. */
export function fontFacesOf(marks: readonly Mark[]): string {
  const used = new Map<Face, Set<number>>(faces.map(face => [face, new Set()]))
  gather(marks, used)
  return faces
    .flatMap(face => {
      const codes = used.get(face)!
      if (codes.size === 0) return []
      const { weight, italic } = faceNames[face]
      const woff = Buffer.from(subsetFont(fontOf(face), codes)).toString('base64')
      return `@font-face{font-family:"Parcours Inter";font-weight:${weight};font-style:${italic ? 'italic' : 'normal'};src:url(data:font/woff;base64,${woff}) format("woff")}`
    })
    .join('')
}

function gather(marks: readonly Mark[], used: ReadonlyMap<Face, Set<number>>): void {
  const add = (face: Face, text: string) => {
    for (const character of text) used.get(face)!.add(character.codePointAt(0)!)
  }
  for (const mark of marks) {
    if (mark.kind === 'text') add(mark.face, mark.text)
    else if (mark.kind === 'placed') gather(mark.marks, used)
    else if (mark.kind === 'curve') gather(mark.values, used)
    else if (mark.kind === 'block') {
      for (const { lines, style } of mark.block.paragraphs) for (const line of lines) add(style.face, line.text)
    }
  }
}
