import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { type RefObject, useEffect, useRef, useState } from 'react'

const kind = 'survey question'

/** Makes a card move by its handle, and a place to drop others on: before it or after it, by the half that is over. */
export function useCardDrag(props: {
  card: RefObject<HTMLElement | null>
  handle: RefObject<HTMLElement | null>
  id: string
  isEnabled: boolean
  drop: (dropped: string, side: 'before' | 'after') => void
}) {
  const { card, handle, id, isEnabled, drop } = props
  const [isDragged, setDragged] = useState(false)
  const [side, setSide] = useState<'before' | 'after'>()
  const latest = useRef(drop)
  latest.current = drop
  useEffect(() => {
    const element = card.current
    if (!element || !isEnabled) return
    const sideAt = (y: number): 'before' | 'after' => {
      const box = element.getBoundingClientRect()
      return y < box.top + box.height / 2 ? 'before' : 'after'
    }
    return combine(
      draggable({
        element,
        ...(handle.current ? { dragHandle: handle.current } : {}),
        getInitialData: () => ({ kind, id }),
        onDragStart: () => setDragged(true),
        onDrop: () => setDragged(false),
      }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => source.data.kind === kind && source.data.id !== id,
        onDrag: ({ location }) => setSide(sideAt(location.current.input.clientY)),
        onDragLeave: () => setSide(undefined),
        onDrop: ({ source, location }) => {
          setSide(undefined)
          latest.current(String(source.data.id), sideAt(location.current.input.clientY))
        },
      }),
    )
  }, [card, handle, id, isEnabled])
  return { isDragged, side }
}
