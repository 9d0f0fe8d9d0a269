import { useMemo } from 'react'
import { useMapView } from '../../measuring/data.ts'
import { useMapPlace } from '../map-place.ts'
import { useLivedAnswers } from './data.ts'
import { type LivedLayer, livedLayerOf } from './lived-layer.ts'

/** What was lived on the open map, while a view that shows it is open. */
export function useLayer(): LivedLayer {
  const { view } = useMapView()
  const { map, steps } = useMapPlace()
  const opens = steps.some(step => step.subJourney)
  const { conformance, flow, moments, contacts, rollUp } = useLivedAnswers(map.id, view.view !== 'designed', opens)
  return useMemo(
    () => livedLayerOf(steps, { conformance, flow, moments, contacts, rollUp }),
    [steps, conformance, flow, moments, contacts, rollUp],
  )
}
