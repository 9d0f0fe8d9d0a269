import { createContext, use, useEffect, useMemo, useSyncExternalStore } from 'react'
import type { LibraryEdit } from '../../vocabulary/map/library-edit.ts'
import type { MapEdit } from '../../vocabulary/map/map-edit.ts'
import { useMay } from '../admitting/data.ts'
import type { Conflict } from './live/clashes.ts'
import type { Change } from './live/outside.ts'
import { useLiveMap } from './live/use-live-map.ts'
import type { Preference } from './live/value-edits.ts'

export type { Change }

export type Editing = {
  readonly may: boolean
  /** Makes a change: it shows at once, and is sent in its turn. Resolves when it is in line. */
  readonly change: (change: Change) => Promise<void>
  readonly edit: (...edits: MapEdit[]) => Promise<void>
  readonly editLibrary: (...edits: LibraryEdit[]) => Promise<void>
  readonly undo: () => void
  readonly redo: () => void
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** `unsaved`: the network is away, and changes wait here. */
  readonly state: 'saved' | 'saving' | 'unsaved'
  /** How many changes are on their way. */
  readonly waiting: number
  /** Changes that met those of somebody else: the reader is asked about the first. */
  readonly conflicts: readonly Conflict[]
  /** Says that all is saved, or what waits: the answer to Ctrl+S. */
  readonly confirmSaved: () => void
  readonly decide: (conflict: Conflict, preference: Preference) => void
}

const EditingPlace = createContext<Editing | undefined>(undefined)
export const EditingProvider = EditingPlace.Provider

export function useEditing(): Editing {
  const editing = use(EditingPlace)
  if (!editing) throw new Error('useEditing stands outside a map')
  return editing
}

/** Editing of the open map: every change is a value that the server orders, and whose inverse it gives back. */
export function useMapEditing(): Editing {
  const { line } = useLiveMap()
  const may = useMay()('map.edit')
  const { waiting, canUndo, canRedo, isAway, conflicts } = useSyncExternalStore(line.watch, line.state)
  const onTheWay = waiting.filter(one => one.confirmed === null).length
  const isUnsaved = onTheWay > 0 || conflicts.length > 0

  useEffect(() => {
    if (!isUnsaved) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [isUnsaved])

  return useMemo(() => {
    const change = async (wanted: Change) => line.change(wanted)
    return {
      may,
      change,
      edit: (...edits: MapEdit[]) => change([{ map: edits }]),
      editLibrary: (...edits: LibraryEdit[]) => change([{ library: edits }]),
      undo: line.undo,
      redo: line.redo,
      canUndo,
      canRedo,
      state: onTheWay === 0 ? 'saved' : isAway ? 'unsaved' : 'saving',
      waiting: onTheWay,
      conflicts,
      confirmSaved: line.confirmSaved,
      decide: line.decide,
    } satisfies Editing
  }, [line, may, canUndo, canRedo, onTheWay, isAway, conflicts])
}
