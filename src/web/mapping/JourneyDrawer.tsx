import { Button, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { secondsOfDuration } from '../../vocabulary/duration.ts'
import { useLabels } from '../kit/label.ts'
import { Refused } from '../kit/Refused.tsx'
import { SideDrawer } from '../kit/SideDrawer.tsx'
import { useSetJourney } from './data.ts'
import { useEditing } from './editing.ts'
import styles from './inspector.module.css'
import { useMapPlace } from './map-place.ts'

/** What the journey is called, and what one case of it is. */
export function JourneyDrawer({ close }: { close: () => void }) {
  const { t } = useTranslation('mapping')
  const { say, write } = useLabels()
  const { whole } = useMapPlace()
  const { may } = useEditing()
  const { journey } = whole
  const saving = useSetJourney(journey.id)
  return (
    <SideDrawer title={t('journey.title')} close={close} width={460}>
      <form
        className={styles.fields}
        onSubmit={event => {
          event.preventDefault()
          const said = new FormData(event.currentTarget)
          const text = (field: string) => String(said.get(field) ?? '').trim()
          const abandonAfter = text('abandonAfter').toUpperCase()
          saving.mutate(
            {
              set: {
                name: write(journey.name, text('name')),
                caseRule: {
                  ...journey.caseRule,
                  correlationKey: text('key') || null,
                  abandonAfter:
                    secondsOfDuration(abandonAfter) === undefined ? journey.caseRule.abandonAfter : abandonAfter,
                },
              },
              before: { name: journey.name, caseRule: journey.caseRule },
            },
            { onSuccess: close },
          )
        }}
      >
        <TextInput
          name="name"
          label={t('journey.name')}
          defaultValue={say(journey.name)}
          required
          withAsterisk={false}
          disabled={!may}
        />
        <h3 className={styles.heading}>{t('journey.caseTitle')}</h3>
        <p className={styles.note}>{t('journey.caseText')}</p>
        <TextInput
          name="key"
          label={t('journey.key')}
          description={t('journey.keyHint')}
          defaultValue={journey.caseRule.correlationKey ?? ''}
          disabled={!may}
        />
        <TextInput
          name="abandonAfter"
          label={t('journey.abandonAfter')}
          description={t('journey.abandonHint')}
          defaultValue={journey.caseRule.abandonAfter}
          disabled={!may}
        />
        <Refused error={saving.error} />
        {may && (
          <Button type="submit" loading={saving.isPending}>
            {t('journey.save')}
          </Button>
        )}
      </form>
    </SideDrawer>
  )
}
