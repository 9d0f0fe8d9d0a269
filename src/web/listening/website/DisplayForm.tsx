import { Button, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SurveyWebsite } from '../../../contract/survey-website.ts'
import styles from '../listening.module.css'

type Display = SurveyWebsite['display']

const kinds = ['seconds', 'scroll', 'exit', 'event'] as const
const usual = {
  seconds: { kind: 'seconds', seconds: 10 },
  scroll: { kind: 'scroll', share: 0.5 },
  exit: { kind: 'exit' },
  event: { kind: 'event', event: '' },
} as const satisfies Record<(typeof kinds)[number], Display['moment']>

/** The rules by which a survey shows itself, in plain words. */
export function DisplayForm({
  display,
  isSaving,
  save,
}: {
  display: Display
  isSaving: boolean
  save: (display: Display) => void
}) {
  const { t } = useTranslation('surveyWebsite')
  const [rules, setRules] = useState(display)
  const [texts, setTexts] = useState({
    pages: display.pages.join('\n'),
    notPages: display.notPages.join('\n'),
    sites: display.sites.join('\n'),
  })
  const set = (change: Partial<Display>) => setRules(before => ({ ...before, ...change }))
  const { moment } = rules
  const lines = (name: 'pages' | 'notPages' | 'sites') => (
    <Textarea
      label={t(name)}
      description={t(`${name}Text`)}
      autosize
      minRows={1}
      maxRows={8}
      value={texts[name]}
      onChange={event => {
        const { value } = event.currentTarget
        setTexts(before => ({ ...before, [name]: value }))
      }}
    />
  )
  return (
    <form
      className={styles.both}
      onSubmit={event => {
        event.preventDefault()
        save({ ...rules, pages: list(texts.pages), notPages: list(texts.notPages), sites: list(texts.sites) })
      }}
    >
      <NativeSelect
        label={t('when')}
        {...(moment.kind === 'exit' ? { description: t('exitText') } : {})}
        value={moment.kind}
        data={kinds.map(kind => ({ value: kind, label: t(`whens.${kind}`) }))}
        onChange={event => set({ moment: usual[event.currentTarget.value as (typeof kinds)[number]] })}
      />
      {moment.kind === 'seconds' && (
        <NumberInput
          label={t('seconds')}
          min={0}
          max={3600}
          value={moment.seconds}
          onChange={value => set({ moment: { kind: 'seconds', seconds: Number(value) } })}
        />
      )}
      {moment.kind === 'scroll' && (
        <NumberInput
          label={t('scrolled')}
          min={0}
          max={100}
          value={Math.round(moment.share * 100)}
          onChange={value => set({ moment: { kind: 'scroll', share: Number(value) / 100 } })}
        />
      )}
      {moment.kind === 'event' && (
        <TextInput
          label={t('event')}
          description={t('eventText')}
          required
          maxLength={200}
          value={moment.event}
          onChange={event => set({ moment: { kind: 'event', event: event.currentTarget.value } })}
        />
      )}
      {lines('pages')}
      {lines('notPages')}
      <NumberInput
        label={t('share')}
        description={t('shareText')}
        min={0}
        max={100}
        value={Math.round(rules.share * 100)}
        onChange={value => set({ share: Number(value) / 100 })}
      />
      <NumberInput
        label={t('days')}
        min={1}
        max={730}
        value={rules.everyDays}
        onChange={value => set({ everyDays: Number(value) || 1 })}
      />
      <TextInput
        label={t('purpose')}
        description={t('purposeText')}
        maxLength={60}
        value={rules.purpose}
        onChange={event => set({ purpose: event.currentTarget.value.trim() })}
      />
      {lines('sites')}
      <Button type="submit" loading={isSaving} style={{ justifySelf: 'start', alignSelf: 'end' }}>
        {t('save')}
      </Button>
    </form>
  )
}

function list(text: string): string[] {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)
}
