import { MultiSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Placement } from '../../../vocabulary/touchpoint.ts'
import { useLabels } from '../../kit/label.ts'
import { useLibrary } from '../data.ts'
import { useEditing } from '../editing.ts'
import { useMapPlace } from '../map-place.ts'

/** The metrics followed at a placement. One added here is taken as a sign that warns early. */
export function MetricsField({ placement }: { placement: Placement }) {
  const { t } = useTranslation('mapping')
  const { say } = useLabels()
  const { metrics } = useMapPlace()
  const { may, edit } = useEditing()
  const known = new Map([...metrics, ...(useLibrary().data?.library.metrics ?? []).map(one => [one.id, one] as const)])
  return (
    <MultiSelect
      size="sm"
      searchable
      label={t('inspector.metrics')}
      disabled={!may}
      value={placement.metrics.map(one => one.metric)}
      data={[...known.values()].map(one => ({ value: one.id, label: say(one.name) }))}
      onChange={ids =>
        void edit({
          op: 'setPlacement',
          placement: placement.id,
          set: {
            metrics: ids.map(
              id =>
                placement.metrics.find(one => one.metric === id) ?? {
                  metric: id,
                  role: 'leading',
                  lag: null,
                  validation: 'untested',
                },
            ),
          },
        })
      }
    />
  )
}
