import styles from './explore.module.css'

/** A name that events brought, of any length and script: broken where it must be, cut after some lines, whole on hover. */
export function Name({ children }: { children: string }) {
  return (
    <span className={styles.clamped} dir="auto" title={children.length > 60 ? children : undefined}>
      {children}
    </span>
  )
}
