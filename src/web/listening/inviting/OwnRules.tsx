import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { TraitFields } from '../../segmenting/RuleForm.tsx'
import { type RulesDraft, usePressure } from './data.ts'
import { HoursFields } from './HoursFields.tsx'
import styles from './inviting.module.css'

type Props = { readonly rules: RulesDraft; readonly change: (part: Partial<RulesDraft>) => void }

const mostTraits = 10

/** What a survey has of its own: whom it asks by what is known of them, between which days, and at which hours. */
export function OwnRules({ rules, change }: Props) {
  const { t } = useTranslation('inviting')
  const usual = usePressure().data?.pressure.hours
  const { audience, period, hours } = rules
  const { traits } = audience
  const put = (next: RulesDraft['audience']['traits']) => change({ audience: { ...audience, traits: next } })
  return (
    <>
      <fieldset className={styles.fields}>
        <legend>{t('own.traits')}</legend>
        {traits.map((condition, at) => (
          // Conditions may be alike, and are known by their place.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above.
          <div key={at} className={styles.condition}>
            <TraitFields
              condition={condition}
              put={one => put(traits.map((held, index) => (index === at ? { ...one, values: [...one.values] } : held)))}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('own.remove')}
              onClick={() => put(traits.filter((_, index) => index !== at))}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </div>
        ))}
        {traits.length < mostTraits && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => put([...traits, { kind: 'trait', trait: '', is: 'one of', values: [] }])}
            style={{ justifySelf: 'start' }}
          >
            + {t('own.addTrait')}
          </Button>
        )}
      </fieldset>
      <fieldset className={styles.fields}>
        <legend>{t('own.period')}</legend>
        <div className={styles.grid}>
          {(['from', 'to'] as const).map(end => (
            <TextInput
              key={end}
              type="date"
              label={t(`own.${end}`)}
              value={period[end] ?? ''}
              onChange={event => change({ period: { ...period, [end]: event.currentTarget.value || null } })}
            />
          ))}
        </div>
      </fieldset>
      <fieldset className={styles.fields}>
        <legend>{t('own.hours')}</legend>
        <Checkbox
          label={t('own.hasHours')}
          checked={hours !== null}
          disabled={usual === undefined}
          onChange={event => change({ hours: event.currentTarget.checked && usual ? { ...usual } : null })}
        />
        {hours !== null && (
          <div className={styles.inner}>
            <HoursFields hours={hours} onChange={next => change({ hours: next })} />
          </div>
        )}
      </fieldset>
    </>
  )
}
