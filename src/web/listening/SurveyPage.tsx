import { Button, Tabs } from '@mantine/core'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WholeSurvey } from '../../contract/listening.ts'
import type { Survey } from '../../vocabulary/survey/survey.ts'
import { useMay } from '../admitting/data.ts'
import { useLabels } from '../kit/label.ts'
import { PageHead } from '../kit/PageHead.tsx'
import { Refused } from '../kit/Refused.tsx'
import shell from '../kit/shell.module.css'
import { Trouble } from '../kit/Trouble.tsx'
import { Waiting } from '../kit/Waiting.tsx'
import { BindingFacts } from './binding/BindingFacts.tsx'
import { useListening, useSurvey } from './data.ts'
import { SendingTab } from './inviting/SendingTab.tsx'
import styles from './listening.module.css'
import { PlacesTab } from './PlacesTab.tsx'
import { ResultsTab } from './results/ResultsTab.tsx'
import { SurveyMenu } from './SurveyMenu.tsx'
import { SurveyState } from './SurveyState.tsx'
import { MessagesTab } from './sending/MessagesTab.tsx'
import { useDraft } from './use-draft.ts'
import { readSurveyView, surveyTabs } from './view.ts'
import { WriteTab } from './WriteTab.tsx'
import { PublishChanges } from './writing/PublishChanges.tsx'
import { VersionHistory } from './writing/VersionHistory.tsx'

/** One survey: written, given addresses, answered. */
export function SurveyPage() {
  const { survey } = useParams({ strict: false }) as { survey: string }
  const { data, error, refetch } = useSurvey(survey)
  if (error && !data) return <Trouble error={error} retry={() => void refetch()} />
  return data ? <Opened key={data.id} whole={data} /> : <Waiting />
}

function Opened({ whole }: { whole: WholeSurvey }) {
  const { t } = useTranslation('listening')
  const { say } = useLabels()
  const may = useMay()('survey.edit')
  const navigate = useNavigate()
  const view = readSurveyView(useSearch({ strict: false }) as Record<string, unknown>)
  const tab = view.tab ?? (whole.version === null ? 'write' : 'results')
  const draft = useDraft(whole)
  const tabs = useRef<HTMLDivElement>(null)
  // Where the parts go sideways, the chosen one is in view, with room to see that there are others.
  useEffect(() => {
    const list = tabs.current
    const chosen = list?.querySelector<HTMLElement>(`[role="tab"][aria-selected="true"]`)
    if (list && chosen && tab) list.scrollTo({ left: chosen.offsetLeft - (list.clientWidth - chosen.offsetWidth) / 2 })
  }, [tab])
  const [over, setOver] = useState<'publishing' | 'versions'>()
  const { publish, setState } = useListening()
  const { state, id: survey } = whole
  const title = say(draft.draft.survey.title) || t('title')
  const grave = whole.faults.filter(({ weight }) => weight === 'error').length
  const actions = may && (
    <>
      <SurveyMenu
        whole={whole}
        setState={state => setState.mutate({ survey, state })}
        openVersions={() => setOver('versions')}
      />
      {whole.isChanged && (
        <Button
          size="sm"
          loading={publish.isPending}
          disabled={draft.state !== 'saved' || grave > 0}
          onClick={() =>
            whole.version === null ? publish.mutate({ survey, revision: draft.revision() }) : setOver('publishing')
          }
        >
          {t(whole.version === null ? 'publish' : 'publishAgain')}
        </Button>
      )}
    </>
  )
  const facts = (
    <>
      <SurveyState state={state} />
      {may && (
        <span role="status" className={styles.small}>
          {t(draft.state)}
        </span>
      )}
    </>
  )
  return (
    <>
      <PageHead title={title} name={`${title} · ${t('title')}`} facts={facts} actions={actions} />
      {over === 'publishing' && (
        <PublishChanges
          survey={survey}
          draft={draft.draft.survey}
          busy={publish.isPending}
          close={() => setOver(undefined)}
          publish={comparable =>
            publish.mutate({ survey, revision: draft.revision(), comparable }, { onSettled: () => setOver(undefined) })
          }
        />
      )}
      {over === 'versions' && (
        <VersionHistory
          survey={survey}
          close={() => setOver(undefined)}
          {...(may ? { takeBack: (taken: Survey) => draft.change({ survey: taken }) } : {})}
        />
      )}
      <div className={shell.page}>
        <Refused error={draft.error ?? publish.error ?? setState.error} />
        <BindingFacts survey={whole} />
        <Tabs
          value={tab}
          keepMounted={false}
          onChange={value => navigate({ to: '.', search: { tab: value } as never, replace: true })}
        >
          <Tabs.List mb="lg" ref={tabs} className={styles.tabs ?? ''}>
            {surveyTabs.map(one => (
              <Tabs.Tab key={one} value={one}>
                {t(`tabs.${one}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="write">
            <WriteTab whole={whole} draft={draft} />
          </Tabs.Panel>
          <Tabs.Panel value="places">
            <PlacesTab survey={survey} isPublished={whole.version !== null} />
          </Tabs.Panel>
          <Tabs.Panel value="messages">
            <MessagesTab survey={survey} />
          </Tabs.Panel>
          <Tabs.Panel value="sending">
            <SendingTab survey={survey} isPublished={whole.version !== null} view={view} />
          </Tabs.Panel>
          <Tabs.Panel value="results">
            <ResultsTab survey={survey} view={view} />
          </Tabs.Panel>
        </Tabs>
      </div>
    </>
  )
}
