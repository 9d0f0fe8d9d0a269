import { ActionIcon, SegmentedControl, Slider } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { IconMaximize, IconMinus, IconPlus } from '@tabler/icons-react'
import { type Ref, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GraphAnswer } from '../../../../contract/measuring.ts'
import { chooseFlows } from '../../../../vocabulary/statistics/flow-choice.ts'
import { type Apart, drawnWidth, FlowPicture } from '../../../charts/FlowPicture.tsx'
import { beginning, end } from '../../../charts/flow-layout.ts'
import type { FlowRoute } from '../../../charts/flow-routes.ts'
import { useFlowDrawing } from '../../../charts/use-flow-drawing.ts'
import { useFigures } from '../../../kit/figures.ts'
import { Scroll } from '../../../kit/Scroll.tsx'
import { Waiting } from '../../../kit/Waiting.tsx'
import { Comparison } from '../../compare/Comparison.tsx'
import { useShares } from '../../compare/use-shares.ts'
import { useMapView, useMeasureFilter } from '../../data.ts'
import { CasesDrawer } from '../CasesDrawer.tsx'
import { useFlowGraph, usualLooked } from '../data.ts'
import { FlowCard } from './FlowCard.tsx'
import { FlowTables } from './FlowTables.tsx'
import { type FlowFigure, figureOf, flowFigures, flowsOf, hiddenShare, othersOf } from './flows-of.ts'
import { GraphWords } from './GraphWords.tsx'
import styles from './graph.module.css'
import { casesBehind, readApart, writeApart } from './selection.ts'
import { useGraphNames } from './use-graph-names.ts'

export const usualPaths = 24
const zooms = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.15, 1.3, 1.5, 1.75, 2] as const

