import { Tooltip } from '@mantine/core'
import { useExplain } from '../explore/use-explain.ts'
import styles from './contacts.module.css'
import { useLasting } from './data.ts'

/** A length of time, with what it means and of how many. */
export function TimeFigure(props: {
  name: string
  definition: string
  seconds: number | null
  n: number | null
  said: string
}) {
  const lasting = useLasting()
  const explain = useExplain()
  const { name, definition, seconds, n, said } = props
  return (
    <div className={styles.figure}>
      <Tooltip label={explain(definition, n ?? undefined)}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what a figure means is said to the keyboard too. */}
        <div tabIndex={0} role="note">
          <span className={styles.name}>{name}</span>
          <b>{seconds === null ? '–' : lasting(seconds)}</b>
        </div>
      </Tooltip>
      <p>{said}</p>
    </div>
  )
}
