import { Button, Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Label, Tongue } from '../../../vocabulary/label.ts'
import { countSms, narrowSms } from '../../../vocabulary/survey/sms-segments.ts'
import { BothLabels } from '../BothLabels.tsx'
import styles from './sending.module.css'

/** The text of an SMS, with what it costs: which characters halve the room, and the same without them. */
export function SmsField(props: {
  languages: readonly Tongue[]
  tongue: Tongue
  value: Label | undefined
  /** As it leaves, with a name and an address of their usual length in their places. */
  sent: string | undefined
  onChange: (value: Label) => void
  /** Whether the SMS asks the first question itself; undefined where it cannot. */
  asks?: boolean | undefined
  setAsks?: (asks: boolean) => void
}) {
  const { t } = useTranslation('sending')
  const { languages, tongue, value, sent, onChange, asks, setAsks } = props
  const told = countSms(sent ?? '')
  const own = value?.[tongue]
  return (
    <div className={styles.form} style={{ gap: 6 }}>
      {asks !== undefined && (
        <Checkbox
          label={t('smsAsks')}
          description={t('smsAsksHint')}
          checked={asks}
          onChange={event => setAsks?.(event.currentTarget.checked)}
        />
      )}
      {asks ? (
        sent && <p className={styles.small}>{t('smsAsked', { text: sent })}</p>
      ) : (
        <>
          <BothLabels label={t('sms')} languages={languages} value={value} onChange={onChange} long />
          <p className={styles.small}>{t('smsHint')}</p>
        </>
      )}
      {sent && (
        <p className={styles.small} role="status">
          {t('count', { count: told.segments, units: told.units })}
        </p>
      )}
      {told.offending.length > 0 && (
        <div className={styles.bar}>
          <p className={styles.wide}>{t('wide', { signs: told.offending.join(' ') })}</p>
          {own && !asks && narrowSms(own) !== own && (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => onChange({ ...value, [tongue]: narrowSms(own) })}
            >
              {t('narrow')}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}
