import { Anchor, Button, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MapProblem } from '../../../vocabulary/map-problem.ts'
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
  const errors = whole.problems.filter(one => one.weight === 'error')
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
          disabled={errors.length > 0}
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
  return (
    <section className={styles.box}>
      <h3>{title}</h3>
      <ul className={styles.list} style={{ maxHeight: 220, overflowY: 'auto' }}>
        {list.map((one, index) => {
          const place = one.at.find(at => at.kind === 'placement') ?? one.at.find(at => at.kind === 'step')
          return (
            // Two problems may be of one code at one place.
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is only read.
            <li key={index} className={styles.row}>
              <span>{one[language]}</span>
              {place && (
                <Anchor
                  component="button"
                  type="button"
                  size="sm"
                  onClick={() => {
                    close()
                    show(
                      place.kind === 'placement'
                        ? {
                            touchpoint: place.id,
                            step: undefined,
                            tab: one.code.includes('accountable') ? 'owners' : 'content',
                          }
                        : { step: place.id, touchpoint: undefined },
                    )
                  }}
                >
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
