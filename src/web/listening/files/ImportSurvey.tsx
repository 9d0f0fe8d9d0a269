import { Button, NativeSelect } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listSurveys } from '../../../contract/listening.ts'
import { importSurveyFile, type SurveyFileReport } from '../../../contract/survey-files.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { call } from '../../client.ts'
import { Dialog } from '../../kit/Dialog.tsx'
import { FileDrop } from '../../kit/FileDrop.tsx'
import { Refused } from '../../kit/Refused.tsx'
import styles from './files.module.css'
import { SurveyFileFacts } from './SurveyFileFacts.tsx'

type Wish = { file: File; dryRun: 'true' | 'false'; language?: 'fr' | 'en' | undefined }

/** Brings a survey in: the file is read and everything told first, and only then is a draft made. */
export function ImportSurvey({ close }: { close: () => void }) {
  const { t } = useTranslation('surveyFiles')
  const navigate = useNavigate()
  const workspace = useWorkspaceKey()
  const queries = useQueryClient()
  const [file, setFile] = useState<File>()
  const [language, setLanguage] = useState<'fr' | 'en'>()
  const [report, setReport] = useState<SurveyFileReport>()
  const send = useMutation({
    mutationFn: ({ file: sent, dryRun, language: spoken }: Wish) =>
      call(importSurveyFile, {
        params: { workspace },
        query: { dryRun, ...(spoken ? { language: spoken } : {}) },
        file: sent,
      }),
  })
  const look = (chosen: File, spoken?: 'fr' | 'en') => {
    setFile(chosen)
    setLanguage(spoken)
    send.mutate({ file: chosen, dryRun: 'true', language: spoken }, { onSuccess: setReport })
  }
  const make = (chosen: File) =>
    send.mutate(
      { file: chosen, dryRun: 'false', language },
      {
        onSuccess: ({ survey }) => {
          if (!survey) return
          notifications.show({ message: t('done') })
          void queries.invalidateQueries({ queryKey: [listSurveys.name] })
          void navigate({ to: '/w/$workspace/surveys/$survey', params: { workspace, survey: survey.id } })
        },
      },
    )
  const isFit = report?.remarks.every(({ weight }) => weight === 'warning')
  return (
    <Dialog title={t('title')} close={close} wide>
      {report && file ? (
        <div className={styles.report}>
          <SurveyFileFacts report={report} fileName={file.name} />
          {report.format === 'surveyjs' && (
            <NativeSelect
              label={t('language')}
              value={language ?? report.languages[0] ?? 'en'}
              data={[
                { value: 'fr', label: t('french') },
                { value: 'en', label: t('english') },
              ]}
              onChange={event => look(file, event.currentTarget.value === 'fr' ? 'fr' : 'en')}
            />
          )}
          <div className={styles.foot}>
            <Button
              size="sm"
              variant="subtle"
              color="gray"
              onClick={() => {
                setReport(undefined)
                send.reset()
              }}
            >
              {t('back')}
            </Button>
            <Button size="sm" disabled={!isFit} loading={send.isPending} data-autofocus onClick={() => make(file)}>
              {t('create')}
            </Button>
          </div>
        </div>
      ) : (
        <FileDrop
          choose={t('choose')}
          text={t('drop')}
          busy={send.isPending}
          accept=".json,application/json"
          inDialog
          take={look}
        />
      )}
      <Refused error={send.error} />
    </Dialog>
  )
}
