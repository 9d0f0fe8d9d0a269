import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay, useWorkspaceKey } from '../../admitting/data.ts'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { useFigures } from '../../kit/figures.ts'
import { PageHead } from '../../kit/PageHead.tsx'
import shell from '../../kit/shell.module.css'
import { Trouble } from '../../kit/Trouble.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import { useChoosable } from '../explore/activities.ts'
import explore from '../explore/explore.module.css'
import { FilterBar } from '../FilterBar.tsx'
import { choosesJourneys } from '../filters.ts'
import { useHeatmapsView, usePages, useSampleKeeping } from './data.ts'
import { HeatmapPart } from './HeatmapPart.tsx'
import { PageTable } from './PageTable.tsx'

/** Where visitors click on the pages of a site, how far they see, and what they look at. */
export function HeatmapsPage() {
  const { t } = useTranslation('heatmaps')
  const may = useMay()
  const workspace = useWorkspaceKey()
  const figures = useFigures()
  const activities = useChoosable()
  const keeping = useSampleKeeping().kept.data
  const { view, show } = useHeatmapsView()
  const pages = usePages({ map: view.map, touchpoint: view.touchpoint })
  const told = pages.error ? undefined : pages.data
  const first = told?.pages.find(one => one.claimed) ?? told?.pages[0]
  const page = view.page ?? first?.template
  const width =
    view.width ?? (view.page === undefined ? first : told?.pages.find(one => one.template === page))?.viewport
  const narrowed = choosesJourneys(view) || (view.cohort ?? view.segment ?? view.sample) !== undefined
  const notes = [
    ...(choosesJourneys(view) ? [t('onJourneys')] : []),
    ...((view.cohort ?? view.segment) === undefined ? [] : [t('known')]),
    ...(view.channel === undefined ? [] : [t('noChannel')]),
  ]
  return (
    <>
      <PageHead title={t('title')} name={page ? `${page} · ${t('title')}` : t('title')} />
      <FilterBar activities={activities} channels={false} />
      <div className={shell.page}>
        <p className={explore.lead}>
          {t('lead')}{' '}
          {keeping && (keeping.days === null ? t('keeping.always') : t('keeping.days', { count: keeping.days }))}
          {keeping && '.'}
        </p>
        {notes.length > 0 && <p className={explore.note}>{notes.join(' ')}</p>}
        {pages.error && <Trouble error={pages.error} retry={() => void pages.refetch()} />}
        {pages.isPending && !pages.error && <Waiting />}
        {told && told.pages.length === 0 && (
          <EmptyState
            title={t(told.hidden > 0 ? 'emptyFew' : narrowed ? 'emptyLeft' : 'emptyTitle')}
            actions={
              told.hidden === 0 &&
              !narrowed &&
              may('source.read') && (
                <Link to="/w/$workspace/sources" params={{ workspace }}>
                  {t('toSources')}
                </Link>
              )
            }
          >
            {told.hidden > 0 ? t('hidden', { count: told.hidden }) : t(narrowed ? 'emptyLeftText' : 'emptyText')}
          </EmptyState>
        )}
        {told && told.pages.length > 0 && page !== undefined && (
          <div className={explore.parts}>
            <PageTable
              pages={told.pages}
              page={page}
              width={width}
              choose={one => show({ page: one.template, width: one.viewport })}
            />
            {(told.hidden > 0 || (told.others ?? 0) > 0) && (
              <p className={explore.note}>
                {told.hidden > 0 && t('hidden', { count: told.hidden })}{' '}
                {told.others !== null && told.others > 0 && t('others', { n: figures.whole(told.others) })}
              </p>
            )}
            <HeatmapPart
              page={page}
              width={width ?? 'wide'}
              widths={told.pages.filter(one => one.template === page).map(one => one.viewport)}
              choose={one => show({ page, width: one })}
            />
          </div>
        )}
      </div>
    </>
  )
}
