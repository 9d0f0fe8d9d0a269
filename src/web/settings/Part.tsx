import { type ReactNode, useId } from 'react'
import styles from './settings.module.css'

/** A part of the settings: its name on the left, its controls on the right. Links lead to its `anchor`. */
export function Part(props: { title: string; text?: string; anchor?: string; children: ReactNode }) {
  const { title, text, anchor, children } = props
  const id = useId()
  return (
    <section id={anchor} className={styles.part} aria-labelledby={id}>
      <div>
        <h2 id={id}>{title}</h2>
        {text && <p>{text}</p>}
      </div>
      <div className={styles.controls}>{children}</div>
    </section>
  )
}
