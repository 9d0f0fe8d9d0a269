/**
 * What this browser keeps for us: `localStorage` under the prefix `parcours.`, shared by the tabs of the site.
 * What it refuses (full, forbidden, a sandboxed frame) is held in this page's memory instead. Nothing is ever written
 * to find out whether writing works: before consent there must be no write at all.
 */
export type Drawer = {
  get(key: string): string | undefined
  set(key: string, value: string): void
  remove(key: string): void
  /** The keys that begin with `prefix`, in order. */
  keys(prefix: string): string[]
}

const own = 'parcours.'

export function openDrawer(): Drawer {
  const memory = new Map<string, string>()
  return {
    get(key) {
      return memory.get(key) ?? attempt(storage => storage.getItem(own + key)) ?? undefined
    },
    set(key, value) {
      memory.delete(key)
      const written = attempt(storage => {
        storage.setItem(own + key, value)
        return true
      })
      if (!written) memory.set(key, value)
    },
    remove(key) {
      memory.delete(key)
      attempt(storage => {
        if (storage.getItem(own + key) !== null) storage.removeItem(own + key)
      })
    },
    keys(prefix) {
      const found = new Set<string>()
      memory.forEach((_, key) => {
        if (key.startsWith(prefix)) found.add(key)
      })
      attempt(storage => {
        for (let place = 0; place < storage.length; place++) {
          const key = storage.key(place)
          if (key?.startsWith(own + prefix)) found.add(key.slice(own.length))
        }
      })
      return Array.from(found).sort()
    },
  }
}

/** Merely reading `localStorage` throws where the browser forbids it. */
function attempt<T>(use: (storage: Storage) => T): T | undefined {
  try {
    return use(localStorage)
  } catch {
    return undefined
  }
}
