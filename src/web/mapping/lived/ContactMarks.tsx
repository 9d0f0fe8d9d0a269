import { IconArrowsExchange, IconPhoneCalling } from '@tabler/icons-react'
import type { Placement } from '../../../vocabulary/touchpoint.ts'
import { useFigures } from '../../kit/figures.ts'
import { useMapView } from '../../measuring/data.ts'
import styles from './lived.module.css'
import { useContactFigures } from './use-contact-words.ts'

const icons = { repeated: IconPhoneCalling, fit: IconArrowsExchange } as const

/**
 * Below a card, how many ask somebody again after it, and how many come by the channel that suits the matter. Each mark
 * opens what it counts.
 */
export function ContactMarks({ placement }: { placement: Placement }) {
  const told = useContactFigures(placement.touchpoint)
  const figures = useFigures()
  const { show } = useMapView()
  if (told.length === 0) return null
  return (
    <span className={styles.deviations}>
      {told.map(({ kind, rate, part, said }) => {
        const Icon = icons[kind]
        return (
          <button
            key={kind}
            type="button"
            tabIndex={-1}
            className={styles.mark}
            data-kind={kind}
            data-tip={said}
            aria-label={said}
            onClick={event => {
              event.stopPropagation()
              show({ touchpoint: placement.id, list: part, step: undefined, lane: undefined, phase: undefined })
            }}
          >
            <Icon size={12} aria-hidden />
            {figures.share(rate.value)}
          </button>
        )
      })}
    </span>
  )
}
