import { Button, Select } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { editMap } from '../../../contract/mapping.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { call } from '../../client.ts'
import { Dialog } from '../../kit/Dialog.tsx'
import { useLabels } from '../../kit/label.ts'
import { Refused } from '../../kit/Refused.tsx'
import { mapsOf, wholeMapOf } from '../data.ts'
import { useMapPlace } from '../map-place.ts'
import styles from './bars.module.css'
import { laneInto } from './lane-into.ts'

/** Copies a lane with its words into another map, step by step as far as the steps are the same. */
export function CopyLaneQuestion({ lane: id, close }: { lane: string; close: () => void }) {
  const { t } = useTranslation('grid')
  const m = useTranslation('mapping').t
  const { say } = useLabels()
  const workspace = useWorkspaceKey()
  const { map } = useMapPlace()
  const maps = useQuery(mapsOf(workspace))
  const [chosen, setChosen] = useState<string | null>(null)
  const target = useQuery({ ...wholeMapOf(workspace, chosen ?? ''), enabled: chosen !== null })
  const lane = map.lanes.find(one => one.id === id)
  const plan = lane && target.data ? laneInto(map, lane, target.data.map) : undefined
  const copying = useMutation({
    mutationFn: () =>
      call(editMap, {
        params: { workspace, map: chosen! },
        body: { revision: target.data!.revision, edits: [{ op: 'batch', edits: [...plan!.edits] }] },
      }),
    onSuccess: () => {
      notifications.show({ message: t('copyLane.done') })
      close()
    },
  })
  if (!lane) return null
  return (
    <Dialog title={t('copyLane.title', { name: say(lane.name) || m(`lanes.${lane.type}`) })} close={close}>
      <div className={styles.question}>
        <Select
          searchable
          data-autofocus
          label={t('copyLane.map')}
          data={(maps.data ?? []).filter(one => one.id !== map.id).map(one => ({ value: one.id, label: one.name }))}
          value={chosen}
          onChange={setChosen}
        />
        {plan && <p>{t('copyLane.found', { count: plan.placed, all: plan.all })}</p>}
        <Refused error={copying.error} />
        <div className={styles.buttons}>
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button disabled={!plan} loading={copying.isPending} onClick={() => copying.mutate()}>
            {t('copyLane.do')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
