import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { WholeSurvey } from '../../contract/listening.ts'
import { exportSurveyFile } from '../../contract/survey-files.ts'
import { useWorkspaceKey } from '../admitting/data.ts'
import { addressOf } from '../client.ts'

type Settable = 'live' | 'paused' | 'closed'

/** What is done with a survey as a whole. */
export function SurveyMenu(props: {
  whole: WholeSurvey
  setState: (state: Settable) => void
  openVersions: () => void
}) {
  const { whole, setState, openVersions } = props
  const writing = useTranslation('surveyWriting').t
  const { t } = useTranslation('listening')
  const files = useTranslation('surveyFiles').t
  const kit = useTranslation('kit').t
  const workspace = useWorkspaceKey()
  const { state, id: survey } = whole
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={34} aria-label={kit('more')}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {whole.version !== null && (
          <>
            {state === 'live' ? (
              <Menu.Item onClick={() => setState('paused')}>{t('pause')}</Menu.Item>
            ) : (
              <Menu.Item onClick={() => setState('live')}>{t('resume')}</Menu.Item>
            )}
            {state !== 'closed' && <Menu.Item onClick={() => setState('closed')}>{t('close')}</Menu.Item>}
            <Menu.Item onClick={openVersions}>{writing('versions')}</Menu.Item>
            <Menu.Divider />
          </>
        )}
        <Menu.Item
          component="a"
          href={addressOf(exportSurveyFile, { params: { workspace, survey }, query: {} })}
          download
        >
          {files('download')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
