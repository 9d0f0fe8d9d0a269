import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TimelineEvent } from '../../contract/collecting.ts'
import { shadeOf } from '../charts/feeling.ts'
import { useFigures } from '../kit/figures.ts'
import { channelName } from '../mapping/channel-name.ts'
import styles from './customer.module.css'

/** The same events as the timeline, read downwards: the newest first. */
export function EventList(props: {
  events: readonly TimelineEvent[]
  selected: TimelineEvent | undefined
  onSelect: (event: TimelineEvent) => void
  more: (() => void) | undefined
}) {
  const { t } = useTranslation('collecting')
  const figures = useFigures()
  return (
    <>
      <table className={styles.events}>
        <thead>
          <tr>
            <th scope="col">{t('customer.when')}</th>
            <th scope="col">{t('customer.what')}</th>
            <th scope="col">{t('customer.where')}</th>
            <th scope="col">{t('customer.how')}</th>
          </tr>
        </thead>
        <tbody>
          {props.events.map(event => (
            <tr key={event.id} data-selected={props.selected?.id === event.id || undefined}>
              <td>{figures.moment(event.at)}</td>
              <td>
                <button
                  type="button"
                  aria-pressed={props.selected?.id === event.id}
                  dir="auto"
                  onClick={() => props.onSelect(event)}
                >
                  {event.name || event.kind}
                </button>
              </td>
              <td>{channelName(event.channel, [], figures.language)}</td>
              <td data-feeling={event.score === null ? undefined : shadeOf(event.score)}>
                {event.score === null ? '' : figures.feeling(event.score)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {props.more && (
        <Button variant="default" m="md" onClick={props.more}>
          {t('customer.more')}
        </Button>
      )}
    </>
  )
}
