import { Button, Checkbox } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay, useWorkspaceKey } from '../admitting/data.ts'
import { EmptyState } from '../kit/EmptyState.tsx'
import { useFigures } from '../kit/figures.ts'
import { PageHead } from '../kit/PageHead.tsx'
import { Scroll } from '../kit/Scroll.tsx'
import shell from '../kit/shell.module.css'
import { Trouble } from '../kit/Trouble.tsx'
import { Waiting } from '../kit/Waiting.tsx'
import figureStyles from '../measuring/figures.module.css'
import { useSegments } from './data.ts'
import { SegmentDialog } from './SegmentDialog.tsx'
import { useMinimumGroup } from './use-minimum-group.ts'

/** The segments of the workspace, and a place to make the next. */
export function SegmentsPage() {
  const { t } = useTranslation('segmenting')
  const figures = useFigures()
  const workspace = useWorkspaceKey()
  const navigate = useNavigate()
  const may = useMay()('segment.edit')
  const minimum = useMinimumGroup()
  const [archived, setArchived] = useState(false)
  const [making, setMaking] = useState(false)
  const segments = useSegments(true, archived)
  const found = segments.data?.segments ?? []
  const create = may && <Button onClick={() => setMaking(true)}>{t('create')}</Button>
  return (
    <>
      <PageHead title={t('title')} name={t('title')} actions={found.length > 0 && create} />
      <div className={shell.page}>
        {segments.error && <Trouble error={segments.error} retry={() => void segments.refetch()} />}
        {segments.isPending && <Waiting />}
        {segments.data && found.length === 0 && !archived && (
          <EmptyState
            title={t('empty')}
            actions={
              <>
                {create}
                <Button variant="default" component={Link} to="/w/$workspace/explore" params={{ workspace } as never}>
                  {t('toExplore')}
                </Button>
              </>
            }
          >
            {t('emptyText')}
          </EmptyState>
        )}
        {found.length > 0 && (
          <Scroll className={figureStyles.scroll} label={t('title')}>
            <table className={figureStyles.table}>
              <thead>
                <tr>
                  <th scope="col">{t('name')}</th>
                  <th scope="col" data-number>
                    {t('customers')}
                  </th>
                  <th scope="col">{t('kind')}</th>
                  <th scope="col">{t('meaning')}</th>
                  <th scope="col">{t('computed')}</th>
                </tr>
              </thead>
              <tbody>
                {found.map(one => (
                  <tr key={one.id}>
                    <td>
                      <Link to="/w/$workspace/segments/$segment" params={{ workspace, segment: one.id }}>
                        {one.name}
                      </Link>
                    </td>
                    <td data-number>
                      {one.customers === null ? t('tooFew', { minimum }) : figures.whole(one.customers)}
                    </td>
                    <td>{t(`kinds.${one.kind}`)}</td>
                    <td>
                      {one.meaning?.[figures.language] ??
                        (one.origin ? t(`lists.${one.origin.list as 'measuring.listCases'}`) : '–')}
                    </td>
                    <td>
                      {one.trouble?.[figures.language] ?? (one.computedAt ? figures.moment(one.computedAt) : '–')}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        )}
        <Checkbox
          mt="md"
          size="xs"
          label={t('showArchived')}
          checked={archived}
          onChange={event => setArchived(event.currentTarget.checked)}
        />
      </div>
      {making && (
        <SegmentDialog
          close={() => setMaking(false)}
          onDone={({ id }) =>
            void navigate({ to: '/w/$workspace/segments/$segment', params: { workspace, segment: id } })
          }
        />
      )}
    </>
  )
}
