import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { useFigures } from '../../kit/figures.ts'
import { Comparison } from '../compare/Comparison.tsx'
import { useShares } from '../compare/use-shares.ts'
import { useMapView } from '../data.ts'
import type { Activities } from './activities.ts'
import { useFunnel } from './data.ts'
import explore from './explore.module.css'
import { FunnelBreakdown } from './FunnelBreakdown.tsx'
import { FunnelBuilder } from './FunnelBuilder.tsx'
import { FunnelChoices } from './FunnelChoices.tsx'
import { FunnelTable } from './FunnelTable.tsx'
import { mainWay, phasesAsSteps } from './funnel-steps.ts'
import { NothingLeft } from './NothingLeft.tsx'
import { Panel } from './Panel.tsx'
import { useTenths } from './use-explain.ts'
import { useStepName } from './use-step-name.ts'

/** How far customers get along steps, and where they stop. */
export function FunnelTab({ activities }: { activities: Activities }) {
  const { t } = useTranslation('explore')
  const figures = useFigures()
  const tenths = useTenths()
  const { view, show } = useMapView()
  const stepName = useStepName(activities)
  const steps = view.steps ?? []
  const funnel = useFunnel(steps)
  const { ofFunnel } = useShares(activities.name)
  const builder = <FunnelBuilder steps={steps} activities={activities} />
  // Nothing to choose from: to be told to choose would lead nowhere.
  if (steps.length === 0 && activities.graph?.activities.length === 0) return <NothingLeft />
  if (steps.length < 2) {
    const phases = activities.map ? phasesAsSteps(activities.map, activities.bound) : []
    const main = activities.graph ? mainWay(activities.graph) : []
    return (
      <div className={explore.parts}>
        {builder}
        {steps.length === 1 ? (
          <p className={explore.note}>{t('funnel.oneMore')}</p>
        ) : (
          <EmptyState
            compact
            title={t('funnel.empty')}
            actions={
              <>
                {phases.length > 1 && (
                  <Button size="sm" onClick={() => show({ steps: phases })}>
                    {t('funnel.phases')}
                  </Button>
                )}
                {main.length > 1 && (
                  <Button size="sm" variant="default" onClick={() => show({ steps: main })}>
                    {t('funnel.main')}
                  </Button>
                )}
              </>
            }
          >
            {t(phases.length > 1 || main.length > 1 ? 'funnel.emptyText' : 'funnel.emptyAlone')}
          </EmptyState>
        )}
      </div>
    )
  }
  return (
    <Panel
      answer={funnel}
      isEmpty={() => false}
      controls={
        <>
          {builder}
          <FunnelChoices />
        </>
      }
      table={told => ({
        name: 'funnel',
        rows: [
          [
            t('funnel.steps'),
            t(`funnel.amount.${told.by}`),
            t('funnel.ofFirst'),
            t('funnel.rate'),
            '95% −',
            '95% +',
            t('funnel.dropped'),
            t('funnel.possible'),
            `${t('funnel.median')} (s)`,
            `${t('funnel.p90')} (s)`,
            ...told.breakdown.map(one => `${view.trait}: ${one.value || t('funnel.noValue')}`),
          ],
          ...told.steps.map((step, at) => [
            stepName(step.activities).words,
            step.amount,
            step.shareOfFirst,
            step.rate?.value,
            step.rate?.low,
            step.rate?.high,
            step.dropped,
            step.stillPossible,
            step.medianSeconds,
            step.p90Seconds,
            ...told.breakdown.map(one => one.amounts[at]),
          ]),
        ],
      })}
    >
      {told => {
        const [first, last] = [told.steps[0], told.steps.at(-1)]
        return (
          <>
            <p className={explore.told}>
              {first?.amount === 0
                ? t('funnel.nobody')
                : first?.amount && last && last.amount !== null && last.shareOfFirst !== null
                  ? t('funnel.whole', {
                      last: figures.whole(last.amount),
                      first: figures.whole(first.amount),
                      share: tenths(last.shareOfFirst),
                    })
                  : null}
            </p>
            <Comparison now={told} useOther={useFunnel} asked={steps} figuresOf={ofFunnel} />
            {first?.amount !== 0 && <FunnelTable funnel={told} activities={activities} />}
            {view.trait && told.breakdown.length > 0 && (
              <FunnelBreakdown funnel={told} trait={view.trait} activities={activities} />
            )}
          </>
        )
      }}
    </Panel>
  )
}
