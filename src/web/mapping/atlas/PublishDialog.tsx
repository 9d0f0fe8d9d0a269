import { Anchor, Button, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MapProblem } from '../../../vocabulary/map/map-problem.ts'
import { Refusal } from '../../client.ts'
import { Dialog } from '../../kit/Dialog.tsx'
import { useFigures } from '../../kit/figures.ts'
import { Refused } from '../../kit/Refused.tsx'
import { useMapView } from '../../measuring/data.ts'
import { usePublish } from '../data.ts'
import styles from '../inspector.module.css'
import { useMapPlace } from '../map-place.ts'

/** Publishing: what stands in the way, each a step away, then a note and the version. */
export function PublishDialog({ close }: { close: () => void }) {
  const { t } = useTranslation('mapping')
  const { whole } = useMapPlace()
  const [note, setNote] = useState('')
  const publishing = usePublish()
  // What only the server can judge is told by its refusal.
  const refusal = publishing.error instanceof Refusal ? publishing.error.details.problems : undefined
  const refused = Array.isArray(refusal) ? (refusal as MapProblem[]) : []
  const known = new Set(whole.problems.map(one => one.en))
  const errors = [...whole.problems.filter(one => one.weight === 'error'), ...refused.filter(one => !known.has(one.en))]
  const warnings = whole.problems.filter(one => one.weight === 'warning')
  return (
    <Dialog close={close} title={t('publish.title')} wide>
      <div className={styles.fields}>
        <p className={styles.note}>{t('publish.text')}</p>
        {errors.length > 0 && <Problems title={t('publish.blocked')} list={errors} close={close} />}
        {warnings.length > 0 && <Problems title={t('publish.advised')} list={warnings} close={close} />}
        <Textarea
          label={t('publish.note')}
          autosize
          minRows={2}
          maxLength={2000}
          value={note}
          onChange={event => setNote(event.currentTarget.value)}
        />
        <Refused error={publishing.error} />
        <Button
          disabled={whole.problems.some(one => one.weight === 'error')}
          loading={publishing.isPending}
          onClick={() =>
            publishing.mutate(
              { revision: whole.revision, note },
              {
                onSuccess: version => {
                  notifications.show({ message: t('publish.done', { number: version.number }) })
                  close()
                },
              },
            )
          }
        >
          {t('publish.do')}
        </Button>
      </div>
    </Dialog>
  )
}

function Problems({ title, list, close }: { title: string; list: readonly MapProblem[]; close: () => void }) {
  const { t } = useTranslation('mapping')
  const { language } = useFigures()
  const { show } = useMapView()
  const goTo = (one: MapProblem, place: MapProblem['at'][number]) => {
    close()
    const nowhere = { touchpoint: undefined, step: undefined, phase: undefined, lane: undefined }
    if (place.kind === 'placement') {
      show({ ...nowhere, touchpoint: place.id, tab: one.code.includes('accountable') ? 'owners' : 'content' })
    } else show({ ...nowhere, [place.kind]: place.id })
    putCursorThere()
  }
  return (
    <section className={styles.box}>
      <h3>{title}</h3>
      <ul className={styles.list} style={{ maxHeight: 220, overflowY: 'auto' }}>
        {list.map((one, index) => {
          const place = placeToShow(one)
          return (
            // Two problems may be of one code at one place.
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is only read.
            <li key={index} className={styles.row}>
              <span>{one[language]}</span>
              {place && (
                <Anchor component="button" type="button" size="sm" onClick={() => goTo(one, place)}>
                  {t('publish.goTo')}
                </Anchor>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** The nearest element of a problem that can be selected. */
function placeToShow({ at }: MapProblem): MapProblem['at'][number] | undefined {
  return (['placement', 'step', 'phase'] as const)
    .map(kind => at.find(one => one.kind === kind))
    .find(one => one !== undefined)
}

/** What is to be mended is written beside the map: the cursor goes to its first field, once it is drawn. */
function putCursorThere(tries = 20): void {
  setTimeout(() => {
    const fields = document.querySelectorAll<HTMLElement>('aside :is(input, textarea):not(:disabled)')
    // Tabs that are not shown keep their fields.
    const field = [...fields].find(one => one.checkVisibility())
    if (field) field.focus()
    else if (tries > 0) putCursorThere(tries - 1)
    // The dialog gives the focus back to where it was opened from as it closes: this comes after.
  }, 120)
}
