import { useLabels } from '../../kit/label.ts'
import { useMapPlace } from '../map-place.ts'
import { ReviewDrawer } from './ReviewDrawer.tsx'

/** The review of the journey whose map is open. */
export function ReviewOfMap({ close }: { close: () => void }) {
  const { say } = useLabels()
  const { journey } = useMapPlace().whole
  return <ReviewDrawer journey={journey.id} name={say(journey.name)} close={close} />
}
