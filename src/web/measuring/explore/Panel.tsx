import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, type RefObject, useRef } from 'react'
import { Trouble } from '../../kit/Trouble.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import styles from './explore.module.css'
import { NothingLeft } from './NothingLeft.tsx'
import { Takeaway, type TakenTable } from './Takeaway.tsx'

/** The frame of a question: what is chosen, then the answer, or why there is none yet. */
export function Panel<Answer>(props: {
  answer: UseQueryResult<Answer, Error>
  /** Whether the answer holds nothing at all. */
  isEmpty: (answer: Answer) => boolean
  /** What stands in the place of an answer that tells nothing, and helps on; nothing can be taken away then. */
  instead?: (answer: Answer) => ReactNode
  /** One of several answers on a page: the journeys and the link are taken below the first. */
  beside?: true
  controls?: ReactNode
  /** The name of the file and its rows, the head among them. */
  table: (answer: Answer) => TakenTable
  /** What is taken as a picture, where it is not all that stands here. */
  drawing?: RefObject<SVGSVGElement | null>
  children: (answer: Answer) => ReactNode
}) {
  const { answer, controls } = props
  const shown = useRef<HTMLDivElement>(null)
  const told = answer.error ? undefined : answer.data
  const instead = told && props.instead?.(told)
  return (
    <div className={styles.parts} aria-busy={answer.isPlaceholderData}>
      {controls && <div className={styles.controls}>{controls}</div>}
      {answer.error && <Trouble error={answer.error} retry={() => void answer.refetch()} />}
      {answer.isPending && !answer.error && <Waiting />}
      {told &&
        (props.isEmpty(told) ? (
          <NothingLeft />
        ) : instead ? (
          instead
        ) : (
          <>
            <div ref={shown} className={styles.answer}>
              {props.children(told)}
            </div>
            {hasFigures(props.table(told)) && (
              <Takeaway table={() => props.table(told)} shown={props.drawing ?? shown} journeys beside={props.beside} />
            )}
          </>
        ))}
    </div>
  )
}

/** An answer that is only a sentence leaves nothing to take. */
const hasFigures = ({ rows }: TakenTable) => rows.some(row => row.some(cell => typeof cell === 'number'))
