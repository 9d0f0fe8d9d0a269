import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { drawMap } from '../../../contract/map-drawing.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { useMeasureFilter } from '../../measuring/data.ts'
import { useMapPlace } from '../map-place.ts'
import { type Choices, drawingAddress } from './choices.ts'
import { type Arrived, fetchFile, save } from './files.ts'

/** The drawing as a picture to look at before it is fetched. It is drawn again when what is chosen changes. */
export function usePreview(choices: Choices): { readonly address: string | undefined; readonly error: unknown } {
  const workspace = useWorkspaceKey()
  const { map, whole, lanes } = useMapPlace()
  const filter = useMeasureFilter()
  const asked = drawingAddress(choices, { workspace, map: map.id, lanes, filter }, true)
  const drawn = useQuery({
    queryKey: [drawMap.name, asked, whole.revision],
    queryFn: ({ signal }) => fetchFile(asked, signal),
    retry: false,
    staleTime: 60_000,
    placeholderData: last => last,
  })
  const [address, setAddress] = useState<string>()
  const blob = drawn.data?.blob
  useEffect(() => {
    if (!blob) return
    const made = URL.createObjectURL(blob)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [blob])
  return { address, error: drawn.error }
}

export type Progress = { readonly seconds: number; readonly bytes: number }

/** Fetches the file that was chosen, and says how far it is. */
export function useDownload() {
  const workspace = useWorkspaceKey()
  const { map, lanes } = useMapPlace()
  const filter = useMeasureFilter()
  const [progress, setProgress] = useState<Progress>()
  const [error, setError] = useState<unknown>()
  const stopping = useRef<AbortController>(undefined)
  useEffect(() => () => stopping.current?.abort(), [])
  return {
    progress,
    error,
    stop: () => stopping.current?.abort(),
    start: async (choices: Choices): Promise<Arrived | undefined> => {
      const began = Date.now()
      const controller = new AbortController()
      stopping.current = controller
      const tell = (bytes: number) => setProgress({ seconds: Math.round((Date.now() - began) / 1000), bytes })
      const ticking = setInterval(
        () => setProgress(last => ({ ...last!, seconds: Math.round((Date.now() - began) / 1000) })),
        1000,
      )
      setError(undefined)
      tell(0)
      try {
        const address = drawingAddress(choices, { workspace, map: map.id, lanes, filter })
        const file = await fetchFile(address, controller.signal, tell)
        save(file)
        return file
      } catch (refused) {
        if (!controller.signal.aborted) setError(refused)
        return undefined
      } finally {
        clearInterval(ticking)
        setProgress(undefined)
      }
    },
  }
}
