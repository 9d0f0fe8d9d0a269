import { Select, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import styles from './contacts.module.css'
import { useContactsView } from './data.ts'

const usual = ['9-18 1-5', '9-18 1-6', '8-20 1-6', '8-20'] as const
const holidays = ' france'

/** Whether all time counts, or that of opening hours only; what is chosen stands in the address. */
export function HoursChoice() {
  const { t } = useTranslation('contacts')
  const { view, show } = useContactsView()
  const isOff = view.hours?.endsWith(holidays) ?? false
  const chosen = view.hours?.replace(holidays, '')
  const say = (hours: string | undefined, off: boolean) =>
    show({ hours: hours && (off ? `${hours}${holidays}` : hours) })
  // What an address says may be none of the usual ones.
  const known = usual.find(one => one === chosen)
  return (
    <div className={styles.hours}>
      <Select
        size="sm"
        label={t('hours.label')}
        description={t('hours.definition')}
        allowDeselect={false}
        value={chosen ?? ''}
        data={[
          { value: '', label: t('hours.always') },
          ...usual.map(one => ({ value: one as string, label: t(`hours.${one}`) })),
          ...(chosen && !known ? [{ value: chosen, label: chosen }] : []),
        ]}
        onChange={value => say(value || undefined, isOff)}
      />
      {chosen && (
        <Switch
          label={t('hours.holidays')}
          checked={isOff}
          onChange={event => say(chosen, event.currentTarget.checked)}
        />
      )}
    </div>
  )
}
