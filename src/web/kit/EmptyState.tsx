import type { ReactNode } from 'react'
import styles from './states.module.css'

/** An empty screen that starts work: what this place is for, and what to do first. */
export function EmptyState(props: { title: string; children?: ReactNode; actions?: ReactNode; compact?: boolean }) {
  return (
    <div className={props.compact ? `${styles.state} ${styles.compact}` : styles.state}>
      {!props.compact && <img src="/mark.svg" alt="" className={styles.mark} />}
      <h2>{props.title}</h2>
      {props.children && <p>{props.children}</p>}
      {props.actions && <div className={styles.actions}>{props.actions}</div>}
    </div>
  )
}
