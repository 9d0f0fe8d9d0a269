import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CrossedAnswers, type Crossing, crossings, listCrossed } from '../../../contract/measuring-crossing.ts'
import { channels, isChannel } from '../../../vocabulary/channel.ts'
import { useMay } from '../../admitting/data.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { Trouble } from '../../kit/Trouble.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import { CustomerLink } from '../../measuring/contacts/CustomerLink.tsx'
import { ListFrame } from '../../measuring/lists/ListFrame.tsx'
import { useAskedList } from '../../measuring/lists/use-asked-list.ts'
import { useCrossing, useMapNames } from './data.ts'
import { GroupTable } from './GroupTable.tsx'
import styles from './results.module.css'
import { chosenOf, chosenWith, instantOfDay, useResultsView } from './results-view.ts'

/** The score by the journey that whoever answered had lived until then. */
export function CrossingPart({ survey, question }: { survey: string; question: string }) {
  const { t } = useTranslation('surveyResults')
  const { say } = useLabels()
  const { view, show } = useResultsView()
  const maps = useMapNames()
  const map = maps.find(({ id }) => id === view.map)?.id ?? maps[0]?.id
  if (map === undefined) return <p className={styles.note}>{t('crossing.noMap')}</p>
  return (
    <>
      <div className={styles.controls}>
        <NativeSelect
          size="xs"
          label={t('crossing.map')}
          value={map}
          data={maps.map(({ id, name }) => ({ value: id, label: say(name) }))}
          onChange={change => show({ map: change.currentTarget.value, first: undefined, second: undefined })}
        />
        <NativeSelect
          size="xs"
          label={t('crossing.by')}
          value={view.cross}
          data={crossings.map(value => ({ value, label: t(`crossing.${value}`) }))}
          onChange={change => show({ cross: change.currentTarget.value, first: undefined, second: undefined })}
        />
      </div>
      <Crossed survey={survey} question={question} map={map} by={view.cross} />
    </>
  )
}

function Crossed({ survey, question, map, by }: { survey: string; question: string; map: string; by: Crossing }) {
  const { t } = useTranslation('surveyResults')
  const figures = useFigures()
  const { say } = useLabels()
  const may = useMay()
  const { view, show } = useResultsView()
  const [opened, setOpened] = useState<string>()
  const [first, second] = chosenOf(view)
  const asked = { survey, question, by, from: instantOfDay(view.from), to: instantOfDay(view.to) }
  const { data, error, refetch } = useCrossing(map, { ...asked, first, second })
  const list = useAskedList(
    listCrossed,
    opened === undefined ? undefined : { params: { map }, query: { ...asked, key: opened } },
  )
  if (error && !data) return <Trouble error={error} retry={() => void refetch()} />
  if (!data) return <Waiting />
  const titleOf = ({ key, names, seconds, hidden }: CrossedAnswers['groups'][number]) => {
    if (by === 'channel') return isChannel(key) ? channels[key][figures.language] : key
    if (by !== 'duration') return names.map(name => say(name)).join(' → ')
    if (hidden || !seconds) return t('crossing.someLength')
    const [low, high] = seconds.map(one => figures.lasting(one * 1000))
    return low === high ? low! : `${low} – ${high}`
  }
  const { scale } = data
  if (!scale) return <p className={styles.note}>{t('crossing.none')}</p>
  // Lengths from the shortest on; what may not be told stands last.
  const length = ({ seconds }: CrossedAnswers['groups'][number]) => seconds?.[0] ?? Number.POSITIVE_INFINITY
  const ordered = by === 'duration' ? data.groups.toSorted((a, b) => length(a) - length(b)) : data.groups
  const groups = ordered.map(group => ({ ...group, scale, title: titleOf(group) }))
  return (
    <>
      <GroupTable
        {...data}
        name={`by-${by}`}
        label={t(`crossing.${by}`)}
        groups={groups}
        isChosen
        chosen={chosenOf(view)}
        choose={key => show(chosenWith(view, key))}
        left={t('crossing.toldOf', { told: figures.whole(data.told), all: figures.whole(data.all) })}
        open={may('customer.read') ? setOpened : undefined}
      />
      <p className={styles.note}>
        {t(by === 'touchpoint' || by === 'channel' ? 'crossing.several' : 'crossing.until')}
      </p>
      <ListFrame
        opened={opened !== undefined}
        title={groups.find(({ key }) => key === opened)?.title ?? ''}
        close={() => setOpened(undefined)}
        list={list}
        counted={({ total }) => t('crossing.counted', { count: total, n: figures.whole(total) })}
        hidden={t('crossing.hidden')}
        columns={[
          { label: t('crossing.customer'), cell: row => <CustomerLink customer={row.customer} /> },
          { label: t('score'), number: true, cell: row => figures.whole(row.answer) },
          { label: t('crossing.answered'), cell: row => figures.moment(row.answeredAt) },
          { label: t('crossing.began'), cell: row => figures.moment(row.started) },
          { label: t('crossing.steps'), number: true, cell: row => figures.whole(row.activities.length) },
        ]}
      />
    </>
  )
}
