import { IconArrowsExchange, IconPhoneCalling } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { useFigures } from '../../kit/figures.ts'
import { useMapView } from '../../measuring/data.ts'
import { filtersBeyond } from '../../measuring/filters.ts'
import styles from './lived.module.css'
import { useContactFigures } from './use-contact-words.ts'

const icons = { repeated: IconPhoneCalling, fit: IconArrowsExchange } as const

/** Below a card, how many ask somebody again after it, and how many come by the channel that suits the matter. */
export function ContactMarks({ touchpoint }: { touchpoint: string }) {
  const told = useContactFigures(touchpoint)
  const figures = useFigures()
  const workspace = useWorkspaceKey()
  const { view } = useMapView()
  if (told.length === 0) return null
  return (
    <span className={styles.deviations}>
      {told.map(({ kind, rate, said }) => {
        const Icon = icons[kind]
        return (
          <Link
            key={kind}
            tabIndex={-1}
            className={styles.mark}
            data-kind={kind}
            data-tip={said}
            aria-label={said}
            to="/w/$workspace/contacts"
            params={{ workspace }}
            search={{ ...filtersBeyond(view), ...(kind === 'fit' ? { ask: 'channels' } : {}) } as never}
            onClick={event => event.stopPropagation()}
          >
            <Icon size={12} aria-hidden />
            {figures.share(rate.value)}
          </Link>
        )
      })}
    </span>
  )
}
