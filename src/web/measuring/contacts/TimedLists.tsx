import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DurationsAnswer } from '../../../contract/measuring-durations.ts'
import { CasesFrame } from '../explore/CasesDrawer.tsx'
import { useListedTimes } from './data.ts'

/** The journeys behind the durations: those that are over, and those still open. */
export function TimedLists({ told, name }: { told: DurationsAnswer; name: (activity: string) => string }) {
  const { t } = useTranslation('lists')
  const [state, setState] = useState<'closed' | 'open'>()
  const list = useListedTimes(state && { state })
  return (
    <div>
      {(['closed', 'open'] as const)
        .filter(one => (told[one].journeys ?? 0) > 0)
        .map(one => (
          <Button key={one} size="compact-sm" variant="default" mr={8} onClick={() => setState(one)}>
            {t(`timed.${one}`)}
          </Button>
        ))}
      <CasesFrame
        opened={state !== undefined}
        title={state ? t(`timed.${state}`) : ''}
        close={() => setState(undefined)}
        list={list}
        name={name}
      />
    </div>
  )
}
