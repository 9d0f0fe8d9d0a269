import { useMapView } from '../../measuring/data.ts'

/** Which phases are folded and which lanes are hidden: it stands in the address, so that a link shows the same. */
export function useFolding() {
  const { view, show } = useMapView()
  const folded = listIn(view.fold)
  const hidden = listIn(view.hide)
  const flip = (list: ReadonlySet<string>, id: string) => {
    const after = new Set(list)
    if (!after.delete(id)) after.add(id)
    return after.size > 0 ? [...after].join(',') : undefined
  }
  return {
    folded,
    hidden,
    toggle: (phase: string) => show({ fold: flip(folded, phase) }),
    toggleLane: (lane: string) => show({ hide: flip(hidden, lane) }),
    showAll: () => show({ hide: undefined }),
    unfoldAll: () => show({ fold: undefined }),
  }
}

export const listIn = (text: string | undefined): ReadonlySet<string> => new Set(text?.split(',').filter(Boolean) ?? [])
