import type { Label } from '../../vocabulary/label.ts'
import type { LaneType } from '../../vocabulary/map/journey-map.ts'
import { laneWords, type RowKind, readWord, rowKindWords } from './grid-words.ts'
import { nameKey } from './name-key.ts'

/** What the lane column of a row says: a lane, of a type and perhaps with a name, or what the row itself is. */
export type LaneSaid =
  | { readonly is: 'row'; readonly kind: RowKind }
  | {
      readonly is: 'lane'
      readonly key: string
      readonly type: LaneType
      readonly name: Label | null
      /** Which of several of its type: `touchpoint (2)`. */
      readonly time: number
      /** Whether the word was none that is known, so that it became a lane of its own. */
      readonly isOwn: boolean
    }

/** Reads `thought`, « Pensées », `text: Field notes`, `text (2)`, or a name of the file’s own. */
export function readLane(cell: Label): LaneSaid | undefined {
  const written = (cell.fr ?? cell.en ?? '').trim()
  const texts = [cell.fr, cell.en].flatMap(text => (text === undefined ? [] : [text]))
  if (written === '') return undefined
  const kind = firstOf(texts, text => readWord(rowKindWords, text))
  const plain = firstOf(texts, text => readWord(laneWords, text))
  if (kind && !plain) return { is: 'row', kind }
  if (plain) return { is: 'lane', key: plain, type: plain, name: null, time: 1, isOwn: false }
  const numbered = firstOf(texts, text => {
    const found = /^(.*\S)\s*\((\d{1,2})\)$/.exec(text.trim())
    const type = found ? readWord(laneWords, found[1]!) : undefined
    return type ? { type, time: Number(found![2]) } : undefined
  })
  if (numbered) return { is: 'lane', key: `${numbered.type} (${numbered.time})`, ...numbered, name: null, isOwn: false }
  const type = firstOf(texts, text => readWord(laneWords, text.slice(0, Math.max(0, text.indexOf(':')))))
  const name = named(cell, type !== undefined)
  const known = type ?? 'custom'
  return { is: 'lane', key: `${known}:${nameKey(name.fr ?? name.en ?? '')}`, type: known, name, time: 1, isOwn: !type }
}

function named({ fr, en }: Label, hasType: boolean): Label {
  const clean = (text: string) => (hasType ? text.slice(text.indexOf(':') + 1) : text).trim()
  return {
    ...(fr === undefined || fr.trim() === '' ? {} : { fr: clean(fr) }),
    ...(en === undefined || en.trim() === '' ? {} : { en: clean(en) }),
  }
}

function firstOf<Found>(texts: readonly string[], find: (text: string) => Found | undefined): Found | undefined {
  for (const text of texts) {
    const found = find(text)
    if (found !== undefined) return found
  }
  return undefined
}
