import { Popover } from '@mantine/core'
import { IconCirclePlus, IconClock } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Step } from '../../../vocabulary/map/journey-map.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { useMapView } from '../../measuring/data.ts'
import { writeDeviation } from '../../measuring/explore/deviation.ts'
import { filtersIn } from '../../measuring/filters.ts'
import { useCellTools } from '../grid/cell-tools.ts'
import { titlesColumn } from '../grid/columns.ts'
import { FoldCell } from '../grid/FoldCell.tsx'
import { GridCell } from '../grid/GridCell.tsx'
import { GridRow } from '../grid/GridRow.tsx'
import gridStyles from '../grid/map-grid.module.css'
import { StepColumns } from '../grid/StepColumns.tsx'
import { useMapPlace } from '../map-place.ts'
import styles from './lived.module.css'
import { type LivedStray, useLivedLayer } from './lived-layer.ts'
import { useLivedWords } from './use-lived-words.ts'

/** The row of what is lived between the steps, by the name that stands for its id. */
export const flowRow = '~flow'

/** Between the steps: how long customers wait, and where they go off the map; in its title, how well they keep to it. */
export const FlowRow = memo(function FlowRow({ rowAt }: { rowAt: number }) {
  const { steps } = useMapPlace()
  return (
    <GridRow row={flowRow} rowAt={rowAt} className={styles.row} title={<Title rowAt={rowAt} />}>
      <StepColumns rowAt={rowAt}>
        {({ column, at }, width) =>
          column.kind === 'fold' ? (
            <FoldCell row={flowRow} rowAt={rowAt} column={column} columnAt={at} width={width} />
          ) : (
            <FlowCell
              step={column.step}
              isFirst={column.step === steps[0]}
              isLast={column.step === steps.at(-1)}
              rowAt={rowAt}
              columnAt={at}
              width={width}
            />
          )
        }
      </StepColumns>
    </GridRow>
  )
})

function Title({ rowAt }: { rowAt: number }) {
  const { t } = useTranslation('lived')
  const { figures } = useCellTools()
  const { closed } = useLivedLayer()
  const words = useLivedWords()
  const workspace = useWorkspaceKey()
  const { map } = useMapPlace()
  const { view } = useMapView()
  const filter = filtersIn(view)
  const known = closed && closed.fitness !== null && closed.conformRate !== null
  return (
    <GridCell
      role="rowheader"
      row={flowRow}
      column={titlesColumn}
      rowAt={rowAt}
      columnAt={0}
      className={gridStyles.title}
    >
      <b>{t('row')}</b>
      {!known && <small>{closed ? t('nothing') : t('rowNote')}</small>}
      {known && (
        <Link
          className={styles.fitness}
          tabIndex={-1}
          to="/w/$workspace/explore"
          params={{ workspace }}
          search={{ ...filter, map: map.id, question: 'conformance' } as never}
          aria-label={`${words.fitness(closed.fitness!)} ${words.conforming(closed.conforming)} ${t('openConformance')}`}
        >
          <span data-tip={words.fitness(closed.fitness!)}>
            {t('fitness', { share: figures.share(closed.fitness!) })}
          </span>
          <span data-tip={words.conforming(closed.conforming)}>
            {t('conforming', { share: figures.share(closed.conformRate!) })}
          </span>
        </Link>
      )}
    </GridCell>
  )
}

const FlowCell = memo(function FlowCell(props: {
  step: Step
  isFirst: boolean
  isLast: boolean
  rowAt: number
  columnAt: number
  width: number
}) {
  const { step, isFirst, isLast, rowAt, columnAt, width } = props
  const { show, compact } = useCellTools()
  const { waits, strays } = useLivedLayer()
  const words = useLivedWords()
  const wait = waits.get(step.id)
  const lost = isFirst ? (strays.get('') ?? []) : []
  const after = strays.get(step.id) ?? []
  const told = wait && !wait.hidden && wait.median !== null ? words.wait(wait, step) : undefined
  return (
    <GridCell row={flowRow} column={step.id} rowAt={rowAt} columnAt={columnAt} width={width} className={styles.cell}>
      <i className={styles.way} data-first={isFirst || undefined} data-last={isLast || undefined} aria-hidden />
      {told && wait && (
        <button
          type="button"
          tabIndex={-1}
          className={styles.wait}
          data-first={isFirst || undefined}
          data-late={words.isLate(wait, step) || undefined}
          data-tip={told}
          aria-label={told}
          onClick={() =>
            show({ step: step.id, list: 'into', touchpoint: undefined, lane: undefined, phase: undefined })
          }
        >
          <IconClock size={12} aria-hidden />
          {!compact && words.lasting(wait.median!)}
          {!compact && words.isLate(wait, step) && <b aria-hidden>!</b>}
        </button>
      )}
      {!compact && (lost.length > 0 || after.length > 0) && (
        <span className={styles.strays}>
          <Strays list={lost} step={undefined} />
          <Strays list={after} step={step} />
        </span>
      )}
    </GridCell>
  )
})

const strayShown = 2

/** The touchpoints off the map to which customers went from here, the most frequent told, the others behind a word. */
function Strays({ list, step }: { list: readonly LivedStray[]; step: Step | undefined }) {
  const { t } = useTranslation('lived')
  const [opened, setOpened] = useState(false)
  const [first, rest] = [list.slice(0, strayShown), list.slice(strayShown)]
  return (
    <>
      {first.map(one => (
        <StrayMark key={one.touchpoint} stray={one} step={step} />
      ))}
      {rest.length > 0 && (
        <Popover opened={opened} onChange={setOpened} position="bottom-end" width={230} withArrow trapFocus>
          <Popover.Target>
            <button type="button" tabIndex={-1} className={styles.more} onClick={() => setOpened(!opened)}>
              {t('more', { count: rest.length })}
            </button>
          </Popover.Target>
          <Popover.Dropdown className={styles.rest ?? ''}>
            {rest.map(one => (
              <StrayMark key={one.touchpoint} stray={one} step={step} />
            ))}
          </Popover.Dropdown>
        </Popover>
      )}
    </>
  )
}

function StrayMark({ stray, step }: { stray: LivedStray; step: Step | undefined }) {
  const { figures, say, show } = useCellTools()
  const { closed } = useLivedLayer()
  const words = useLivedWords()
  const name = say(stray.name)
  const told = words.stray(stray, name, step)
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.stray}
      data-tip={told}
      aria-label={told}
      onClick={() =>
        show({
          deviation: writeDeviation({
            kind: 'unexpected',
            touchpoint: stray.touchpoint,
            placement: null,
            after: stray.after ?? 'start',
          }),
        })
      }
    >
      <IconCirclePlus size={12} aria-hidden />
      <span>{name}</span>
      <b>{figures.share(closed && closed.cases > 0 ? stray.cases / closed.cases : 0)}</b>
    </button>
  )
}
