import { useMutation, useQueryClient } from '@tanstack/react-query'
import { importMapFile, type MapFileReport } from '../../../contract/map-files.ts'
import { listJourneys } from '../../../contract/mapping.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { call } from '../../client.ts'

export type Collision = 'keep' | 'replace' | 'copy'
export type Ways = { language?: 'fr' | 'en'; name?: string; onCollision?: Collision }

/** Reads a file without writing anything, and creates the map it holds. */
export function useMapFile() {
  const workspace = useWorkspaceKey()
  const answers = useQueryClient()
  const send = (file: File, dryRun: 'true' | 'false', ways: Ways): Promise<MapFileReport> =>
    call(importMapFile, { params: { workspace }, query: { dryRun, ...ways }, file })
  return {
    read: useMutation({
      mutationFn: ({ file, ...ways }: Ways & { file: File }) => send(file, 'true', ways),
    }),
    create: useMutation({
      mutationFn: ({ file, ...ways }: Ways & { file: File }) => send(file, 'false', ways),
      onSuccess: () => answers.invalidateQueries({ queryKey: [listJourneys.name] }),
    }),
  }
}
