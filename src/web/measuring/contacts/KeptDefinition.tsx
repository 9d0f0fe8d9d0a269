import { Button, MultiSelect, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactDefinition, KeptContactDefinition } from '../../../contract/measuring-contacts.ts'
import { type Channel, channelCodes } from '../../../vocabulary/channel.ts'
import { useMay } from '../../admitting/data.ts'
import { Dialog } from '../../kit/Dialog.tsx'
import { Refused } from '../../kit/Refused.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import styles from './contacts.module.css'
import { useEventNames, useKeptDefinition } from './data.ts'
import { useNames } from './use-names.ts'
import { windows } from './view.ts'

/** What counts as a contact for everyone of the workspace, to be changed by those who may change maps. */
export function KeptDefinition() {
  const { t } = useTranslation('contacts')
  const may = useMay()('map.edit')
  const [open, setOpen] = useState(false)
  const { kept, keep } = useKeptDefinition(open)
  if (!may) return null
  return (
    <>
      <Button
        variant="default"
        size="compact-xs"
        onClick={() => {
          keep.reset()
          setOpen(true)
        }}
      >
        {t('definition.edit')}
      </Button>
      <Dialog opened={open} wide title={t('definition.editTitle')} close={() => setOpen(false)}>
        {kept.isFetching && !kept.data && <Waiting />}
        <Refused error={kept.error} />
        {kept.data && (
          <Form
            key={kept.data.revision}
            kept={kept.data}
            error={keep.error}
            isSaving={keep.isPending}
            save={definition =>
              keep.mutate({ revision: kept.data.revision, definition }, { onSuccess: () => setOpen(false) })
            }
          />
        )}
      </Dialog>
    </>
  )
}

function Form(props: {
  kept: KeptContactDefinition
  error: Error | null
  isSaving: boolean
  save: (definition: ContactDefinition) => void
}) {
  const { t } = useTranslation('contacts')
  const { channelName } = useNames()
  const [said, setSaid] = useState(props.kept.definition)
  const change = (part: Partial<ContactDefinition>) => setSaid(before => ({ ...before, ...part }))
  const names = useEventNames(true)
  const events = (part: 'contacts' | 'selfHelp' | 'solved') => (
    <MultiSelect
      label={t(`definition.${part}`)}
      placeholder={said[part] ? '' : t('definition.recognise')}
      searchable
      clearable
      limit={80}
      data={[...new Set([...(said[part] ?? []), ...names])]}
      value={said[part] ?? []}
      onChange={chosen => change({ [part]: chosen.length > 0 ? chosen : null })}
    />
  )
  const property = (part: 'reason' | 'conversation', label: string) => (
    <TextInput
      label={label}
      placeholder={t('definition.recognise')}
      maxLength={200}
      value={said[part] ?? ''}
      onChange={event => change({ [part]: event.currentTarget.value || null })}
    />
  )
  const amount = (part: 'mergeMinutes' | 'leakHours', label: string, usual: number, [min, max]: [number, number]) => (
    <NumberInput
      label={label}
      placeholder={String(usual)}
      min={min}
      max={max}
      allowDecimal={false}
      value={said[part] ?? ''}
      onChange={value => change({ [part]: typeof value === 'number' ? value : null })}
    />
  )
  return (
    <form
      className={styles.keeping}
      onSubmit={event => {
        event.preventDefault()
        const trimmed = (text: string | null) => text?.trim() || null
        props.save({ ...said, reason: trimmed(said.reason), conversation: trimmed(said.conversation) })
      }}
    >
      <p>{t('definition.editSaid')}</p>
      {events('contacts')}
      <MultiSelect
        label={t('definition.assisted')}
        placeholder={said.assisted ? '' : t('definition.recognise')}
        clearable
        data={channelCodes.map(value => ({ value, label: channelName(value) }))}
        value={said.assisted ?? []}
        onChange={chosen => change({ assisted: chosen.length > 0 ? (chosen as Channel[]) : null })}
      />
      <div className={styles.choices}>
        {property('reason', t('definition.property'))}
        {property('conversation', t('definition.conversationProperty'))}
      </div>
      <div className={styles.choices}>
        {amount('mergeMinutes', t('definition.merge'), 5, [0, 1440])}
        <NativeSelect
          label={t('definition.days')}
          value={String(said.days ?? '')}
          data={[
            { value: '', label: t('definition.usualDays') },
            ...windows.map(days => ({ value: String(days), label: t('withinDays', { days }) })),
          ]}
          onChange={event => change({ days: windows.find(days => String(days) === event.currentTarget.value) ?? null })}
        />
      </div>
      {events('selfHelp')}
      {events('solved')}
      {amount('leakHours', t('definition.leak'), 24, [1, 720])}
      <Refused error={props.error} />
      <Button type="submit" loading={props.isSaving}>
        {t('definition.save')}
      </Button>
    </form>
  )
}
