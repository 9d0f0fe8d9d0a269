import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditing } from '../editing.ts'
import { useMapPlace } from '../map-place.ts'
import type { Movable } from './ask.ts'
import type { DropPlace, Edge } from './drag.ts'
import { useGridStore } from './grid-state.ts'
import { type Destination, movesTo, next } from './moves.ts'
import { inBatches } from './paste-plan.ts'

/** What is dropped moves by the same edits as "Move to…" and Alt with an arrow. */
export function useDrops(): void {
  const { t } = useTranslation('grid')
  const { map } = useMapPlace()
  const { edit } = useEditing()
  const store = useGridStore()

  const drop = (carried: Movable, place: DropPlace, edge: Edge | 'inside') => {
    const to = destinationOf(place, edge)
    const moves = to && movesTo(map, carried, to)
    if (moves === undefined) {
      store.say(t('done.staysInPhase'))
      return
    }
    if (moves.length === 0) return
    void edit(...inBatches(moves))
    store.set({ chosen: new Set() })
    store.say(t('done.moved'))
  }

  function destinationOf(place: DropPlace, edge: Edge | 'inside'): Destination | undefined {
    const steps = map.phases.flatMap(phase => phase.steps)
    switch (place.kind) {
      case 'step-cell':
        return { kind: 'step', step: place.step, before: undefined }
      case 'card': {
        const step = steps.find(one => one.id === place.step)
        return {
          kind: 'step',
          step: place.step,
          before: step?.placements[place.index + (edge === 'after' ? 1 : 0)]?.id,
        }
      }
      case 'step': {
        const phase = map.phases.find(one => one.steps.some(step => step.id === place.id))
        if (!phase) return undefined
        return { kind: 'phase', phase: phase.id, before: edge === 'after' ? next(phase.steps, place.id) : place.id }
      }
      case 'phase':
        return { kind: 'order', before: edge === 'after' ? next(map.phases, place.id) : place.id }
      case 'lane':
        return { kind: 'order', before: edge === 'after' ? next(map.lanes, place.id) : place.id }
      default:
        return place satisfies never
    }
  }

  const latest = useRef(drop)
  latest.current = drop
  useEffect(
    () =>
      monitorForElements({
        onDrop: ({ source, location }) => {
          const target = location.current.dropTargets[0]
          const carried = source.data.carried as Movable | undefined
          if (!target || !carried) return
          latest.current(carried, target.data.place as DropPlace, target.data.edge as Edge | 'inside')
        },
      }),
    [],
  )
}
