import { notifications } from '@mantine/notifications'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MapFileReport } from '../../../contract/map-files.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { Dialog } from '../../kit/Dialog.tsx'
import { Refused } from '../../kit/Refused.tsx'
import { ChooseFile } from './ChooseFile.tsx'
import { useMapFile, type Ways } from './data.ts'
import { FileReport } from './FileReport.tsx'

/** Brings a map in: a file or a paste is read and shown as it would be, and only then is a map created. */
export function ImportDialog({ close }: { close: () => void }) {
  const { t } = useTranslation('mapImports')
  const navigate = useNavigate()
  const workspace = useWorkspaceKey()
  const { read, create } = useMapFile()
  const [file, setFile] = useState<File>()
  // Kept while the file is read again in another language, so that the report does not blink.
  const [report, setReport] = useState<MapFileReport>()

  const look = (chosen: File, ways: Ways = {}) => {
    setFile(chosen)
    create.reset()
    read.mutate({ file: chosen, ...ways }, { onSuccess: setReport })
  }
  const forget = () => {
    setFile(undefined)
    setReport(undefined)
    read.reset()
    create.reset()
  }
  const make = (ways: Ways) => {
    if (!file) return
    create.mutate(
      { file, ...ways },
      {
        onSuccess: ({ map }) => {
          if (!map) return
          notifications.show({ message: t('done') })
          close()
          void navigate({
            to: '/w/$workspace/maps/$map',
            params: { workspace, map: map.map.id },
            search: { view: 'designed' },
          })
        },
      },
    )
  }
  return (
    <Dialog title={t('title')} close={close} wide>
      {report && file ? (
        <FileReport
          key={`${file.name} ${file.lastModified}`}
          report={report}
          fileName={file.name}
          busy={create.isPending || read.isPending}
          again={ways => look(file, ways)}
          back={forget}
          create={make}
        />
      ) : (
        <ChooseFile busy={read.isPending} take={look} />
      )}
      <Refused error={read.error ?? create.error} />
    </Dialog>
  )
}