/** The graph with its sliders: which activities are looked at, how many paths are drawn, what is kept apart. */
export function GraphView(props: { graph: GraphAnswer; name: (id: string) => string; svg: Ref<SVGSVGElement> }) {
  const { graph, name } = props
  const { t } = useTranslation('exploreGraph')
  const figures = useFigures()
  const { view, show } = useMapView()
  const filter = useMeasureFilter()
  const { nameOf, apartName, write } = useGraphNames(name)
  const { ofGraph } = useShares(nameOf)
  const [pointed, setPointed] = useState<Apart>()
  const [sliding, setSliding] = useState<{ looked?: number; drawn?: number }>({})
  const [zoom, setZoom] = useState<number>()
  const { ref: frame, width } = useElementSize()
  const figure = view.figure ?? 'count'
  const all = useMemo(() => flowsOf(graph), [graph])
  const most = sliding.drawn ?? view.drawn ?? usualPaths
  const choice = useMemo(() => chooseFlows(all, most), [all, most])
  const others = useMemo(() => othersOf(graph, choice.drawn), [graph, choice])
  const drawing = useFlowDrawing(all, choice.drawn)
  const byEnds = new Map(all.map(flow => [`${flow.from ?? beginning}\n${flow.to ?? end}`, flow]))
  const flowOf = (route: FlowRoute) => byEnds.get(`${route.from}\n${route.to}`)
  const value = (route: FlowRoute) => {
    const flow = flowOf(route)
    return flow ? figureOf(flow, figure) : null
  }
  const largest = Math.max(1, ...choice.drawn.map(flow => figureOf(flow, figure) ?? 0))
  const known = new Set(graph.activities.map(one => one.name))
  const told = readApart(view.apart)
  const apart = told && isThere(told, known) ? told : undefined
  const reading = pointed ?? apart
  const keep = (next: Apart | undefined) => show({ apart: writeApart(next), journeys: undefined })
  const looked = sliding.looked ?? Math.min(view.looked ?? usualLooked, graph.allActivities)
  const fit = drawing ? Math.min(1, Math.max(0.4, (width - 48) / drawnWidth(drawing))) : 1
  const scale = zoom ?? fit
  const turn = (by: 1 | -1) =>
    setZoom((by > 0 ? zooms.find(one => one > scale + 0.01) : zooms.findLast(one => one < scale - 0.01)) ?? scale)
  const joined = new Set(all.flatMap(flow => [flow.from, flow.to]))
  const silent = graph.activities.filter(one => !joined.has(one.name)).length
  const eventsOf = new Map(graph.activities.map(one => [one.name, one.events]))
  return (
    <>
      <GraphWords graph={graph} name={nameOf} />
      <Comparison
        now={graph}
        useOther={useFlowGraph}
        asked={graph.activities.map(one => one.name)}
        figuresOf={ofGraph}
      />
      <div className={styles.sliders}>
        <Dial
          label={t('activities')}
          said={t('ofAll', { shown: figures.whole(looked), all: figures.whole(graph.allActivities) })}
          least={1}
          most={Math.max(1, graph.allActivities)}
          value={looked}
          move={next => setSliding({ ...sliding, looked: next })}
          settle={next => {
            setSliding({})
            show({ looked: next === usualLooked ? undefined : next, apart: undefined })
          }}
        />
        <Dial
          label={t('paths')}
          said={t('ofAll', { shown: figures.whole(choice.drawn.length), all: figures.whole(all.length) })}
          least={Math.min(choice.needed, all.length)}
          most={Math.max(1, all.length)}
          value={choice.drawn.length}
          move={next => setSliding({ ...sliding, drawn: next })}
          settle={next => {
            setSliding({})
            show({ drawn: next === usualPaths ? undefined : next })
          }}
        />
        <SegmentedControl
          size="xs"
          className={styles.told}
          aria-label={t('figure')}
          value={figure}
          data={flowFigures.map(one => ({ value: one, label: t(`figures.${one}`) }))}
          onChange={next => show({ figure: next === 'count' ? undefined : (next as FlowFigure) })}
        />
      </div>
      <div className={styles.stage} ref={frame}>
        <div className={styles.zoom}>
          <ActionIcon variant="default" aria-label={t('zoomIn')} title={t('zoomIn')} onClick={() => turn(1)}>
            <IconPlus size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon variant="default" aria-label={t('zoomOut')} title={t('zoomOut')} onClick={() => turn(-1)}>
            <IconMinus size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon variant="default" aria-label={t('fit')} title={t('fit')} onClick={() => setZoom(undefined)}>
            <IconMaximize size={16} aria-hidden />
          </ActionIcon>
        </div>
        <Scroll className={styles.picture} label={t('picture')} busy={!drawing}>
          {drawing ? (
            <FlowPicture
              svg={props.svg}
              drawing={drawing}
              scale={scale}
              apart={reading}
              keep={keep}
              point={setPointed}
              name={nameOf}
              figure={activity => t('events', { n: figures.whole(eventsOf.get(activity) ?? 0) })}
              flowFigure={route => {
                const amount = value(route)
                return amount === null ? '' : write(amount, figure)
              }}
              strength={route => Math.sqrt((value(route) ?? 0) / largest)}
              others={activity => {
                const { out = 0 } = others.get(activity) ?? {}
                return out > 0 ? t('others', { n: figures.whole(out) }) : ''
              }}
            />
          ) : (
            <Waiting />
          )}
        </Scroll>
        <FlowCard
          graph={graph}
          flows={all}
          apart={reading}
          kept={apart !== undefined && pointed === undefined}
          name={name}
          open={() => show({ journeys: 'open' })}
          narrow={() =>
            apart && show({ ...casesBehind(apart, graph, filter ?? {}), apart: undefined, journeys: undefined })
          }
          release={() => keep(undefined)}
        />
      </div>
      <p className={styles.note}>
        {t('drawn', {
          drawn: figures.whole(choice.drawn.length),
          all: figures.whole(all.length),
          share: figures.share(1 - hiddenShare(graph, choice.drawn)),
        })}{' '}
        {hiddenShare(graph, choice.drawn) > 0 &&
          t('hidden', { share: figures.share(hiddenShare(graph, choice.drawn)) })}{' '}
        {choice.drawn.length === choice.needed && most < choice.needed && t('needed')}{' '}
        {drawing?.routes.some(route => route.crowded) && t('crowded')}{' '}
        {graph.leftOut.activities > 0 &&
          t('leftOut', { count: graph.leftOut.activities, events: figures.whole(graph.leftOut.events) })}{' '}
        {silent > 0 && t('silent', { count: silent })}{' '}
        {graph.leftOut.cases > 0 && t('leftOutCases', { cases: figures.whole(graph.leftOut.cases) })}
      </p>
      <FlowTables graph={graph} flows={all} drawn={choice.drawn} apart={apart} keep={keep} name={name} />
      <CasesDrawer
        behind={apart && view.journeys ? casesBehind(apart, graph, filter ?? {}) : undefined}
        title={apart ? t('card.behind', { name: apartName(apart) }) : ''}
        name={name}
        close={() => show({ journeys: undefined })}
      />
    </>
  )
}

function isThere(apart: Apart, known: ReadonlySet<string>): boolean {
  const names = 'activity' in apart ? [apart.activity] : [apart.from, apart.to]
  return names.every(name => name === beginning || name === end || known.has(name))
}

/** A slider that draws at once and tells the address when it is let go. */
function Dial(props: {
  label: string
  said: string
  least: number
  most: number
  value: number
  move: (value: number) => void
  settle: (value: number) => void
}) {
  const { label, said, least, most, value, move, settle } = props
  return (
    <div className={styles.dial}>
      <span>
        {label} <small>{said}</small>
      </span>
      <Slider
        size="sm"
        label={null}
        thumbLabel={`${label}: ${said}`}
        min={least}
        max={most}
        value={value}
        disabled={least >= most}
        onChange={move}
        onChangeEnd={settle}
      />
    </div>
  )
}
