import type { MetByName } from '../../contract/map-files.ts'
import type { Label } from '../../vocabulary/label.ts'
import { labelKeys } from './name-key.ts'

type Named = { readonly id: string; readonly name: Label }
const namesShown = 40

/** The things of one kind that a file names: those of the library by name, and new ones. */
export function gather<Thing extends Named>(library: readonly Thing[]) {
  const byKey = new Map<string, Thing>()
  for (const thing of library) for (const key of labelKeys(thing.name)) if (!byKey.has(key)) byKey.set(key, thing)
  const fresh = new Set<string>()
  const met = new Map<string, Thing>()
  return {
    find(name: Label, make: () => Thing): Thing {
      const keys = labelKeys(name)
      let found = keys.map(key => byKey.get(key)).find(one => one !== undefined)
      if (!found) {
        found = make()
        fresh.add(found.id)
      } else if (fresh.has(found.id)) found = { ...found, name: { ...name, ...found.name } }
      for (const key of [...keys, ...labelKeys(found.name)])
        if (!byKey.has(key) || fresh.has(found.id)) byKey.set(key, found)
      met.set(found.id, found)
      return found
    },
    replace(thing: Thing): void {
      met.set(thing.id, thing)
      for (const [key, one] of byKey) if (one.id === thing.id) byKey.set(key, thing)
    },
    isNew: (id: string) => fresh.has(id),
    met: (): readonly string[] => [...met.keys()],
    all: (): Thing[] => [...met.values()],
    count: (): MetByName => ({
      added: fresh.size,
      matched: met.size - fresh.size,
      names: [...met.values()].flatMap(one => (fresh.has(one.id) ? [one.name] : [])).slice(0, namesShown),
    }),
  }
}

/** What was met of several kinds, told as one. */
export function sum(parts: readonly MetByName[]): MetByName {
  return {
    added: parts.reduce((all, part) => all + part.added, 0),
    matched: parts.reduce((all, part) => all + part.matched, 0),
    names: parts.flatMap(part => part.names).slice(0, namesShown),
  }
}
