import { Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './explore.module.css'
import { useExplain } from './use-explain.ts'

/** The head of a column, which says on hover and on focus what its figures mean. */
export function Head(props: { children: ReactNode; definition?: string; n?: number | undefined; number?: boolean }) {
  const explain = useExplain()
  const { children, definition, n, number } = props
  return (
    <th scope="col" data-number={number || undefined}>
      {definition === undefined ? (
        children
      ) : (
        <Tooltip label={explain(definition, n)}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what a figure means is said to the keyboard too. */}
          <span className={styles.explained} tabIndex={0} role="note">
            {children}
          </span>
        </Tooltip>
      )}
    </th>
  )
}
