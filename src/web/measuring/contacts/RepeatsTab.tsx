import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ContactsAnswer } from '../../../contract/measuring-contacts.ts'
import { useFigures } from '../../kit/figures.ts'
import { Comparison } from '../compare/Comparison.tsx'
import { useContactRates } from '../compare/use-rates.ts'
import explore from '../explore/explore.module.css'
import { Panel } from '../explore/Panel.tsx'
import { isNarrowed } from '../filters.ts'
import { ContactsDrawer } from './ContactsDrawer.tsx'
import styles from './contacts.module.css'
import { Definition } from './Definition.tsx'
import { useContacts, useContactsView } from './data.ts'
import { RateFigure } from './RateFigure.tsx'
import { RepeatMatrix } from './RepeatMatrix.tsx'
import { RepeatTable } from './RepeatTable.tsx'
import { useNames } from './use-names.ts'
import { windows } from './view.ts'

/** Contacts that come again, and what one contact settles. */
export function RepeatsTab() {
  const { t } = useTranslation('contacts')
  const { view, show } = useContactsView()
  const { reasonName, channelName } = useNames()
  const contacts = useContacts()
  const { ofContacts } = useContactRates()
  const usual = windows.find(one => one === contacts.data?.definition.days) ?? 7
  const days = view.days ?? usual
  return (
    <>
      <Panel
        answer={contacts}
        isEmpty={() => false}
        controls={
          <SegmentedControl
            size="xs"
            aria-label={t('days')}
            value={String(days)}
            data={windows.map(value => ({ value: String(value), label: t('withinDays', { days: value }) }))}
            onChange={value => show({ days: windows.find(one => String(one) === value && one !== usual) })}
          />
        }
        table={told => ({
          name: 'contacts',
          rows: [
            [
              t('reason'),
              t('channel'),
              t('contacts'),
              t('back'),
              t('forward'),
              t('firstContact'),
              t('onceAndDone'),
              t('perNeed'),
            ],
            ...told.cells.map(cell => row([reasonName(cell.reason), channelName(cell.channel)], cell, days)),
            ...told.byReason.map(one =>
              row([one.others ? t('rareReasons', { count: one.others }) : reasonName(one.reason), t('all')], one, days),
            ),
            ...told.byChannel.map(one => row([t('all'), channelName(one.channel)], one, days)),
            row([t('all'), t('all')], told, days),
          ],
        })}
      >
        {told => (
          <>
            <Comparison
              now={told}
              useOther={useContacts}
              asked={undefined}
              figuresOf={each => ofContacts(each, days)}
            />
            <Told told={told} days={days} />
          </>
        )}
      </Panel>
      <ContactsDrawer days={days} />
    </>
  )
}

type Part = Pick<ContactsAnswer, 'contacts'> & {
  readonly windows: readonly Omit<ContactsAnswer['windows'][number], 'backAtMost' | 'forwardAtMost' | 'tooRecent'>[]
}

function row(names: readonly string[], part: Part, days: number) {
  const window = part.windows.find(one => one.days === days)
  return [
    ...names,
    part.contacts,
    window?.back?.value,
    window?.forward?.value,
    window?.firstContact?.value,
    window?.onceAndDone?.value,
    window?.contactsPerNeed,
  ]
}

function Told({ told, days }: { told: ContactsAnswer; days: number }) {
  const { t } = useTranslation('contacts')
  const figures = useFigures()
  const { view, show } = useContactsView()
  const window = told.windows.find(one => one.days === days)!
  if (told.contacts === 0)
    return (
      <>
        <p className={styles.sentence}>{t(isNarrowed(view) ? 'noneLeft' : 'none')}</p>
        <Definition told={told.definition} />
      </>
    )
  if (told.contacts === null) return <p className={styles.sentence}>{t('tooFew')}</p>
  const { forward, firstContact, onceAndDone, gap, contactsPerNeed, forwardAtMost } = window
  const open = (behind: string) => () => show({ behind, ofReason: undefined, ofChannel: undefined })
  const counted = told.definition.ofWorkspace
    ? ` ${t('definition.hover', {
        events:
          told.definition.events
            .map(one => one.name)
            .slice(0, 6)
            .join(', ') || '–',
      })}`
    : ''
  const unknown = told.withReason === null ? 0 : told.contacts - told.withReason
  return (
    <>
      <p className={styles.sentence}>
        {t('summary', { contacts: figures.whole(told.contacts), customers: figures.whole(told.customers ?? 0) })}{' '}
        {forward &&
          t('summaryForward', {
            days,
            hundred: Math.round(forward.value * 100),
            value: figures.share(forward.value),
          })}{' '}
        {gap !== null &&
          firstContact &&
          onceAndDone &&
          (gap >= 0.02
            ? t('summaryGap', {
                first: figures.share(firstContact.value),
                once: figures.share(onceAndDone.value),
                points: figures.fine(gap * 100),
              })
            : t('summaryNoGap'))}
      </p>
      <div className={styles.figures}>
        <RateFigure
          name={t('forward')}
          definition={`${t('definitions.forward', { days })}${counted}`}
          rate={forward}
          said={t('said.forward', { days })}
          open={open('forward')}
        />
        <RateFigure
          name={t('back')}
          definition={`${t('definitions.back', { days })}${counted}`}
          rate={window.back}
          said={t('said.back', { days })}
          open={open('back')}
        />
        <RateFigure
          name={t('firstContact')}
          definition={`${t('definitions.firstContact', { days })}${counted}`}
          rate={firstContact}
          said={t('said.firstContact')}
          open={open('eligible')}
        />
        <RateFigure
          name={t('onceAndDone')}
          definition={`${t('definitions.onceAndDone', { days })}${counted}`}
          rate={onceAndDone}
          said={
            contactsPerNeed === null ? t('said.once') : t('said.onceAndDone', { amount: figures.fine(contactsPerNeed) })
          }
          open={open('once')}
        />
      </div>
      {(unknown > 0 || (window.tooRecent ?? 0) > 0) && (
        <p className={explore.note}>
          {unknown > 0 &&
            (told.withReason === 0
              ? t('noReason', { value: forwardAtMost ? figures.share(forwardAtMost.value) : '–', days })
              : t('someReason', {
                  unknown: figures.whole(unknown),
                  value: forwardAtMost ? figures.share(forwardAtMost.value) : '–',
                }))}{' '}
          {(window.tooRecent ?? 0) > 0 &&
            t('tooRecent', { count: window.tooRecent!, amount: figures.whole(window.tooRecent!), days })}
        </p>
      )}
      <RepeatTable of="reason" rows={told.byReason.map(one => ({ ...one, key: one.reason }))} days={days} />
      <RepeatTable
        of="channel"
        rows={told.byChannel.map(one => ({ ...one, key: one.channel, others: 0 }))}
        days={days}
      />
      <RepeatMatrix told={told} days={days} />
      <Definition told={told.definition} />
    </>
  )
}
