import type { ReactNode } from 'react'

/** Something wider than a phone, which scrolls in its own frame and is reached by keyboard. */
export function Scroll(props: { label: string; className?: string | undefined; busy?: boolean; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard.
    <section className={props.className} tabIndex={0} aria-label={props.label} aria-busy={props.busy}>
      {props.children}
    </section>
  )
}
