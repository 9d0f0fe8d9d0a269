import { IconPhotoPlus } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { writePicture } from '../pictures/cell-picture.ts'
import { choosePicture, pictureIn } from '../pictures/choose-picture.ts'
import { MapPicture } from '../pictures/MapPicture.tsx'
import pictured from '../pictures/pictures.module.css'
import { useBringPicture } from '../pictures/use-bring-picture.ts'
import { TalkBadge } from '../talk/TalkBadge.tsx'
import { CellDots } from './CellDots.tsx'
import { useCellTools } from './cell-tools.ts'
import { EvidenceMark } from './EvidenceMark.tsx'
import { GridCell } from './GridCell.tsx'
import { useGridStore } from './grid-state.ts'
import type { LaneCellProps } from './LaneRow.tsx'
import styles from './map-grid.module.css'
import { Words } from './Words.tsx'

/** The picture of a step: chosen, dropped on the cell, or pasted into it. */
export function PictureCell({ lane, step, rowAt, columnAt, width }: LaneCellProps) {
  const { g, t, say, edit, may, show, compact, figures } = useCellTools()
  const p = useTranslation('pictures').t
  const store = useGridStore()
  const { bring, sending } = useBringPicture()
  const node = useRef<HTMLDivElement>(null)
  const [over, setOver] = useState(false)
  const cell = step.cells.find(one => one.lane === lane.id)
  const picture = cell?.picture
  const inspect = () => show({ lane: lane.id, step: step.id, touchpoint: undefined, phase: undefined })

  const take = async (file: File | undefined) => {
    if (!file) return
    store.say(p('sending'))
    const id = await bring(file)
    if (!id) return
    await edit(writePicture(step, lane.id, { ...picture, id, alt: picture?.alt ?? null }))
    store.say(p('added'))
  }
  const choose = async () => {
    await take(await choosePicture())
    node.current?.focus()
  }
  useFiles(node, may, setOver, file => void take(file))

  const name = figures.pair(say(lane.name) || t(`lanes.${lane.type}`), say(step.title))
  return (
    <GridCell
      row={lane.id}
      column={step.id}
      rowAt={rowAt}
      columnAt={columnAt}
      width={width}
      part={`step:${step.id}/cell/${lane.id}`}
      className={over ? `${styles.cell} ${pictured.over}` : styles.cell}
      cellRef={node}
      {...(may
        ? { keys: { Enter: picture ? inspect : choose, F2: picture ? inspect : choose, 'Ctrl+Enter': inspect } }
        : { keys: { Enter: picture && inspect } })}
      onDoubleClick={picture ? inspect : undefined}
    >
      {({ near }) => (
        <>
          {picture && <MapPicture picture={picture} small={compact} />}
          {!compact && cell?.text && (
            <span className={pictured.caption}>
              <Words label={cell.text} />
            </span>
          )}
          {sending && <span className={pictured.undescribed}>{p('sending')}</span>}
          {!compact && <TalkBadge target={{ kind: 'cell', step: step.id, lane: lane.id }} />}
          {!compact && cell && <EvidenceMark ids={cell.evidence} onOpen={inspect} />}
          {may && near && !picture && !sending && !compact && (
            <button
              type="button"
              tabIndex={-1}
              className={styles.plus}
              aria-label={p('addAt', { step: say(step.title) })}
              title={p('add')}
              onClick={() => void choose()}
            >
              <IconPhotoPlus size={15} aria-hidden />
            </button>
          )}
          {near && may && !compact && picture && (
            <CellDots
              spot={{ row: lane.id, column: step.id }}
              items={() => [
                { label: p('details'), keys: '↵', do: inspect },
                { label: p('change'), do: () => void choose() },
                { label: g('menu.clear'), keys: g('keys.del'), grave: true, clear: true },
              ]}
              name={name}
            />
          )}
        </>
      )}
    </GridCell>
  )
}

/** Pictures that are dropped on the cell or pasted into it. Anything else goes where it went before. */
function useFiles(
  node: React.RefObject<HTMLDivElement | null>,
  may: boolean,
  setOver: (over: boolean) => void,
  take: (file: File) => void,
): void {
  const latest = useRef(take)
  latest.current = take
  useEffect(() => {
    const cell = node.current
    if (!cell || !may) return
    const listening = new AbortController()
    const { signal } = listening
    const bears = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    cell.addEventListener(
      'dragover',
      event => {
        if (!bears(event)) return
        event.preventDefault()
        setOver(true)
      },
      { signal },
    )
    cell.addEventListener('dragleave', () => setOver(false), { signal })
    cell.addEventListener(
      'drop',
      event => {
        setOver(false)
        if (!bears(event)) return
        // A file that is no picture must not take the place of the page.
        event.preventDefault()
        const file = pictureIn(event.dataTransfer) ?? event.dataTransfer?.files[0]
        if (file) latest.current(file)
      },
      { signal },
    )
    cell.addEventListener(
      'paste',
      event => {
        const file = pictureIn(event.clipboardData)
        if (!file) return
        event.preventDefault()
        event.stopPropagation()
        latest.current(file)
      },
      { signal },
    )
    return () => listening.abort()
  }, [node, may, setOver])
}
