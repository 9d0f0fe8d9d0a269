import { Checkbox, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { askMoments } from '../../../contract/measuring-moments.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { mapsOf, wholeMapOf } from '../../mapping/data.ts'
import { DraftButton } from '../../mapping/start/DraftButton.tsx'
import { Comparison } from '../compare/Comparison.tsx'
import { useExplainFigures } from '../compare/use-explain-figures.ts'
import { useGraph, useMeasureFilter } from '../data.ts'
import { useAnswer, useExplainView } from '../explain/data.ts'
import { Meaning } from '../explain/Meaning.tsx'
import { NoAnswers } from '../explain/NoAnswers.tsx'
import { ActivityPicker } from '../explore/ActivityPicker.tsx'
import type { Activities } from '../explore/activities.ts'
import { Panel } from '../explore/Panel.tsx'
import { useTaken } from '../taken/use-taken.ts'
import { MomentTable } from './MomentTable.tsx'

const spans = ['P7D', 'P14D', 'P30D', 'P60D', 'P90D'] as const

type Asked = {
  readonly own: {
    readonly outcome?: string | undefined
    readonly within?: string | undefined
    readonly without?: 'true'
  }
  readonly map: string | undefined
}
const useMoments = ({ own, map }: Asked) => useAnswer(askMoments, own, { onMap: map, enabled: map !== undefined })

/** Which touchpoints decide what customers do next. */
export function MomentsTab({ activities }: { activities: Activities }) {
  const { t } = useTranslation('explain')
  const taken = useTaken()
  const figures = useFigures()
  const { say } = useLabels()
  const workspace = useWorkspaceKey()
  const { view, show } = useExplainView()
  const maps = useQuery(mapsOf(workspace))
  const filter = useMeasureFilter()
  const map = view.map ?? maps.data?.[0]?.id
  const whole = useQuery({ ...wholeMapOf(workspace, map ?? ''), enabled: map !== undefined, staleTime: 20_000 })
  // What follows may be any event, whatever map is open.
  const events = useGraph(undefined)
  const asked = {
    own: { outcome: view.outcome, within: view.within, ...(view.not ? { without: 'true' as const } : {}) },
    map,
  }
  const moments = useMoments(asked)
  const names = new Map(whole.data?.library.touchpoints.map(one => [one.id, say(one.name)]))
  const name = (id: string) => names.get(id) || id
  const { ofMoments } = useExplainFigures(name)
  if (maps.data && map === undefined)
    return (
      <EmptyState title={t('moments.noMap')} actions={filter && <DraftButton selection={filter} />}>
        {t('moments.noMapText')}
      </EmptyState>
    )
  const allEvents: Activities = {
    ...activities,
    name: id => id,
    options: [...(events.data?.activities ?? [])]
      .sort((a, b) => b.cases - a.cases)
      .map(one => ({ value: one.name, label: one.name })),
  }
  const within = view.within ?? 'P30D'
  return (
    <Panel
      answer={moments}
      isEmpty={told => told.touchpoints.length === 0}
      instead={told => told.answered === 0 && <NoAnswers meaning={told.meaning}>{t('moments.nothing')}</NoAnswers>}
      controls={
        <>
          <ActivityPicker
            label={t('moments.outcome')}
            anything={t('moments.anyReturn')}
            value={view.outcome}
            activities={allEvents}
            choose={outcome => show({ outcome })}
          />
          <NativeSelect
            size="xs"
            label={t('moments.within')}
            value={within}
            data={[...new Set([...spans, within])].map(value => ({
              value,
              label: t('days', { count: Number(value.slice(1, -1)) }),
            }))}
            onChange={event =>
              show({ within: event.currentTarget.value === 'P30D' ? undefined : event.currentTarget.value })
            }
          />
          <Checkbox
            size="xs"
            label={t('moments.not')}
            checked={view.not === true}
            onChange={event => show({ not: event.currentTarget.checked || undefined })}
          />
        </>
      }
      table={told => ({
        name: 'moments-of-truth',
        rows: [
          [
            ...taken.heads('touchpoint', 'status', 'answered', 'good', 'middle', 'bad', 'difference', 'low', 'high'),
            ...taken.heads('p', 'adjusted', 'extreme', 'stake'),
          ],
          ...told.touchpoints.map(one => [
            name(one.touchpoint),
            t(`moments.statuses.${one.status}`),
            ...[one.answered, one.good, one.middle, one.bad],
            ...[one.impact?.difference, one.impact?.low, one.impact?.high, one.impact?.p, one.impact?.adjusted],
            ...[one.intensity?.share, one.stake],
          ]),
        ],
      })}
    >
      {told => (
        <>
          <Meaning meaning={told.meaning}>
            {t('moments.method', {
              answered: figures.whole(told.answered),
              recent: figures.whole(told.tooRecent),
            })}
          </Meaning>
          <Comparison now={told} useOther={useMoments} asked={asked} figuresOf={ofMoments} />
          <MomentTable moments={told} name={name} whole={whole.data} />
        </>
      )}
    </Panel>
  )
}
