import { Autocomplete, TagsInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useCohorts } from '../../measuring/data.ts'
import type { PressureDraft } from './data.ts'
import styles from './inviting.module.css'
import { EventName } from './TriggerFields.tsx'

type OpenCase = PressureDraft['openCase']

/** What says that somebody looks after a complaint: between two events, or while the customer has a property. */
export function OpenCaseFields({ openCase, onChange }: { openCase: OpenCase; onChange: (openCase: OpenCase) => void }) {
  const { t } = useTranslation('inviting')
  const cohorts = useCohorts(true).data?.cohorts ?? []
  const { opens, closes, trait } = openCase
  return (
    <fieldset className={styles.fields}>
      <legend>{t('pressure.openCase')}</legend>
      <div className={styles.grid}>
        <EventName
          label={t('pressure.opens')}
          value={opens ?? ''}
          onChange={name => onChange({ ...openCase, opens: name || null })}
        />
        <EventName
          label={t('pressure.closes')}
          value={closes ?? ''}
          onChange={name => onChange({ ...openCase, closes: name || null })}
        />
        <Autocomplete
          label={t('pressure.trait')}
          maxLength={200}
          limit={50}
          value={trait?.name ?? ''}
          data={[...new Set(cohorts.map(one => one.trait))]}
          onChange={name =>
            onChange({ ...openCase, trait: name === '' ? null : { name, values: trait?.values ?? [] } })
          }
        />
        <TagsInput
          label={t('pressure.traitValues')}
          description={t('pressure.traitHint')}
          disabled={trait === null}
          maxTags={20}
          acceptValueOnBlur
          value={[...(trait?.values ?? [])]}
          data={cohorts.filter(one => one.trait === trait?.name).map(one => one.value)}
          onChange={values => trait && onChange({ ...openCase, trait: { ...trait, values } })}
        />
      </div>
    </fieldset>
  )
}
