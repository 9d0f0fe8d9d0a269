import { useTranslation } from 'react-i18next'
import { useFigures } from '../../kit/figures.ts'
import { Comparison } from '../compare/Comparison.tsx'
import { useShares } from '../compare/use-shares.ts'
import { Figure } from '../Figure.tsx'
import type { Activities } from './activities.ts'
import styles from './conformance.module.css'
import { DeviatingDrawer } from './DeviatingDrawer.tsx'
import { DeviationTable } from './DeviationTable.tsx'
import { useConformance } from './data.ts'
import explore from './explore.module.css'
import { Panel } from './Panel.tsx'
import { PlacementTable } from './PlacementTable.tsx'
import { useTenths, useTold } from './use-explain.ts'

/** Whether journeys are lived as the map designs them, and how they differ. */
export function ConformanceTab({ map, activities }: { map: string; activities: Activities }) {
  const { t } = useTranslation('explore')
  const figures = useFigures()
  const tenths = useTenths()
  const measures = useTold()
  const conformance = useConformance(map)
  const { name } = activities
  const { ofConformance } = useShares(name)
  return (
    <>
      <Panel
        answer={conformance}
        isEmpty={told => told.closed.cases + told.open.cases === 0}
        table={told => ({
          name: 'conformance',
          rows: [
            [
              t('conformance.deviation'),
              t('conformance.placement'),
              t('journeys'),
              t('share'),
              t('conformance.visits'),
            ],
            ...told.deviations.map(one => [
              t(`conformance.kinds.${one.kind}`),
              name(one.touchpoint),
              one.cases,
              one.share,
              one.visits,
            ]),
            [],
            [
              t('conformance.placement'),
              t('conformance.presence'),
              t('conformance.reach'),
              t('share'),
              t('conformance.skipRate'),
            ],
            ...told.placements.map(one => [
              name(one.touchpoint),
              t(one.expected ? 'conformance.expected' : 'conformance.possible'),
              one.reached,
              one.reach,
              one.skipRate,
            ]),
          ],
        })}
      >
        {told => {
          const { closed, open } = told
          return (
            <>
              {closed.cases === 0 ? (
                <p className={explore.told}>{t('conformance.noClosed')}</p>
              ) : (
                <div className={styles.figures}>
                  <div>
                    <Figure
                      measures={measures}
                      name={t('conformance.fitness')}
                      definition={t('definitions.fitness')}
                      n={closed.cases}
                      value={closed.fitness === null ? undefined : tenths(closed.fitness)}
                    />
                    <p>{t('conformance.fitnessSaid')}</p>
                  </div>
                  <div>
                    <Figure
                      measures={measures}
                      name={t('conformance.conformRate')}
                      definition={t('definitions.conforming')}
                      n={closed.cases}
                      value={closed.conformRate === null ? undefined : tenths(closed.conformRate)}
                    />
                    <p>
                      {t('conformance.conformSaid', {
                        conforming: figures.whole(closed.conforming),
                        cases: figures.whole(closed.cases),
                      })}
                    </p>
                  </div>
                  <div>
                    <Figure
                      measures={measures}
                      name={t('conformance.designShare')}
                      definition={t('definitions.designShare')}
                      value={told.designShare === null ? undefined : tenths(told.designShare)}
                    />
                    <p>{t('conformance.designSaid')}</p>
                  </div>
                </div>
              )}
              {(open.cases > 0 || told.unjudgedCases > 0) && (
                <p className={explore.note}>
                  {open.cases > 0 &&
                    t('conformance.open', {
                      cases: figures.whole(open.cases),
                      fitness: open.fitness === null ? '–' : tenths(open.fitness),
                    })}{' '}
                  {told.unjudgedCases > 0 && t('conformance.unjudged', { cases: figures.whole(told.unjudgedCases) })}
                </p>
              )}
              <Comparison now={told} useOther={useConformance} asked={map} figuresOf={ofConformance} />
              <DeviationTable map={map} conformance={told} name={name} />
              <PlacementTable conformance={told} activities={activities} />
            </>
          )
        }}
      </Panel>
      <DeviatingDrawer map={map} name={name} />
    </>
  )
}
