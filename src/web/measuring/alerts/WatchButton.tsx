import { Button } from '@mantine/core'
import { IconEye } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { WatchedMeasure } from '../../../contract/measuring-alerts.ts'
import { useMay } from '../../admitting/data.ts'
import { Refused } from '../../kit/Refused.tsx'
import { useWatches, useWatching } from './data.ts'

/** Watches the measure that is looked at, under the name it has here; one that is watched says so. */
export function WatchButton({ name, measure }: { name: string; measure: WatchedMeasure }) {
  const { t } = useTranslation('alerts')
  const may = useMay()('map.comment')
  const watches = useWatches()
  const { add } = useWatching()
  const same = (one: Readonly<Record<string, unknown>>) =>
    JSON.stringify(Object.entries(one).sort()) ===
    JSON.stringify(
      Object.entries(measure)
        .filter(([, value]) => value !== undefined)
        .sort(),
    )
  const watched = watches.data?.watches.some(one => same(one.measure)) ?? false
  if (!may) return null
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconEye size={15} stroke={1.7} aria-hidden />}
        disabled={watched}
        loading={add.isPending}
        title={t('watchedSaid')}
        onClick={() => add.mutate({ name, measure })}
      >
        {t(watched ? 'watched' : 'watch')}
      </Button>
      <Refused error={add.error} />
    </>
  )
}
