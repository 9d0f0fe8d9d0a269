import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../admitting/data.ts'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { useLabels } from '../../kit/label.ts'
import { PageHead } from '../../kit/PageHead.tsx'
import shell from '../../kit/shell.module.css'
import { Trouble, useSentence } from '../../kit/Trouble.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import { ImportButton } from '../imports/ImportButton.tsx'
import { ReviewDrawer } from '../review/ReviewDrawer.tsx'
import { StartMap } from '../StartMap.tsx'
import { AnotherMapDialog } from './AnotherMapDialog.tsx'
import { AtlasSection } from './AtlasSection.tsx'
import { AtlasTabs } from './AtlasTabs.tsx'
import { AtlasTools } from './AtlasTools.tsx'
import styles from './atlas.module.css'
import { atlasTree, filtered, mayStandBelow, sorted } from './atlas-tree.ts'
import { type AtlasChange, type AtlasView, withoutEmpty } from './atlas-view.ts'
import { useAtlas, usePlaceJourney } from './data.ts'
import type { AtlasActs, JourneyAct } from './JourneyCard.tsx'
import { OwnerDialog } from './OwnerDialog.tsx'
import { PlaceDialog } from './PlaceDialog.tsx'
import { StandardsDialog } from './StandardsDialog.tsx'

/** The atlas: every journey where it stands, with its maps and how fresh they are. When there is none, ways to begin. */
export function MapsPage() {
  const { t } = useTranslation('atlas')
  const m = useTranslation('mapping').t
  const { say } = useLabels()
  const sentence = useSentence()
  const may = useMay()
  const navigate = useNavigate()
  const view = useSearch({ strict: false }) as AtlasView
  const atlas = useAtlas(view.archived === true)
  const placing = usePlaceJourney()
  const [starting, setStarting] = useState(false)
  const [standards, setStandards] = useState(false)
  const [open, setOpen] = useState<{ readonly act: JourneyAct; readonly journey: string }>()

  const show = (change: AtlasChange) =>
    void navigate({ to: '.', search: withoutEmpty({ ...view, ...change }) as never, replace: true })
  const known = atlas.data
  const journeys = known?.journeys ?? []
  const empty = known !== undefined && journeys.length === 0 && view.archived !== true
  const narrowed = Boolean(view.q || view.state || view.kind)
  const found = filtered(
    journeys,
    { words: view.q ?? '', state: view.state || undefined, kind: view.kind || undefined },
    say,
  )
  const flat = narrowed || (view.sort ?? 'place') !== 'place'
  const groups = known
    ? flat
      ? [{ situation: null, nodes: sorted(found, view.sort ?? 'place', say).map(told => ({ told, below: [] })) }]
      : atlasTree(known)
    : []

  const place = (journey: string, set: { parent: string | null; lifeSituation?: string | null }) => {
    const { journey: was } = journeys.find(one => one.journey.id === journey)!
    const before = { parent: was.parent, lifeSituation: was.lifeSituation }
    placing.mutate(
      { journey, set, before },
      {
        onSuccess: () => notifications.show({ message: t('place.moved', { name: say(was.name) }) }),
        onError: error => notifications.show({ color: 'red', message: sentence(error) }),
      },
    )
  }
  const acts: AtlasActs = {
    act: (act, journey) => setOpen({ act, journey }),
    mayTake: (dragged, parent) => mayStandBelow(journeys, dragged, parent),
    drop: (dragged, parent) => place(dragged, { parent }),
  }
  const told = open && journeys.find(one => one.journey.id === open.journey)
  const close = () => setOpen(undefined)
  return (
    <>
      <PageHead
        title={m('title')}
        name={m('title')}
        actions={
          // Not before it is known whether there is a map: what is offered beside none would be taken away under the hand.
          known && !empty && may('map.edit') ? (
            <>
              <span className={styles.onDesk}>
                {may('workspace.manage') && (
                  <Button size="xs" variant="default" onClick={() => setStandards(true)}>
                    {t('standards.open')}
                  </Button>
                )}
                <ImportButton />
              </span>
              <Button size="xs" onClick={() => setStarting(!starting)} aria-expanded={starting}>
                {m('newMap')}
              </Button>
            </>
          ) : undefined
        }
      />
      <div className={shell.page}>
        {!empty && <AtlasTabs />}
        {atlas.error && <Trouble error={atlas.error} retry={() => void atlas.refetch()} />}
        {atlas.isPending && <Waiting />}
        {(empty || starting) && <StartMap first={empty} />}
        {known && !empty && <AtlasTools view={view} show={show} />}
        {flat && known && found.length === 0 && (
          <EmptyState
            compact
            title={t('filter.none')}
            actions={
              <Button variant="default" onClick={() => show({ q: '', state: '', kind: '' })}>
                {t('filter.clear')}
              </Button>
            }
          />
        )}
        {!empty &&
          groups.map(group => (
            <AtlasSection
              key={group.situation?.id ?? ''}
              group={group}
              titled={!flat && (known?.lifeSituations.length ?? 0) > 0}
              acts={acts}
              dropHere={(dragged, lifeSituation) => place(dragged, { parent: null, lifeSituation })}
            />
          ))}
      </div>
      {open?.act === 'place' && known && <PlaceDialog atlas={known} journey={open.journey} close={close} />}
      {open?.act === 'owner' && told && <OwnerDialog told={told} close={close} />}
      {open?.act === 'another' && told && <AnotherMapDialog told={told} close={close} />}
      {open?.act === 'review' && told && (
        <ReviewDrawer journey={told.journey.id} name={say(told.journey.name)} close={close} />
      )}
      {standards && <StandardsDialog close={() => setStandards(false)} />}
    </>
  )
}
