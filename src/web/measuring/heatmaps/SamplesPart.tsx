import { NativeSelect } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { Refused } from '../../kit/Refused.tsx'
import { Part } from '../../settings/Part.tsx'
import { useSampleKeeping } from './data.ts'

const lengths = [30, 90, 180, 396, 761]

/** How long the samples of pages are kept. */
export function SamplesPart() {
  const { t } = useTranslation('heatmaps')
  const settings = useTranslation('settings').t
  const { kept, keep } = useSampleKeeping()
  if (!kept.data) return null
  const { days } = kept.data
  const told = [...new Set([...lengths, ...(days === null ? [] : [days])])].sort((a, b) => a - b)
  return (
    <Part title={t('keeping.title')} text={t('keeping.text')}>
      <NativeSelect
        label={t('keeping.label')}
        description={t('keeping.hint')}
        value={String(days ?? '')}
        disabled={keep.isPending}
        data={[
          { value: '', label: t('keeping.always') },
          ...told.map(n => ({ value: String(n), label: t('keeping.days', { count: n }) })),
        ]}
        onChange={event => {
          const { value } = event.currentTarget
          keep.mutate(value === '' ? null : Number(value), {
            onSuccess: () => notifications.show({ message: settings('saved') }),
          })
        }}
      />
      <Refused error={keep.error} />
    </Part>
  )
}
