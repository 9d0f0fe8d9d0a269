import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { useEffect, useRef, useState } from 'react'

/** What is dragged: a journey of the atlas. */
const journeyOf = (data: Record<string, unknown>) => (typeof data.journey === 'string' ? data.journey : undefined)

/** A place of the atlas that takes journeys, and is one itself where `journey` says so. */
export function useDragJourney<Place extends HTMLElement>({
  journey,
  may,
  takes,
  onDrop,
}: {
  readonly journey?: string
  readonly may: boolean
  readonly takes: (dragged: string) => boolean
  readonly onDrop: (dragged: string) => void
}) {
  const place = useRef<Place>(null)
  const grip = useRef<HTMLButtonElement>(null)
  const [isOver, setOver] = useState(false)
  const [isDragged, setDragged] = useState(false)
  const asked = useRef({ takes, onDrop })
  asked.current = { takes, onDrop }

  useEffect(() => {
    const element = place.current
    if (!may || !element) return
    const target = dropTargetForElements({
      element,
      canDrop: ({ source }) => {
        const dragged = journeyOf(source.data)
        return dragged !== undefined && asked.current.takes(dragged)
      },
      onDrag: ({ location }) => setOver(location.current.dropTargets[0]?.element === element),
      onDragLeave: () => setOver(false),
      onDrop: ({ source, location }) => {
        setOver(false)
        const dragged = journeyOf(source.data)
        // The innermost place takes it, and no other.
        if (dragged !== undefined && location.current.dropTargets[0]?.element === element) asked.current.onDrop(dragged)
      },
    })
    if (journey === undefined || !grip.current) return target
    return combine(
      target,
      draggable({
        element,
        dragHandle: grip.current,
        getInitialData: () => ({ journey }),
        onDragStart: () => setDragged(true),
        onDrop: () => setDragged(false),
      }),
    )
  }, [journey, may])
  return { place, grip, isOver, isDragged }
}
