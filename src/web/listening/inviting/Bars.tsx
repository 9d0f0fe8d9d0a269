import { useFigures } from '../../kit/figures.ts'
import styles from './inviting.module.css'

/** Parts of a whole, each with its number and its share. */
export function Bars(props: {
  of: number
  rows: readonly { readonly name: string; readonly n: number; readonly isLost?: boolean }[]
}) {
  const figures = useFigures()
  return (
    <dl className={styles.bars}>
      {props.rows.map(({ name, n, isLost }) => (
        <div key={name} className={styles.bar}>
          <dt>{name}</dt>
          <dd className={styles.track} aria-hidden>
            {n > 0 && (
              <span
                className={styles.fill}
                data-lost={isLost || undefined}
                style={{ width: `${(100 * n) / props.of}%` }}
              />
            )}
          </dd>
          <dd>
            {figures.whole(n)} · {figures.share(props.of === 0 ? 0 : n / props.of)}
          </dd>
        </div>
      ))}
    </dl>
  )
}
