import { Button } from '@mantine/core'
import { IconListDetails } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { exportCases } from '../../../contract/exploring.ts'
import { useMay, useWorkspaceKey } from '../../admitting/data.ts'
import { addressOf } from '../../client.ts'
import { useMapView, useMeasureFilter } from '../data.ts'

/** The journeys that the filters keep, as an event log for other tools. */
export function TakeCases() {
  const { t } = useTranslation('caseFilters')
  const may = useMay()
  const workspace = useWorkspaceKey()
  const { view } = useMapView()
  const filter = useMeasureFilter()
  if (!may('event.export') || !filter) return null
  return (['xes', 'csv'] as const).map(format => (
    <Button
      key={format}
      component="a"
      href={addressOf(exportCases, {
        params: { workspace },
        query: { ...filter, ...(view.map ? { map: view.map } : {}), format },
      })}
      download
      variant="subtle"
      color="gray"
      size="compact-sm"
      leftSection={<IconListDetails size={15} aria-hidden />}
    >
      {t('takeCases', { format: format.toUpperCase() })}
    </Button>
  ))
}
