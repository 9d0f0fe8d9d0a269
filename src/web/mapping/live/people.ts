import type { PresentMember } from '../../../contract/map-live.ts'

const nobody: readonly PresentMember[] = []
const placeKey = (step: string | null, lane: string | null) => `${step ?? ''} ${lane ?? ''}`

/** Who is on a map, found by where they stand. A cell is told only when its own people change. */
export function openPeople(own: string) {
  let all: readonly PresentMember[] = nobody
  let others: readonly PresentMember[] = nobody
  let colours: ReadonlyMap<string, string> = new Map()
  let byPlace = new Map<string, readonly PresentMember[]>()
  const watchers = new Set<() => void>()
  return {
    set(people: readonly PresentMember[]): void {
      all = people
      colours = coloursOf(people)
      others = people.filter(one => one.client !== own)
      const next = new Map<string, readonly PresentMember[]>()
      for (const one of others) {
        if (!one.place) continue
        const key = placeKey(one.place.step, one.place.lane)
        next.set(key, [...(next.get(key) ?? []), one])
      }
      for (const [key, list] of next) {
        const was = byPlace.get(key)
        if (was && JSON.stringify(was) === JSON.stringify(list)) next.set(key, was)
      }
      byPlace = next
      for (const watcher of watchers) watcher()
    },
    all: () => all,
    colour: (member: string) => colours.get(member) ?? colourOf(member),
    others: () => others,
    at: (step: string | null, lane: string | null) => byPlace.get(placeKey(step, lane)) ?? nobody,
    watch: (watcher: () => void) => {
      watchers.add(watcher)
      return () => {
        watchers.delete(watcher)
      }
    },
  }
}

export type People = ReturnType<typeof openPeople>

/** Two letters for a name: of its first and last word. */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/[\s-]+/)
    .filter(Boolean)
  const letters = words.length > 1 ? [words[0]!, words.at(-1)!] : [words[0] ?? '?']
  return letters.map(word => [...word][0]!.toLocaleUpperCase()).join('')
}

const howMany = 8

/** The colours of those who are here: their own, or the next one where somebody who came before has it. */
function coloursOf(people: readonly PresentMember[]): ReadonlyMap<string, string> {
  const given = new Map<string, string>()
  for (const { member } of people) {
    if (given.has(member)) continue
    const own = numberOf(member)
    const free = Array.from({ length: howMany }, (_, step) => token((own + step) % howMany))
    given.set(member, free.find(colour => ![...given.values()].includes(colour)) ?? token(own))
  }
  return given
}

const token = (index: number) => `var(--person-${index + 1})`

/** Each member keeps one of the tokens `--person-1` to `--person-8`, wherever they are seen. */
export function colourOf(member: string): string {
  return token(numberOf(member))
}

function numberOf(member: string): number {
  let sum = 0
  for (const letter of member) sum = (sum * 31 + letter.charCodeAt(0)) % 9973
  return sum % howMany
}
