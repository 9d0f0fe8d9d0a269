import {
  IconAlertTriangle,
  IconArrowsShuffle,
  IconClock,
  IconClockExclamation,
  IconPlayerSkipForward,
  IconRepeat,
} from '@tabler/icons-react'
import { useFigures } from '../../kit/figures.ts'
import { useMapView } from '../../measuring/data.ts'
import { writeDeviation } from '../../measuring/explore/deviation.ts'
import styles from './lived.module.css'
import { type LivedDeviation, useLivedLayer } from './lived-layer.ts'
import { useLivedWords } from './use-lived-words.ts'

const icons = {
  skipped: IconPlayerSkipForward,
  outOfOrder: IconArrowsShuffle,
  repeated: IconRepeat,
  failed: IconAlertTriangle,
  late: IconClockExclamation,
  slightlyLate: IconClock,
} as const

/** Fewer journeys than this are told in the inspector, not on the card. */
const leastShare = 0.01

/** Below a card, how journeys were lived otherwise than it was designed. Each mark opens the journeys that it counts. */
export function DeviationMarks({ placement }: { placement: string }) {
  const { deviations } = useLivedLayer()
  const here = deviations.get(placement)?.filter(one => one.share >= leastShare)
  return here && here.length > 0 ? <Marks here={here} /> : null
}

function Marks({ here }: { here: readonly LivedDeviation[] }) {
  const figures = useFigures()
  const { show } = useMapView()
  const words = useLivedWords()
  return (
    <span className={styles.deviations}>
      {here.map(one => {
        if (one.kind === 'unexpected') return null
        const Icon = icons[one.kind]
        const told = words.deviation(one)
        return (
          <button
            key={writeDeviation(one)}
            type="button"
            tabIndex={-1}
            className={styles.mark}
            data-kind={one.kind}
            data-tip={told}
            aria-label={told}
            onClick={event => {
              event.stopPropagation()
              show({ deviation: writeDeviation(one) })
            }}
          >
            <Icon size={12} aria-hidden />
            {figures.share(one.share)}
          </button>
        )
      })}
    </span>
  )
}
