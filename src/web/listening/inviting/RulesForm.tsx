import { Button, Checkbox, MultiSelect, NativeSelect, NumberInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SendingFace } from '../../../contract/survey-inviting.ts'
import { invitationChannels } from '../../../vocabulary/survey/invitation.ts'
import { useSegments } from '../../segmenting/data.ts'
import type { RulesDraft } from './data.ts'
import styles from './inviting.module.css'
import { OwnRules } from './OwnRules.tsx'
import { TriggerFields } from './TriggerFields.tsx'

/** The rules of a survey, to be changed. What is rarely changed is folded away. */
export function RulesForm(props: {
  rules: RulesDraft
  usual: SendingFace['usual']
  change: (part: Partial<RulesDraft>) => void
}) {
  const { rules, usual, change } = props
  const { t } = useTranslation('inviting')
  const { data } = useSegments()
  const [isOpen, open] = useState(false)
  const segments = data?.segments.map(({ id, name }) => ({ value: id, label: name })) ?? []
  const optional = (value: string | number) => (value === '' ? null : Number(value))
  return (
    <>
      <TriggerFields trigger={rules.trigger} onChange={trigger => change({ trigger })} />
      <div className={styles.grid}>
        <MultiSelect
          label={t('channels')}
          description={t('channelsHint')}
          value={rules.channels}
          onChange={channels => change({ channels: channels as RulesDraft['channels'] })}
          data={invitationChannels.map(value => ({ value, label: t(`channel.${value}`) }))}
        />
        <MultiSelect
          label={t('segments')}
          placeholder={rules.audience.segments.length === 0 ? t('everybody') : ''}
          value={rules.audience.segments}
          onChange={chosen => change({ audience: { ...rules.audience, segments: chosen } })}
          data={segments}
        />
        <NumberInput
          label={t('rate')}
          description={t('rateHint')}
          min={0}
          max={100}
          decimalScale={2}
          value={Math.round(rules.sampleRate * 10_000) / 100}
          onChange={rate => change({ sampleRate: Math.min(1, Math.max(0, Number(rate) / 100)) })}
        />
        <NativeSelect
          label={t('reminders')}
          description={t('remindersText')}
          value={String(rules.reminders.most)}
          onChange={event => change({ reminders: { ...rules.reminders, most: Number(event.currentTarget.value) } })}
          data={['0', '1', '2', '3']}
        />
      </div>
      {isOpen && (
        <div className={styles.grid}>
          <MultiSelect
            label={t('except')}
            value={rules.audience.exceptSegments}
            onChange={exceptSegments => change({ audience: { ...rules.audience, exceptSegments } })}
            data={segments}
          />
          <NumberInput
            label={t('priority')}
            description={t('priorityHint')}
            min={1}
            max={100}
            allowDecimal={false}
            value={rules.priority}
            onChange={priority => change({ priority: Number(priority) || 1 })}
          />
          <NumberInput
            label={t('sameSurvey')}
            placeholder={t('ofWorkspace', { n: usual.sameSurveyDays })}
            min={0}
            max={1000}
            allowDecimal={false}
            value={rules.sameSurveyDays ?? ''}
            onChange={value => change({ sameSurveyDays: optional(value) })}
          />
          <NumberInput
            label={t('sameKind')}
            placeholder={t('ofWorkspace', { n: usual.sameKindDays })}
            min={0}
            max={1000}
            allowDecimal={false}
            value={rules.sameKindDays ?? ''}
            onChange={value => change({ sameKindDays: optional(value) })}
          />
          <NativeSelect
            label={t('waits')}
            value={rules.waitsWhenTooSoon ? 'yes' : 'no'}
            onChange={event => change({ waitsWhenTooSoon: event.currentTarget.value === 'yes' })}
            data={[
              { value: 'no', label: t('waitsNo') },
              { value: 'yes', label: t('waitsYes') },
            ]}
          />
          <NumberInput
            label={t('total')}
            placeholder={t('noBound')}
            min={1}
            allowDecimal={false}
            value={rules.totalLimit ?? ''}
            onChange={value => change({ totalLimit: optional(value) })}
          />
          <NumberInput
            label={t('expires')}
            min={1}
            max={366}
            allowDecimal={false}
            value={rules.expiresDays}
            onChange={value => change({ expiresDays: Number(value) || 1 })}
          />
          <NumberInput
            label={t('remindEvery')}
            min={1}
            max={60}
            allowDecimal={false}
            value={rules.reminders.everyDays}
            onChange={value => change({ reminders: { ...rules.reminders, everyDays: Number(value) || 1 } })}
          />
          <Checkbox
            label={t('remeasure')}
            checked={rules.isRemeasure}
            onChange={event => change({ isRemeasure: event.currentTarget.checked })}
          />
        </div>
      )}
      {isOpen && <OwnRules rules={rules} change={change} />}
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        aria-expanded={isOpen}
        onClick={() => open(!isOpen)}
        style={{ justifySelf: 'start' }}
      >
        {t(isOpen ? 'less' : 'more')}
      </Button>
    </>
  )
}
