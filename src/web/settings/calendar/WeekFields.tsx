import { ActionIcon, Button, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import styles from './calendar.module.css'
import type { CalendarDraft } from './data.ts'
import { useWeekdays } from './tell-calendar.ts'

type Span = CalendarDraft['week'][number]

/** The hours of each day of the week, as many spans a day as are needed. */
export function WeekFields({ week, onChange }: { week: readonly Span[]; onChange: (week: Span[]) => void }) {
  const { t } = useTranslation('calendar')
  const name = useWeekdays('long')
  const of = (weekday: number) => week.filter(span => span.weekday === weekday)
  const put = (weekday: number, spans: readonly Span[]) =>
    onChange([...week.filter(span => span.weekday !== weekday), ...spans])
  return (
    <fieldset className={styles.fields}>
      <legend>{t('week')}</legend>
      <p className={styles.hint}>{t('weekHint')}</p>
      <ol className={styles.week}>
        {[1, 2, 3, 4, 5, 6, 7].map(weekday => {
          const own = of(weekday)
          const set = (index: number, part: Partial<Span>) =>
            put(
              weekday,
              own.map((span, place) => (place === index ? { ...span, ...part } : span)),
            )
          return (
            <li key={weekday}>
              <b>{name(weekday)}</b>
              <div className={styles.spans}>
                {own.length === 0 && <span className={styles.closed}>{t('closed')}</span>}
                {own.map((span, index) => (
                  // A span is nothing but its place among those of its day.
                  // biome-ignore lint/suspicious/noArrayIndexKey: see above.
                  <span key={index} className={styles.span}>
                    <TextInput
                      type="time"
                      size="xs"
                      required
                      aria-label={t('opens', { day: name(weekday), number: index + 1 })}
                      value={span.opens}
                      onChange={event => set(index, { opens: event.currentTarget.value })}
                    />
                    –
                    <TextInput
                      type="time"
                      size="xs"
                      required
                      aria-label={t('closes', { day: name(weekday), number: index + 1 })}
                      value={span.closes}
                      onChange={event => set(index, { closes: event.currentTarget.value })}
                    />
                    {span.closes !== '' && span.closes <= span.opens && <small>{t('nextDay')}</small>}
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={t('removeSpan', { ...span, day: name(weekday) })}
                      onClick={() =>
                        put(
                          weekday,
                          own.filter((_, place) => place !== index),
                        )
                      }
                    >
                      ×
                    </ActionIcon>
                  </span>
                ))}
              </div>
              <div className={styles.dayActs}>
                <Button
                  size="compact-xs"
                  variant="default"
                  disabled={own.length >= 10}
                  aria-label={t('addTo', { day: name(weekday) })}
                  onClick={() => put(weekday, [...own, nextSpan(weekday, own)])}
                >
                  {t('add')}
                </Button>
                {weekday > 1 && (
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    aria-label={t('copyTo', { day: name(weekday) })}
                    onClick={() =>
                      put(
                        weekday,
                        of(weekday - 1).map(span => ({ ...span, weekday })),
                      )
                    }
                  >
                    {t('copy')}
                  </Button>
                )}
              </div>
            </li>
          )
        })}
      </ol>
    </fieldset>
  )
}

/** After a morning comes an afternoon; else the whole day is offered. */
function nextSpan(weekday: number, own: readonly Span[]): Span {
  const last = own.at(-1)
  if (!last) return { weekday, opens: '09:00', closes: '18:00' }
  return last.closes > last.opens && last.closes < '14:00'
    ? { weekday, opens: '14:00', closes: '18:00' }
    : { weekday, opens: '20:00', closes: '22:00' }
}
