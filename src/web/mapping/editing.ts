import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { createContext, use, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { editLibrary, editMap, getLibrary, type WholeMap } from '../../contract/mapping.ts'
import type { LibraryEdit } from '../../vocabulary/library-edit.ts'
import type { MapEdit } from '../../vocabulary/map-edit.ts'
import { useMay, useWorkspaceKey } from '../admitting/data.ts'
import { call, Refusal } from '../client.ts'
import { useSentence } from '../kit/Trouble.tsx'
import { useMapId, wholeMapOf } from './data.ts'

/** One thing a person did: edits of the library and of the map, in order. It is undone as one. */
export type Change = readonly ({ readonly library: LibraryEdit[] } | { readonly map: MapEdit[] })[]

export type Editing = {
  readonly may: boolean
  /** Sends a change. Changes go one after the other; a change is shown once the server has it. */
  readonly change: (change: Change) => Promise<void>
  readonly edit: (...edits: MapEdit[]) => Promise<void>
  readonly editLibrary: (...edits: LibraryEdit[]) => Promise<void>
  readonly undo: () => void
  readonly redo: () => void
  readonly canUndo: boolean
  readonly canRedo: boolean
  readonly state: 'saved' | 'saving' | 'unsaved'
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
  const { t } = useTranslation('mapping')
  const answers = useQueryClient()
  const workspace = useWorkspaceKey()
  const map = useMapId()
  const may = useMay()('map.edit')
  const sentence = useSentence()
  const client = useRef(crypto.randomUUID())
  const line = useRef(Promise.resolve())
  const [history, setHistory] = useState<{ done: readonly Change[]; undone: readonly Change[] }>({
    done: [],
    undone: [],
  })
  const [pending, setPending] = useState(0)
  const [offline, setOffline] = useState(false)

  useEffect(() => {
    if (pending === 0) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [pending])

  return useMemo(() => {
    const { queryKey } = wholeMapOf(workspace, map)

    async function sendPart(part: Change[number]): Promise<Change[number]> {
      await answers.cancelQueries({ queryKey })
      const patch = (fields: (whole: WholeMap) => Partial<WholeMap>) =>
        answers.setQueryData<WholeMap>(queryKey, whole => (whole ? { ...whole, ...fields(whole) } : whole))
      if ('library' in part) {
        const { inverse, ...told } = await call(editLibrary, { params: { workspace }, body: { edits: part.library } })
        answers.setQueryData([getLibrary.name, { params: { workspace } }], told)
        patch(whole => ({
          library: told.library,
          touchpointNumbers: { ...whole.touchpointNumbers, ...told.touchpointNumbers },
        }))
        return { library: inverse }
      }
      const seen = answers.getQueryData<WholeMap>(queryKey)?.revision ?? 0
      const told = await call(editMap, {
        params: { workspace, map },
        body: { revision: seen, edits: part.map, client: client.current },
      })
      patch(() => ({ map: told.map, revision: told.revision, problems: told.problems }))
      return { map: told.inverse }
    }

    /** The network may be away for a while: the change waits in line and is sent again. */
    async function patiently(part: Change[number]): Promise<Change[number]> {
      for (;;) {
        try {
          const inverse = await sendPart(part)
          setOffline(false)
          return inverse
        } catch (error) {
          if (!(error instanceof Refusal) || (error.status !== 0 && error.status !== 503)) throw error
          setOffline(true)
          await new Promise(resolve => setTimeout(resolve, 2000))
        }
      }
    }

    function send(change: Change, keep: (inverse: Change) => void): Promise<void> {
      setPending(count => count + 1)
      const sent = line.current.then(async () => {
        const inverse: Change[number][] = []
        try {
          for (const part of change) inverse.unshift(await patiently(part))
          keep(inverse)
          void answers.invalidateQueries({ queryKey: ['measuring.measureMap'] })
        } catch (error) {
          const conflict = error instanceof Refusal && error.code === 'changed_meanwhile'
          notifications.show({ color: 'red', message: conflict ? t('edit.conflict') : sentence(error) })
          await answers.invalidateQueries({ queryKey })
        } finally {
          setPending(count => count - 1)
        }
      })
      line.current = sent
      return sent
    }

    const change = (wanted: Change) =>
      send(wanted, inverse => setHistory(({ done }) => ({ done: [...done.slice(-199), inverse], undone: [] })))
    const undo = () => {
      const last = history.done.at(-1)
      if (!last) return
      setHistory(({ done, undone }) => ({ done: done.slice(0, -1), undone }))
      void send(last, inverse => setHistory(({ done, undone }) => ({ done, undone: [...undone, inverse] })))
    }
    const redo = () => {
      const last = history.undone.at(-1)
      if (!last) return
      setHistory(({ done, undone }) => ({ done, undone: undone.slice(0, -1) }))
      void send(last, inverse => setHistory(({ done, undone }) => ({ done: [...done, inverse], undone })))
    }
    return {
      may,
      change,
      edit: (...edits: MapEdit[]) => change([{ map: edits }]),
      editLibrary: (...edits: LibraryEdit[]) => change([{ library: edits }]),
      undo,
      redo,
      canUndo: history.done.length > 0,
      canRedo: history.undone.length > 0,
      state: offline ? 'unsaved' : pending > 0 ? 'saving' : 'saved',
    } satisfies Editing
  }, [answers, workspace, map, may, history, pending, offline, t, sentence])
}
