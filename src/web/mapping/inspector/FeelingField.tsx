import { Slider } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFigures } from '../../kit/figures.ts'
import { Fresh } from '../live/Fresh.tsx'

/** How something feels, from −1 to +1. */
export function FeelingField(props: {
  value: number
  disabled: boolean
  label?: string
  onKeep: (value: number) => void
}) {
  const { value, disabled, label, onKeep } = props
  const { t } = useTranslation('mapping')
  const figures = useFigures()
  return (
    <Fresh of={value}>
      <Slider
        min={-1}
        max={1}
        step={0.1}
        startPointValue={0}
        size="sm"
        mb={18}
        disabled={disabled}
        defaultValue={value}
        label={at => figures.feeling(at)}
        thumbLabel={label ?? t('inspector.feeling')}
        thumbProps={{ 'aria-valuetext': t('inspector.valence', { value: figures.feeling(value) }) }}
        marks={[
          { value: -1, label: '−1' },
          { value: 0, label: '0' },
          { value: 1, label: '+1' },
        ]}
        onChangeEnd={onKeep}
      />
    </Fresh>
  )
}
