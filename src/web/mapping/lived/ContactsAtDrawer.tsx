import { NativeSelect } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type MapContactPart, mapContactParts } from '../../../contract/map-contacts.ts'
import { channelsThatSuit } from '../../../vocabulary/statistics/channel-fit.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { CustomerLink } from '../../measuring/contacts/CustomerLink.tsx'
import { useNames } from '../../measuring/contacts/use-names.ts'
import { useMapView } from '../../measuring/data.ts'
import { filtersBeyond } from '../../measuring/filters.ts'
import { type Column, ListFrame } from '../../measuring/lists/ListFrame.tsx'
import { channelName } from '../channel-name.ts'
import { useMapPlace } from '../map-place.ts'
import { amountOf, isOfVisits, partsBeside } from './contact-parts.ts'
import { useContactsAt } from './data.ts'
import styles from './lived.module.css'
import { useLivedLayer } from './lived-layer.ts'
import { tellsReasons } from './use-contact-words.ts'

/** The contacts behind a figure of a touchpoint, by the question that counted them. Which is open stands in the address. */
export function ContactsAtDrawer(props: {
  map: string
  /** The touchpoint whose numbers are opened, where the address names no placement. */
  of?: string
}) {
  const { t } = useTranslation('lived')
  const { say } = useLabels()
  const figures = useFigures()
  const workspace = useWorkspaceKey()
  const { reasonName } = useNames()
  const { view, show } = useMapView()
  const { steps, touchpoints, whole } = useMapPlace()
  const { contacts, contactDays: days } = useLivedLayer()
  const placement = steps.flatMap(step => step.placements).find(one => one.id === view.touchpoint)
  const touchpoint = placement?.touchpoint ?? props.of
  const part = mapContactParts.find(one => one === view.list)
  // The words name the days, which the layer says.
  const opened = touchpoint && part && days > 0 ? { touchpoint, part } : undefined
  const list = useContactsAt(props.map, opened)
  const here = contacts.get(touchpoint ?? '')
  const wordOf = (one: MapContactPart) => t(`contacts.parts.${one}`, { days })
  const amount = (one: MapContactPart) => {
    const told = amountOf(here, one)
    return told === undefined
      ? wordOf(one)
      : figures.pair(wordOf(one), told === null ? t('waitHidden') : figures.whole(told))
  }
  const named = (code: string) => channelName(code, whole.library.channels, figures.language)
  const { complexity, urgency } = touchpoints.get(touchpoint ?? '') ?? {}
  const suiting = channelsThatSuit(complexity, urgency)
  type Row = (typeof list.rows)[number]
  const ofContact: readonly Column<Row>[] = [
    { label: t('contacts.event'), cell: row => row.name },
    { label: t('contacts.reason'), cell: row => reasonName(row.reason ?? '') },
    {
      label: t('contacts.next'),
      number: true,
      cell: row => {
        const next = part === 'forward' || (part !== 'forwardAny' && tellsReasons(here)) ? row.after : row.afterAny
        return next ? figures.lasting(Date.parse(next) - Date.parse(row.at)) : '–'
      },
    },
  ]
  return (
    <ListFrame
      opened={opened !== undefined}
      title={
        opened ? `${say(touchpoints.get(opened.touchpoint)?.name) || opened.touchpoint} · ${wordOf(opened.part)}` : ''
      }
      close={() => show({ list: undefined })}
      list={list}
      above={
        opened && (
          <div className={styles.parts}>
            <NativeSelect
              size="xs"
              aria-label={t('contacts.part')}
              value={opened.part}
              data={partsBeside(opened.part, tellsReasons(here)).map(value => ({ value, label: amount(value) }))}
              onChange={event => show({ list: event.currentTarget.value })}
            />
            <Link
              to="/w/$workspace/contacts"
              params={{ workspace }}
              search={{ ...filtersBeyond(view), ...(isOfVisits(opened.part) ? { ask: 'channels' } : {}) } as never}
            >
              {t('contacts.whole')}
            </Link>
          </div>
        )
      }
      counted={({ total }) =>
        total === 0 ? t('contacts.nobody') : t('contacts.counted', { count: total, n: figures.whole(total) })
      }
      hidden={t('contacts.tooFew')}
      definition={
        opened ? t(`contacts.partsSaid.${opened.part}`, { days, channels: (suiting ?? []).map(named).join(', ') }) : ''
      }
      columns={[
        { label: t('contacts.customer'), cell: row => <CustomerLink customer={row.customer} /> },
        { label: t('contacts.when'), cell: row => figures.moment(row.at) },
        {
          label: t('contacts.channel'),
          cell: row => named(row.channel),
        },
        ...(part && !isOfVisits(part) ? ofContact : []),
      ]}
    />
  )
}
