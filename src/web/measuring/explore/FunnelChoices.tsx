import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { secondsOfDuration } from '../../../vocabulary/duration.ts'
import { useFigures } from '../../kit/figures.ts'
import { useCohorts, useMapView } from '../data.ts'
import styles from './funnel.module.css'
import { funnelModes } from './view.ts'

const windows = ['PT30M', 'PT1H', 'P1D', 'P3D', 'P7D', 'P14D', 'P30D', 'P90D']

/** What a funnel is asked with: how long, in which order, counted and told apart by what. */
export function FunnelChoices() {
  const { t } = useTranslation('explore')
  const figures = useFigures()
  const { view, show } = useMapView()
  const cohorts = useCohorts(true)
  const traits = [...new Set(cohorts.data?.cohorts.map(one => one.trait))]
  const windowsWith = (chosen: string | undefined) => [
    { value: '', label: t('funnel.noLimit') },
    ...[...new Set(chosen ? [...windows, chosen] : windows)].map(value => {
      const seconds = secondsOfDuration(value)
      return { value, label: seconds === undefined ? value : figures.lasting(seconds * 1000) }
    }),
  ]
  return (
    <div className={styles.choices}>
      <NativeSelect
        size="xs"
        label={t('funnel.within')}
        value={view.within ?? ''}
        data={windowsWith(view.within)}
        onChange={event => show({ within: event.currentTarget.value || undefined })}
      />
      <NativeSelect
        size="xs"
        label={t('funnel.stepWithin')}
        value={view.stepWithin ?? ''}
        data={windowsWith(view.stepWithin)}
        onChange={event => show({ stepWithin: event.currentTarget.value || undefined })}
      />
      <NativeSelect
        size="xs"
        label={t('funnel.mode')}
        value={view.ordering ?? 'ordered'}
        data={funnelModes.map(value => ({ value, label: t(`funnel.modes.${value}`) }))}
        onChange={event =>
          show({ ordering: funnelModes.find(one => one === event.currentTarget.value && one !== 'ordered') })
        }
      />
      <NativeSelect
        size="xs"
        label={t('funnel.by')}
        value={view.counted ?? 'customer'}
        data={[
          { value: 'customer', label: t('funnel.customers') },
          { value: 'case', label: t('funnel.cases') },
        ]}
        onChange={event => show({ counted: event.currentTarget.value === 'case' ? 'case' : undefined })}
      />
      {/* Where nobody has a trait there is nothing to tell apart by. */}
      {(traits.length > 0 || view.trait !== undefined) && (
        <NativeSelect
          size="xs"
          label={t('funnel.trait')}
          value={view.trait ?? ''}
          data={[
            { value: '', label: t('funnel.noTrait') },
            ...[...new Set(view.trait ? [...traits, view.trait] : traits)].map(one => ({ value: one, label: one })),
          ]}
          onChange={event => show({ trait: event.currentTarget.value || undefined })}
        />
      )}
    </div>
  )
}
