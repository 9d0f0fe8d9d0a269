import { useHotkeys } from '@mantine/hooks'
import type { Editing } from './editing.ts'

/** Ctrl+Z takes back, Ctrl+Shift+Z and Ctrl+Y bring back, Ctrl+S needs no more than its answer: all is saved. */
export function useUndoKeys(editing: Editing): void {
  useHotkeys([
    ['mod+Z', () => editing.undo()],
    ['mod+shift+Z', () => editing.redo()],
    ['mod+Y', () => editing.redo()],
  ])
  // Whoever is writing in a field asks it too.
  useHotkeys([['mod+S', () => editing.confirmSaved()]], [], true)
}
