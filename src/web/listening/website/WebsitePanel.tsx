import { Button, Switch } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SurveyWebsite } from '../../../contract/survey-website.ts'
import { useMay } from '../../admitting/data.ts'
import { CopyText } from '../../kit/CopyText.tsx'
import { useFigures } from '../../kit/figures.ts'
import { Refused } from '../../kit/Refused.tsx'
import styles from '../listening.module.css'
import { DisplayForm } from './DisplayForm.tsx'
import { useSaveWebsite, useSurveyWebsite } from './data.ts'

/** Whether a survey shows itself on web sites, when and where in a sentence, and how often it did. */
export function WebsitePanel({ survey }: { survey: string }) {
  const { t } = useTranslation('surveyWebsite')
  const figures = useFigures()
  const may = useMay()('survey.edit')
  const { data } = useSurveyWebsite(survey)
  const save = useSaveWebsite(survey)
  const [isOpen, setOpen] = useState(false)
  const sentence = useSentence(data?.display)
  if (!data) return null
  const { display, shown, dismissed, started, completed } = data
  const host = location.origin
  return (
    <section className={styles.card} aria-label={t('title')}>
      <b>{t('title')}</b>
      <span className={styles.small}>{t('text')}</span>
      <Switch
        label={t('on')}
        checked={display.isOn}
        disabled={!may || save.isPending}
        onChange={event => save.mutate({ ...display, isOn: event.currentTarget.checked })}
      />
      <Refused error={save.error} />
      {display.isOn && (
        <>
          <span>{sentence}</span>
          <span className={styles.small}>
            {shown === 0
              ? t('never')
              : t('figures', {
                  shown: figures.whole(shown),
                  dismissed: figures.whole(dismissed),
                  started: figures.whole(started),
                  completed: figures.whole(completed),
                })}
          </span>
          {may && !isOpen && (
            <Button size="compact-sm" variant="default" style={{ justifySelf: 'start' }} onClick={() => setOpen(true)}>
              {t('change')}
            </Button>
          )}
          {isOpen && (
            <DisplayForm
              display={display}
              isSaving={save.isPending}
              save={body => save.mutate(body, { onSuccess: () => setOpen(false) })}
            />
          )}
          <span className={styles.small}>
            {t('snippet')}. {t('snippetText')}
          </span>
          <CopyText
            block
            text={`<script async src="${host}/sdk/parcours.js" data-write-key="${t('key')}" data-surveys="true"></script>`}
          />
          <span className={styles.small}>{t('explain')}</span>
        </>
      )}
    </section>
  )
}

function useSentence(display: SurveyWebsite['display'] | undefined): string {
  const { t } = useTranslation('surveyWebsite')
  const figures = useFigures()
  if (!display) return ''
  const { moment, pages, share, everyDays } = display
  const value = {
    seconds: moment.kind === 'seconds' ? figures.fine(moment.seconds) : '',
    scroll: moment.kind === 'scroll' ? figures.whole(moment.share * 100) : '',
    exit: '',
    event: moment.kind === 'event' ? moment.event : '',
  }[moment.kind]
  return t('isOn', {
    moment: t(`moments.${moment.kind}`, { value }),
    pages: pages.length === 0 ? t('everyPage') : t('somePages', { count: pages.length }),
    share: share === 1 ? t('everybody') : t('shareOf', { share: figures.share(share) }),
    days: figures.whole(everyDays),
  })
}
