import { IconCirclePlus, IconClock } from '@tabler/icons-react'
import type { Step } from '../../../vocabulary/map/journey-map.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { useMapView } from '../../measuring/data.ts'
import { writeDeviation } from '../../measuring/explore/deviation.ts'
import styles from './lived.module.css'
import { useLivedLayer } from './lived-layer.ts'
import { useLivedWords } from './use-lived-words.ts'

/** Where there are no columns: how long customers waited before a step, and where they went off the map after it. */
export function StepLived({ step }: { step: Step }) {
  const { waits, strays } = useLivedLayer()
  const wait = waits.get(step.id)
  const after = strays.get(step.id) ?? []
  if ((wait?.median ?? null) === null && after.length === 0) return null
  return <Lived step={step} />
}

function Lived({ step }: { step: Step }) {
  const figures = useFigures()
  const { say } = useLabels()
  const { show } = useMapView()
  const words = useLivedWords()
  const { waits, strays, closed } = useLivedLayer()
  const wait = waits.get(step.id)
  return (
    <p className={styles.stepLived}>
      {wait?.median != null && (
        <button
          type="button"
          className={styles.mark}
          data-late={words.isLate(wait, step) || undefined}
          aria-label={words.wait(wait, step)}
          onClick={() => show({ step: step.id, list: 'into', touchpoint: undefined })}
        >
          <IconClock size={13} aria-hidden />
          {words.lasting(wait.median)}
        </button>
      )}
      {strays.get(step.id)?.map(one => (
        <button
          key={one.touchpoint}
          type="button"
          className={styles.mark}
          aria-label={words.stray(one, say(one.name), step)}
          onClick={() =>
            show({
              deviation: writeDeviation({
                kind: 'unexpected',
                touchpoint: one.touchpoint,
                placement: null,
                after: step.id,
              }),
            })
          }
        >
          <IconCirclePlus size={13} aria-hidden />
          {say(one.name)} {figures.share(closed && closed.cases > 0 ? one.cases / closed.cases : 0)}
        </button>
      ))}
    </p>
  )
}
