import { Button } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { listCases } from '../../../contract/exploring.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { question } from '../../client.ts'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { useFigures } from '../../kit/figures.ts'
import { useDaysLived, useMapView, useMeasureFilter, useShownDays } from '../data.ts'
import { type CaseFilterName, caseFilterNames, useFilterWords } from '../filter/use-filter-words.ts'
import { filterNames, narrowingOf } from '../filters.ts'
import { shiftDay } from '../view.ts'
import { useActivities } from './activities.ts'

/** Nothing was lived in the period: then when something was, or how events come in where nothing ever was. */
function NothingLived() {
  const { t } = useTranslation('measuring')
  const figures = useFigures()
  const params = { workspace: useWorkspaceKey() }
  const { show } = useMapView()
  const { known, lived } = useDaysLived()
  const shown = useShownDays()
  if (known && !lived)
    return (
      <EmptyState
        title={t('explore.nothingAtAll')}
        actions={
          <Link to="/w/$workspace/sources" params={params} search={{ tab: 'imports' }}>
            {t('explore.bringIn')}
          </Link>
        }
      >
        {t('explore.nothingAtAllText')}
      </EmptyState>
    )
  const more = lived && shown && (lived.from < shown.from || lived.to > shown.to)
  const day = (at: string) => figures.day(`${at}T12:00Z`)
  return (
    <EmptyState
      title={t('explore.empty')}
      actions={
        more && (
          <Button size="sm" onClick={() => show(lived)}>
            {t('explore.seeAll', { from: day(lived.from), to: day(shiftDay(lived.to, -1)) })}
          </Button>
        )
      }
    >
      {t('explore.emptyText')}
    </EmptyState>
  )
}

/** Nothing was lived, or nothing is left by the filters: then which of them leaves nothing, and how much is there without it. */
export function NothingLeft() {
  const measuring = useTranslation('measuring').t
  const { t } = useTranslation('caseFilters')
  const figures = useFigures()
  const workspace = useWorkspaceKey()
  const { view, show } = useMapView()
  const filter = useMeasureFilter()
  const { name } = useActivities()
  const words = useFilterWords(name)
  const on = filterNames.filter(one => view[one] !== undefined)
  const counts = useQueries({
    queries: on.map(one => ({
      ...question(listCases, {
        params: { workspace },
        query: {
          ...(filter ? { from: filter.from, to: filter.to } : {}),
          ...narrowingOf(Object.fromEntries(Object.entries(view).filter(([other]) => other !== one))),
          ...(view.map ? { map: view.map } : {}),
          limit: 1,
        },
      }),
      enabled: filter !== undefined,
    })),
  })
  if (on.length === 0) return <NothingLived />
  const isCaseFilter = (one: string): one is CaseFilterName => caseFilterNames.some(other => other === one)
  return (
    <EmptyState
      title={t('nothing.title')}
      actions={on.map((one, index) => {
        const told = view[one] ?? ''
        const total = counts[index]?.data?.total
        return (
          <Button key={one} size="sm" variant={total ? 'filled' : 'default'} onClick={() => show({ [one]: undefined })}>
            {t('nothing.without', {
              filter:
                one === 'segment'
                  ? measuring('filters.segment')
                  : one === 'sample'
                    ? measuring('filters.part')
                    : isCaseFilter(one)
                      ? words(one, told)
                      : told.replace(':', ' : '),
            })}
            {total !== undefined && ` · ${t('nothing.left', { n: figures.whole(total) })}`}
          </Button>
        )
      })}
    >
      {t('nothing.text')}
    </EmptyState>
  )
}
