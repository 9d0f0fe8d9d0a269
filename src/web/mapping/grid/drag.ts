import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import {
  draggable,
  dropTargetForElements,
  type ElementDropTargetEventPayloadMap,
} from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { Movable } from './ask.ts'

/** Where something may be dropped. */
export type DropPlace =
  | { readonly kind: 'step-cell'; readonly step: string }
  | { readonly kind: 'card'; readonly step: string; readonly index: number }
  | { readonly kind: 'step' | 'phase' | 'lane'; readonly id: string }

export type Edge = 'before' | 'after'

/** Makes an element draggable. What it carries is asked when the drag begins. */
export function useDraggable(
  element: RefObject<HTMLElement | null>,
  enabled: boolean,
  carry: () => Movable,
  handle?: RefObject<HTMLElement | null>,
): boolean {
  const [dragged, setDragged] = useState(false)
  const latest = useRef(carry)
  latest.current = carry
  useEffect(() => {
    const node = element.current
    if (!node || !enabled) return
    return draggable({
      element: node,
      ...(handle?.current ? { dragHandle: handle.current } : {}),
      // Words that are being written are selected by dragging; the cell stays.
      canDrag: () => !node.querySelector('textarea, input'),
      getInitialData: () => ({ carried: latest.current() }),
      onDragStart: () => setDragged(true),
      onDrop: () => setDragged(false),
    })
  }, [element, enabled, handle])
  return dragged
}

type Over = ElementDropTargetEventPayloadMap['onDrag']

/** Makes an element a place to drop on; gives the side on which what is carried would come to stand. */
export function useDropPlace(
  element: RefObject<HTMLElement | null>,
  takes: readonly Movable['kind'][],
  place: DropPlace,
  axis?: 'vertical' | 'horizontal',
): Edge | 'inside' | undefined {
  const [edge, setEdge] = useState<Edge | 'inside'>()
  const latest = useRef({ place, takes })
  latest.current = { place, takes }
  useEffect(() => {
    const node = element.current
    if (!node) return
    const edgeOf = (input: { clientX: number; clientY: number }): Edge | 'inside' => {
      if (!axis) return 'inside'
      const box = node.getBoundingClientRect()
      const isFirstHalf =
        axis === 'vertical' ? input.clientY < box.top + box.height / 2 : input.clientX < box.left + box.width / 2
      return isFirstHalf ? 'before' : 'after'
    }
    const follow = ({ location, self }: Over) => {
      const innermost = location.current.dropTargets[0]?.element === self.element
      setEdge(innermost ? edgeOf(location.current.input) : undefined)
    }
    return combine(
      dropTargetForElements({
        element: node,
        canDrop: ({ source }) => {
          const carried = source.data.carried as Movable | undefined
          if (!carried || !latest.current.takes.includes(carried.kind)) return false
          const self = latest.current.place
          return !('id' in carried && 'id' in self && carried.id === self.id)
        },
        getData: ({ input }) => ({ place: latest.current.place, edge: edgeOf(input) }),
        onDrag: follow,
        onDragEnter: follow,
        onDragLeave: () => setEdge(undefined),
        onDrop: () => setEdge(undefined),
      }),
    )
  }, [element, axis])
  return edge
}
