import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type HolidayRule, holidayRules } from '../../../vocabulary/opening/opening-calendar.ts'
import { frenchHolidays } from '../../../vocabulary/public-holidays.ts'
import { useFigures } from '../../kit/figures.ts'
import styles from './calendar.module.css'

/** Which public holidays are days off, and when they are this year and the next. */
export function HolidayFields({ rule, onChange }: { rule: HolidayRule; onChange: (rule: HolidayRule) => void }) {
  const { t } = useTranslation('calendar')
  const { locale } = useFigures()
  const day = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'long', timeZone: 'UTC' })
  const year = new Date().getFullYear()
  return (
    <fieldset className={styles.fields}>
      <legend>{t('holidays')}</legend>
      <NativeSelect
        aria-label={t('holidays')}
        description={t('holidaysHint')}
        value={rule}
        data={holidayRules.map(value => ({ value, label: t(`rules.${value}`) }))}
        onChange={event => onChange(holidayRules.find(one => one === event.currentTarget.value) ?? 'none')}
      />
      {rule !== 'none' &&
        [year, year + 1].map(each => (
          <details key={each} className={styles.more}>
            <summary>{t('ofYear', { year: each })}</summary>
            <ul className={styles.holidays}>
              {frenchHolidays(each, rule === 'alsace-moselle').map(holiday => (
                <li key={holiday.key}>
                  <span>{day.format(new Date(`${holiday.day}T00:00:00Z`))}</span> {t(`holiday.${holiday.key}`)}
                </li>
              ))}
            </ul>
          </details>
        ))}
    </fieldset>
  )
}
