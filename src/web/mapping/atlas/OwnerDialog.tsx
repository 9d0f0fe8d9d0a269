import { Autocomplete, Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AtlasJourney } from '../../../contract/atlas.ts'
import { Dialog } from '../../kit/Dialog.tsx'
import { useLabels } from '../../kit/label.ts'
import { Refused } from '../../kit/Refused.tsx'
import styles from './atlas.module.css'
import { usePeople, usePlaceJourney } from './data.ts'

/** Who answers for a journey: a member, who is told when its map is late, or anybody by name. */
export function OwnerDialog({ told, close }: { told: AtlasJourney; close: () => void }) {
  const { t } = useTranslation('atlas')
  const { say } = useLabels()
  const { journey } = told
  const people = usePeople().data?.people ?? []
  const [name, setName] = useState(told.owner ?? '')
  const placing = usePlaceJourney()
  return (
    <Dialog title={t('ownerDialog.title', { name: say(journey.name) })} close={close}>
      <form
        className={styles.fields}
        onSubmit={event => {
          event.preventDefault()
          const wanted = name.trim()
          const member = people.find(one => one.name === wanted)
          placing.mutate(
            {
              journey: journey.id,
              set: { owner: wanted === '' ? null : (member?.id ?? wanted) },
              before: { owner: journey.owner },
            },
            { onSuccess: close },
          )
        }}
      >
        <Autocomplete
          label={t('ownerDialog.label')}
          description={t('ownerDialog.hint')}
          value={name}
          onChange={setName}
          maxLength={120}
          data={[...new Set(people.map(one => one.name))]}
        />
        <Refused error={placing.error} />
        <div className={styles.end}>
          <Button type="submit" loading={placing.isPending}>
            {t('ownerDialog.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
