import { MultiSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactsAnswer } from '../../../contract/measuring-contacts.ts'
import { useFigures } from '../../kit/figures.ts'
import { isNarrowed } from '../filters.ts'
import styles from './contacts.module.css'
import { useContactsView, useEventNames } from './data.ts'
import { KeptDefinition } from './KeptDefinition.tsx'
import { useNames } from './use-names.ts'

/** What was counted as a contact, and how to say it otherwise. What is said stands in the address. */
export function Definition({ told }: { told: ContactsAnswer['definition'] }) {
  const { t } = useTranslation('contacts')
  const figures = useFigures()
  const { view, show } = useContactsView()
  const { channelName } = useNames()
  const [open, setOpen] = useState(told.events.length === 0)
  const names = [...new Set([...(view.asking ?? []), ...useEventNames(open)])]
  const counted = told.events
    .slice(0, 12)
    .map(one => `${one.name} (${one.events === null ? t('few') : figures.whole(one.events)})`)
    .join(', ')
  return (
    <details className={styles.definition} open={open} onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{t('definition.title')}</summary>
      <p>
        {told.events.length === 0
          ? t(isNarrowed(view) ? 'definition.nothingLeft' : 'definition.nothing')
          : t('definition.events', { events: counted })}{' '}
        {!told.chosen && t('definition.recognised', { channels: told.channels.map(channelName).join(', ') })}{' '}
        {t('definition.reason', { properties: told.reason.join(', ') })}{' '}
        {t('definition.conversation', { properties: told.conversation.join(', '), minutes: told.mergeMinutes })}{' '}
        {t('definition.repeat', { days: told.days })}
      </p>
      <p>
        {told.ofWorkspace ? t('definition.kept') : t('definition.notKept')} <KeptDefinition />
      </p>
      <div className={styles.choices}>
        <MultiSelect
          label={t('definition.choose')}
          placeholder={view.asking ? '' : t('definition.chooseHint')}
          searchable
          clearable
          limit={80}
          data={names}
          value={[...(view.asking ?? [])]}
          onChange={asking => show({ asking: asking.length > 0 ? asking : undefined })}
        />
        <TextInput
          label={t('definition.property')}
          placeholder={told.reason[0] ?? ''}
          defaultValue={view.because ?? ''}
          onBlur={event => show({ because: event.currentTarget.value.trim() || undefined })}
          onKeyDown={event => {
            if (event.key === 'Enter') show({ because: event.currentTarget.value.trim() || undefined })
          }}
        />
      </div>
    </details>
  )
}
