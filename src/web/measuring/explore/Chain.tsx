import styles from './explore.module.css'

/** Activities in their order, as small chips; of a long one the middle folds into how many more. */
export function Chain(props: {
  activities: readonly string[]
  name: (id: string) => string
  most?: number | undefined
}) {
  const { activities, name, most = Number.POSITIVE_INFINITY } = props
  // The end says how it went, so what is folded lies before it.
  const folded = activities.length > most ? activities.length - most : 0
  const first = folded > 0 ? activities.slice(0, most - 1) : activities
  const chips = first.map(name)
  return (
    <span className={styles.chain}>
      {chips.map((chip, index) => (
        // The same activity comes again, and the order never changes.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above.
        <span key={index} className={styles.chip}>
          <span title={chip.length > 26 ? chip : undefined}>{chip}</span>
        </span>
      ))}
      {folded > 0 && (
        <>
          <span className={styles.more}>+&nbsp;{folded}</span>
          <span className={styles.chip}>
            <span>{name(activities.at(-1)!)}</span>
          </span>
        </>
      )}
    </span>
  )
}
