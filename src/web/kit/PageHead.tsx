import { createContext, type ReactNode, use, useEffect } from 'react'
import { createPortal } from 'react-dom'
import styles from './shell.module.css'

const Place = createContext<HTMLElement | null>(null)
export const HeadingPlace = Place.Provider

/** The head of a page, drawn in the bar of the shell: its title, what is known of it, and what can be done. */
export function PageHead(props: { title: ReactNode; name: string; facts?: ReactNode; actions?: ReactNode }) {
  const place = use(Place)
  useEffect(() => {
    document.title = `${props.name} · Parcours`
  }, [props.name])
  if (!place) return null
  return createPortal(
    <>
      <h1 className={styles.title}>{props.title}</h1>
      {props.facts && <div className={styles.facts}>{props.facts}</div>}
      {props.actions && <div className={styles.headActions}>{props.actions}</div>}
    </>,
    place,
  )
}
