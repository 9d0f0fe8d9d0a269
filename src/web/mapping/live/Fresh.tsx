import { Fragment, type ReactNode, useEffect, useRef, useState } from 'react'

/**
 * A field that keeps its own text while it is being written in. When somebody else changes the value it begins with, it
 * begins again: at once, or when the reader leaves it. Else it would later give back the old text as if it were theirs.
 */
export function Fresh({ of, children }: { of: string | number; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null)
  const [shown, show] = useState(of)
  useEffect(() => {
    if (of === shown) return
    const area = place.current
    if (!area?.contains(document.activeElement)) {
      show(of)
      return
    }
    const left = () => setTimeout(() => show(of))
    area.addEventListener('focusout', left, { once: true })
    return () => area.removeEventListener('focusout', left)
  }, [of, shown])
  return (
    <div ref={place} style={{ display: 'contents' }}>
      <Fragment key={shown}>{children}</Fragment>
    </div>
  )
}
