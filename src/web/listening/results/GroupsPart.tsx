import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { useFigures } from '../../kit/figures.ts'
import { Trouble } from '../../kit/Trouble.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import { CrossingPart } from './CrossingPart.tsx'
import { useGroups } from './data.ts'
import { GroupFields } from './GroupFields.tsx'
import { GroupTable } from './GroupTable.tsx'
import { QuestionChoice } from './QuestionChoice.tsx'
import styles from './results.module.css'
import { chosenOf, chosenWith, groupingsShown, instantOfDay, useResultsView } from './results-view.ts'
import { useGroupName } from './use-group-name.ts'

/** A score of one group beside another, and, of two that are chosen, whether they differ. */
export function GroupsPart({ survey }: { survey: string }) {
  const { t } = useTranslation('surveyResults')
  const { view, show } = useResultsView()
  const figures = useFigures()
  const nameOf = useGroupName()
  const { by, question, first, second, event, property } = view
  const isPeriod = by === 'period'
  const given = {
    question,
    event,
    property,
    first: isPeriod ? 'first' : first,
    second: isPeriod ? 'second' : second,
    from: instantOfDay(view.from),
    to: instantOfDay(view.to),
    otherFrom: isPeriod ? instantOfDay(view.otherFrom) : undefined,
    otherTo: isPeriod ? instantOfDay(view.otherTo) : undefined,
  }
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const { data, error, refetch } = useGroups(
    survey,
    by === 'journey' ? { by: 'version', ...(question ? { question } : {}) } : { by, ...said },
  )
  if (error && !data) return <Trouble error={error} retry={() => void refetch()} />
  if (!data) return <Waiting />
  if (data.question === null) return <EmptyState title={t('noScore')}>{t('noScoreText')}</EmptyState>
  return (
    <div className={styles.part}>
      <div className={styles.controls}>
        <QuestionChoice of={data} />
        <NativeSelect
          size="xs"
          label={t('by')}
          value={by}
          data={groupingsShown.map(value => ({ value, label: t(`groupings.${value}`) }))}
          onChange={change => show({ by: change.currentTarget.value, first: undefined, second: undefined })}
        />
        <GroupFields />
      </div>
      {by === 'journey' ? (
        <CrossingPart survey={survey} question={data.question} />
      ) : (
        <GroupTable
          {...data}
          name={`by-${by}`}
          label={t(`groupings.${by}`)}
          groups={data.groups.map(group => ({ ...group, title: nameOf(by, group) }))}
          isChosen={!isPeriod}
          chosen={isPeriod ? ['first', 'second'] : chosenOf(view)}
          choose={key => show(chosenWith(view, key))}
          left={t('toldOf', { told: figures.whole(data.told), all: figures.whole(data.all) })}
        />
      )}
    </div>
  )
}
