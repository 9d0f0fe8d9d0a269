import { useState } from 'react'
import { useMapView } from '../../measuring/data.ts'
import { filterNames } from '../../measuring/filters.ts'
import type { MapView } from '../../measuring/view.ts'

/** What of the address makes a view: how one looks, not what one has selected. */
export const viewParts = [
  ...(['view', 'mode', 'by', 'fold', 'hide', 'zoom', 'both', 'persona', 'clock', 'from', 'to'] as const),
  ...filterNames,
] as const
/** What of an address makes a view. */
export const viewOf = (address: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(viewParts.flatMap(part => (address[part] === undefined ? [] : [[part, address[part]]])))

export type DeviceView = {
  readonly name: string
  readonly view: { readonly [Part in (typeof viewParts)[number]]?: string }
}

/** The views that a reader kept on this device, when views were not kept for everybody. */
export function useDeviceViews(map: string) {
  const key = `parcours.views.${map}`
  const { show } = useMapView()
  const [views, setViews] = useState(() => read(key))
  const store = (next: readonly DeviceView[]) => {
    localStorage.setItem(key, JSON.stringify(next))
    setViews(next)
  }
  return {
    views,
    forget: (name: string) => store(views.filter(one => one.name !== name)),
    open: (one: DeviceView) =>
      show(
        Object.fromEntries(viewParts.map(part => [part, one.view[part]])) as { [Part in keyof MapView]?: undefined },
      ),
  }
}

function read(key: string): readonly DeviceView[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    if (!Array.isArray(list)) return []
    return list.filter(one => typeof one?.name === 'string' && typeof one?.view === 'object' && one.view !== null)
  } catch {
    return []
  }
}
