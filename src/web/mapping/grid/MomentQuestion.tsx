import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../kit/Dialog.tsx'
import { useLabels } from '../../kit/label.ts'
import { useMapPlace } from '../map-place.ts'
import styles from './bars.module.css'
import { useCommands } from './use-commands.ts'

/** Which touchpoint of a step decides, where it has several. */
export function MomentQuestion({ step, close }: { step: string; close: () => void }) {
  const { t } = useTranslation('grid')
  const { say } = useLabels()
  const { steps, touchpoints, moments } = useMapPlace()
  const commands = useCommands()
  const placements = steps.find(one => one.id === step)?.placements ?? []
  return (
    <Dialog title={t('moment.title')} close={close}>
      <div className={styles.question}>
        <p>{t('moment.text')}</p>
        {placements.map((placement, index) => (
          <Button
            key={placement.id}
            variant="default"
            justify="flex-start"
            {...(index === 0 ? { 'data-autofocus': true } : {})}
            leftSection={moments.has(placement.id) ? <span className={styles.gold}>◆</span> : <span>◇</span>}
            aria-pressed={moments.has(placement.id)}
            onClick={() => {
              close()
              commands.toggleMoment(placement)
            }}
          >
            {say(touchpoints.get(placement.touchpoint)?.name)}
          </Button>
        ))}
      </div>
    </Dialog>
  )
}
