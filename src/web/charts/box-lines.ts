import { keptTogether } from '../../vocabulary/kept-together.ts'

// Names that events bring are often long, and of any script. A box shows them on two lines at most.

/** How wide the letters of a name are, in a bold face of 12.5 pixels: by kind. */
const widths: readonly (readonly [RegExp, number])[] = [
  [/[ijlI.,:;'’|!()[\]{} ]/u, 3.7],
  [/[frt\-/]/u, 4.9],
  [/[MWmw@%&]/u, 11.6],
  [/[\p{Lu}_+=<>#~]/u, 9.1],
  [/[\p{Nd}\p{Script=Cyrillic}\p{Script=Greek}]/u, 7.9],
  // Writings whose letters are as wide as they are high, and pictures.
  [/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uff60]/u, 13],
  [/\p{Extended_Pictographic}/u, 16],
  [/\p{M}/u, 0],
]
const others = 7.1

const widthOf = (letter: string) => widths.find(([kind]) => kind.test(letter))?.[1] ?? others
export const widthOfWords = (words: string) => [...words].reduce((sum, letter) => sum + widthOf(letter), 0)

/** A name on one line or two; what has no room on the second is cut, and says so. */
export function linesOf(name: string, room: number): readonly string[] {
  const said = name.trim().replaceAll(/\s+/g, ' ')
  if (widthOfWords(said) <= room) return [keptTogether(said)]
  const first = fitting(said, room)
  // At a blank, else after a mark that joins words, else where the room ends.
  const blank = said[first.length] === ' ' ? first.length : first.lastIndexOf(' ')
  const joint = Math.max(...['.', '_', '-', '/', ':', '#', '@'].map(mark => first.lastIndexOf(mark))) + 1
  const at = blank > 0 ? blank : joint > first.length / 3 ? joint : first.length
  const rest = said.slice(at).trim()
  return [keptTogether(said.slice(0, at)), cutTo(rest, room)]
}

/** A name on one line; what has no room is cut, and says so. */
export function cutTo(name: string, room: number): string {
  return keptTogether(widthOfWords(name) <= room ? name : `${fitting(name, room - widthOf('M')).trim()}…`)
}

/** As much of the beginning as there is room for; no letter is parted. */
function fitting(words: string, room: number): string {
  let left = room
  let kept = ''
  for (const letter of words) {
    left -= widthOf(letter)
    if (left < 0) break
    kept += letter
  }
  return kept
}
