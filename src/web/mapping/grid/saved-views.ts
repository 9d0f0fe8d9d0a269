import { useState } from 'react'
import { useMapView } from '../../measuring/data.ts'
import { filterNames } from '../../measuring/filters.ts'
import type { MapView } from '../../measuring/view.ts'

/** What of the address makes a view: how one looks, not what one has selected. */
const parts = ['view', 'mode', 'by', 'fold', 'hide', 'zoom', 'both', 'persona', ...filterNames] as const
export type SavedView = { readonly name: string; readonly view: { readonly [Part in (typeof parts)[number]]?: string } }

/** The views that a reader keeps on this device under a name; each is but an address, so it can be sent as a link too. */
export function useSavedViews(map: string) {
  const key = `parcours.views.${map}`
  const { view, show } = useMapView()
  const [views, setViews] = useState(() => read(key))
  const store = (next: readonly SavedView[]) => {
    localStorage.setItem(key, JSON.stringify(next))
    setViews(next)
  }
  return {
    views,
    keep: (name: string) => {
      const kept = Object.fromEntries(parts.flatMap(part => (view[part] === undefined ? [] : [[part, view[part]]])))
      store([...views.filter(one => one.name !== name), { name, view: kept }].slice(-20))
    },
    forget: (name: string) => store(views.filter(one => one.name !== name)),
    open: (one: SavedView) =>
      show(Object.fromEntries(parts.map(part => [part, one.view[part]])) as { [Part in keyof MapView]?: undefined }),
  }
}

function read(key: string): readonly SavedView[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    if (!Array.isArray(list)) return []
    return list.filter(one => typeof one?.name === 'string' && typeof one?.view === 'object' && one.view !== null)
  } catch {
    return []
  }
}
