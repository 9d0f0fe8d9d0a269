import { Autocomplete, Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DesiredExperience } from '../../../vocabulary/map/emotion.ts'
import { useEditing } from '../editing.ts'
import styles from '../inspector.module.css'
import { Fresh } from '../live/Fresh.tsx'
import { BothWords } from './BothWords.tsx'
import { FeelingField } from './FeelingField.tsx'

const types = ['reassuring', 'effortless', 'inspiring', 'fun', 'educational', 'personal', 'surprising'] as const

/** What a step or a phase should feel like: how good, of which kind, and in words. */
export function DesiredField(props: {
  desired: DesiredExperience | null
  onChange: (desired: DesiredExperience | null) => void
}) {
  const { desired, onChange } = props
  const { t } = useTranslation('mapping')
  const own = useTranslation('inspector').t
  const { may } = useEditing()
  return (
    <section className={styles.box}>
      <h3>{t('inspector.desired')}</h3>
      {desired ? (
        <>
          <FeelingField value={desired.valence} disabled={!may} onKeep={valence => onChange({ ...desired, valence })} />
          <Fresh of={desired.type ?? ''}>
            <Autocomplete
              size="sm"
              disabled={!may}
              label={t('inspector.desiredType')}
              data={types.map(type => own(`desiredTypes.${type}`))}
              defaultValue={desired.type ?? ''}
              onOptionSubmit={type => type !== desired.type && onChange({ ...desired, type })}
              onBlur={event => {
                const type = event.currentTarget.value.trim() || null
                if (type !== desired.type) onChange({ ...desired, type })
              }}
            />
          </Fresh>
          <BothWords value={desired.statement} onKeep={statement => onChange({ ...desired, statement })} />
          {may && (
            <Button variant="subtle" color="gray" size="xs" onClick={() => onChange(null)}>
              {t('inspector.withdraw')}
            </Button>
          )}
        </>
      ) : (
        may && (
          <Button variant="default" size="xs" onClick={() => onChange({ valence: 0.5, type: null, statement: null })}>
            {t('inspector.desire')}
          </Button>
        )
      )}
    </section>
  )
}
