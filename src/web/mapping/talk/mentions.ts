import type { Person } from '../../../contract/map-people.ts'
import { mention, partsOfComment } from '../../../vocabulary/map/comment.ts'

/** What a person writes, `@Claire Vasseur`, as it is kept: `@[mem_…]`. The longest name first, as one may begin another. */
export function keptWords(written: string, people: readonly Person[]): string {
  return [...people]
    .filter(one => one.name !== '')
    .sort((a, b) => b.name.length - a.name.length)
    .reduce((text, one) => text.replaceAll(`@${one.name}`, mention(one.id)), written)
}

/** What is kept, as a person writes it. */
export function writtenWords(kept: string, nameOf: (id: string) => string): string {
  return partsOfComment(kept)
    .map(part =>
      part.kind === 'mention' ? `@${nameOf(part.member)}` : part.kind === 'link' ? part.address : part.text,
    )
    .join('')
}

/** What is being written after an `@`, up to the caret; undefined when nobody is being mentioned. */
export function mentionBefore(
  text: string,
  caret: number,
): { readonly from: number; readonly begun: string } | undefined {
  const found = /(?:^|[\s(«"'])@([\p{L}\p{M}'’ .-]{0,40})$/u.exec(text.slice(0, caret))
  if (!found) return undefined
  const begun = found[1] ?? ''
  return { from: caret - begun.length - 1, begun }
}

/** The people whose name begins so, or has a word that does, whatever the accents. */
export function peopleNamed(begun: string, people: readonly Person[]): readonly Person[] {
  const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase()
  const wanted = plain(begun)
  return people
    .filter(
      one =>
        plain(one.name).startsWith(wanted) ||
        plain(one.name)
          .split(/[\s-]+/)
          .some(word => word.startsWith(wanted)),
    )
    .slice(0, 6)
}
