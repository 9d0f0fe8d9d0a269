import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { Dialog } from '../../kit/Dialog.tsx'
import { useLabels } from '../../kit/label.ts'
import { Refused } from '../../kit/Refused.tsx'
import { useRemoveMap } from '../data.ts'
import styles from '../inspector.module.css'
import { useMapPlace } from '../map-place.ts'

/** Asks before a map goes. */
export function RemoveDialog({ close }: { close: () => void }) {
  const { t } = useTranslation('mapping')
  const kit = useTranslation('kit').t
  const { say } = useLabels()
  const navigate = useNavigate()
  const workspace = useWorkspaceKey()
  const { whole, map } = useMapPlace()
  const removing = useRemoveMap()
  return (
    <Dialog close={close} title={t('more.remove')}>
      <div className={styles.fields}>
        <p style={{ margin: 0 }}>{t('more.confirm', { name: say(map.name) || say(whole.journey.name) })}</p>
        <Refused error={removing.error} />
        <div className={styles.row}>
          <Button variant="default" onClick={close}>
            {kit('cancel')}
          </Button>
          <Button
            color="red"
            loading={removing.isPending}
            onClick={() =>
              removing.mutate(undefined, {
                onSuccess: async () => {
                  notifications.show({ message: t('more.removed') })
                  await navigate({ to: '/w/$workspace/maps', params: { workspace } })
                },
              })
            }
          >
            {t('menus.remove')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
