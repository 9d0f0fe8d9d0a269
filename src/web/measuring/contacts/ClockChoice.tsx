import { Switch, Tooltip } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay, useWorkspaceKey } from '../../admitting/data.ts'
import { useCalendar } from '../../settings/calendar/data.ts'
import { useTellCalendar } from '../../settings/calendar/tell-calendar.ts'
import styles from './contacts.module.css'
import { useContactsView } from './data.ts'

/** Whether day and night count, or the workspace’s opening hours only; what is chosen stands in the address. */
export function ClockChoice() {
  const { t } = useTranslation('contacts')
  const { view, show } = useContactsView()
  const workspace = useWorkspaceKey()
  const { data: kept } = useCalendar()
  const tell = useTellCalendar()
  const may = useMay()('workspace.manage')
  if (!kept) return null
  const { calendar, timeZone } = kept
  const isOpen = view.clock === 'open'
  const settings = (text: string) => (
    <Link to="/w/$workspace/settings" params={{ workspace }} search={{}} hash="opening-hours">
      {text}
    </Link>
  )
  // An address may ask for hours that are no more: what is on can be put off.
  const offered = isOpen || (calendar !== null && calendar.week.length > 0)
  return (
    <div className={styles.clock}>
      {offered && (
        <Tooltip label={t('clock.definition')}>
          <Switch
            label={t('clock.switch')}
            checked={isOpen}
            onChange={event => show({ clock: event.currentTarget.checked ? 'open' : undefined })}
          />
        </Tooltip>
      )}
      {calendar && calendar.week.length > 0 ? (
        <Tooltip label={tell(calendar, timeZone)}>
          <button type="button" className={styles.calendar}>
            {calendar.name}
          </button>
        </Tooltip>
      ) : (
        <p>{t('clock.none')}</p>
      )}
      {may ? settings(calendar?.week.length ? t('clock.change') : t('clock.set')) : !offered && <p>{t('clock.ask')}</p>}
    </div>
  )
}
