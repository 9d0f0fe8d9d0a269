import { useMemo } from 'react'
import { type Label, labelIn } from '../../vocabulary/label.ts'
import { useFigures } from './figures.ts'

/** Reads labels in the reader's language, falling back to the other, and writes them there. */
export function useLabels() {
  const { language } = useFigures()
  return useMemo(
    () => ({
      say: (label: Label | null | undefined): string => (label ? labelIn(label, language).text : ''),
      /** The label with `text` in the reader's language; the other language stays. */
      write: (label: Label | null | undefined, text: string): Label => ({ ...label, [language]: text }),
    }),
    [language],
  )
}
