import { useTranslation } from 'react-i18next'
import { useMay } from '../../admitting/data.ts'
import { useLabels } from '../../kit/label.ts'
import styles from './atlas.module.css'
import type { AtlasGroup } from './atlas-tree.ts'
import { type AtlasActs, JourneyCard } from './JourneyCard.tsx'
import { useDragJourney } from './use-drag-journey.ts'

/** A life situation and the journeys that it sets off. Dropped on its name, a journey stands there by itself. */
export function AtlasSection({
  group,
  titled,
  acts,
  dropHere,
}: {
  group: AtlasGroup
  titled: boolean
  acts: AtlasActs
  dropHere: (dragged: string, situation: string | null) => void
}) {
  const { t } = useTranslation('atlas')
  const { say } = useLabels()
  const may = useMay()('map.edit')
  const id = group.situation?.id ?? null
  const { place, isOver } = useDragJourney<HTMLHeadingElement>({
    may,
    takes: () => true,
    onDrop: dragged => dropHere(dragged, id),
  })
  return (
    <section className={styles.group}>
      {titled && (
        <h2 ref={place} data-over={isOver || undefined}>
          {group.situation ? say(group.situation.name) : t('noSituation')}
          {isOver && <small>{t('dropRoot')}</small>}
        </h2>
      )}
      {group.nodes.length === 0 && <p className={styles.none}>{t('emptySituation')}</p>}
      <ul className={styles.tree}>
        {group.nodes.map(node => (
          <JourneyCard key={node.told.journey.id} node={node} acts={acts} heading={titled ? 'h3' : 'h2'} />
        ))}
      </ul>
    </section>
  )
}
