import { Button, TextInput } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { exportSegment, type Segment } from '../../contract/segmenting.ts'
import { useMay, useWorkspaceKey } from '../admitting/data.ts'
import { addressOf } from '../client.ts'
import { Dialog } from '../kit/Dialog.tsx'
import { useFigures } from '../kit/figures.ts'
import { PageHead } from '../kit/PageHead.tsx'
import { Refused } from '../kit/Refused.tsx'
import shell from '../kit/shell.module.css'
import { Trouble } from '../kit/Trouble.tsx'
import { Waiting } from '../kit/Waiting.tsx'
import { useSegment, useSegmenting, useSegmentUses } from './data.ts'
import { SegmentCustomers } from './SegmentCustomers.tsx'
import { SegmentDialog } from './SegmentDialog.tsx'
import { SizePart } from './SizePart.tsx'
import styles from './segmenting.module.css'
import { useMinimumGroup } from './use-minimum-group.ts'

/** One segment: who is in it, since when it holds so many, and where it is used. */
export function SegmentPage() {
  const { t } = useTranslation('segmenting')
  const figures = useFigures()
  const { segment: id } = useParams({ strict: false }) as { segment: string }
  const workspace = useWorkspaceKey()
  const may = useMay()
  const minimum = useMinimumGroup()
  const told = useSegment(id)
  const { refresh, change } = useSegmenting()
  const [editing, setEditing] = useState<'rule' | 'name'>()
  if (told.error) return <Trouble error={told.error} retry={() => void told.refetch()} />
  if (!told.data) return <Waiting />
  const { segment, sizes } = told.data
  const edits = may('segment.edit')
  return (
    <>
      <PageHead
        title={segment.name}
        name={segment.name}
        facts={segment.archivedAt ? t('archived') : t(`kinds.${segment.kind}`)}
        actions={
          <Button
            size="sm"
            component={Link}
            to="/w/$workspace/explore"
            params={{ workspace } as never}
            search={{ segment: segment.id } as never}
          >
            {t('explore')}
          </Button>
        }
      />
      <div className={shell.page}>
        <p className={styles.large}>
          {segment.customers === null ? t('tooFew', { minimum }) : figures.whole(segment.customers)}{' '}
          <small className={styles.soft}>{t('amount', { count: segment.customers ?? minimum })}</small>
        </p>
        <p>
          {segment.meaning?.[figures.language] ??
            (segment.origin
              ? t('fromList', { list: t(`lists.${segment.origin.list as 'measuring.listCases'}`) })
              : t('fixedText'))}
        </p>
        <p className={styles.soft}>
          {segment.kind === 'fixed'
            ? t('madeOn', { at: figures.moment(segment.madeAt) })
            : segment.computedAt
              ? t('computedOn', {
                  at: figures.moment(segment.computedAt),
                  took:
                    (segment.tookMs ?? 0) < 1000
                      ? `${figures.whole(segment.tookMs ?? 0)} ms`
                      : figures.lasting(segment.tookMs ?? 0),
                })
              : t('notComputed')}{' '}
          {segment.trouble?.[figures.language]} {segment.suspended && t('suspended')}
        </p>
        <Refused error={refresh.error ?? change.error} />
        <div className={styles.row}>
          {edits && segment.kind === 'rule' && (
            <>
              <Button size="xs" loading={refresh.isPending} onClick={() => refresh.mutate(segment.id)}>
                {t('refresh')}
              </Button>
              <Button size="xs" variant="default" onClick={() => setEditing('rule')}>
                {t('editRule')}
              </Button>
            </>
          )}
          {edits && (
            <>
              <Button size="xs" variant="default" onClick={() => setEditing('name')}>
                {t('rename')}
              </Button>
              <Button
                size="xs"
                variant="default"
                loading={change.isPending}
                onClick={() => change.mutate({ segment: segment.id, archived: segment.archivedAt === null })}
              >
                {t(segment.archivedAt ? 'unarchive' : 'archive')}
              </Button>
            </>
          )}
          {may('event.export') && segment.customers !== null && (
            <Button
              size="xs"
              variant="default"
              component="a"
              download
              href={addressOf(exportSegment, { params: { workspace, segment: segment.id } })}
            >
              {t('export')}
            </Button>
          )}
        </div>
        {segment.kind === 'rule' && <SizePart sizes={sizes} minimum={minimum} />}
        <UsedIn segment={segment} />
        {may('customer.read') && <SegmentCustomers segment={segment.id} />}
      </div>
      {editing === 'rule' && <SegmentDialog segment={segment} close={() => setEditing(undefined)} />}
      {editing === 'name' && <Rename segment={segment} close={() => setEditing(undefined)} />}
    </>
  )
}

function UsedIn({ segment }: { segment: Segment }) {
  const { t } = useTranslation('segmenting')
  const uses = useSegmentUses(segment.id)
  if (!uses.data) return null
  const { views, watches } = uses.data
  return (
    <section className={styles.part}>
      <h2>{t('usedIn')}</h2>
      {views.length + watches.length === 0 ? (
        <p className={styles.soft}>{t('notUsed')}</p>
      ) : (
        <ul>
          {views.map(one => (
            <li key={one.id}>{t('view', { name: one.name })}</li>
          ))}
          {watches.map(one => (
            <li key={one.id}>{t('watch', { name: one.name })}</li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Rename({ segment, close }: { segment: Segment; close: () => void }) {
  const { t } = useTranslation('segmenting')
  const { change } = useSegmenting()
  return (
    <Dialog title={t('rename')} close={close}>
      <form
        className={styles.form}
        onSubmit={event => {
          event.preventDefault()
          const name = String(new FormData(event.currentTarget).get('name') ?? '')
          change.mutate({ segment: segment.id, name }, { onSuccess: close })
        }}
      >
        <TextInput name="name" label={t('name')} defaultValue={segment.name} required maxLength={120} data-autofocus />
        <Refused error={change.error} />
        <Button type="submit" loading={change.isPending}>
          {t('save')}
        </Button>
      </form>
    </Dialog>
  )
}
