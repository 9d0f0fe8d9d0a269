import { Fragment } from 'react'
import styles from './explore.module.css'

/**
 * A name that events brought, of any length and script: broken where it must be, cut after some lines, whole on hover.
 * Several follow each other from the left, whatever way each of them is written: an arrow has to point at the next one.
 */
export function Name({ children }: { children: string | readonly string[] }) {
  const names = typeof children === 'string' ? [children] : children
  const whole = names.join(' → ')
  return (
    <span className={styles.clamped} title={whole.length > 60 ? whole : undefined}>
      {names.map((name, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a sequence may hold a name twice, and is known by its order.
        <Fragment key={at}>
          {at > 0 && ' → '}
          <bdi>{name}</bdi>
        </Fragment>
      ))}
    </span>
  )
}
