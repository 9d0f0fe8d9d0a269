import { type ReactNode, useMemo, useState } from 'react'
import { hintsOf, type MapHint } from '../../../vocabulary/map/map-hints.ts'
import { useEditing } from '../editing.ts'
import { useMapPlace } from '../map-place.ts'
import { HintsProvider } from './hints.ts'

const nameOf = (hint: MapHint) => `${hint.code} ${hint.at.id} ${hint.found}`

/** Advice for those who draw. What a reader puts aside stays aside on this device, until the words change. */
export function HintsOver({ children }: { children: ReactNode }) {
  const { map, whole } = useMapPlace()
  const { may } = useEditing()
  const key = `parcours.hints.${map.id}`
  const [aside, setAside] = useState<ReadonlySet<string>>(() => new Set(readList(key)))
  const hints = useMemo(() => (may ? hintsOf(map, whole.library) : []), [may, map, whole.library])
  const value = useMemo(() => {
    const keep = (next: ReadonlySet<string>) => {
      localStorage.setItem(key, JSON.stringify([...next]))
      setAside(next)
    }
    const all = hints.filter(hint => !aside.has(nameOf(hint)))
    return {
      all,
      ignored: hints.length - all.length,
      ignore: (hint: MapHint) => keep(new Set([...aside, nameOf(hint)])),
      askAgain: () => keep(new Set()),
    }
  }, [hints, aside, key])
  return <HintsProvider value={value}>{children}</HintsProvider>
}

function readList(key: string): readonly string[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(list) ? list.filter(one => typeof one === 'string') : []
  } catch {
    return []
  }
}
