import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react'
import { type Ask, AskProvider, type Question } from './ask.ts'
import { useGridStore } from './grid-state.ts'
import { isWorthAsking } from './holding.ts'

// None of these is needed to draw the map.
const RemoveQuestion = lazy(() => import('./RemoveQuestion.tsx').then(one => ({ default: one.RemoveQuestion })))
const PasteQuestion = lazy(() => import('./PasteQuestion.tsx').then(one => ({ default: one.PasteQuestion })))
const MoveQuestion = lazy(() => import('./MoveQuestion.tsx').then(one => ({ default: one.MoveQuestion })))
const MomentQuestion = lazy(() => import('./MomentQuestion.tsx').then(one => ({ default: one.MomentQuestion })))
const KeySheet = lazy(() => import('./KeySheet.tsx').then(one => ({ default: one.KeySheet })))
const LaneQuestion = lazy(() => import('./LaneQuestion.tsx').then(one => ({ default: one.LaneQuestion })))
const CopyLaneQuestion = lazy(() => import('./CopyLaneQuestion.tsx').then(one => ({ default: one.CopyLaneQuestion })))

/** The questions that are asked over the grid, one at a time. The focus goes back to the cell they were asked from. */
export function AskOver({ children }: { children: ReactNode }) {
  const store = useGridStore()
  const [question, setQuestion] = useState<Question>()
  const ask = useMemo(
    (): Ask => ({
      whether: ({ name, holding, act }) => {
        if (isWorthAsking(holding)) setQuestion({ kind: 'remove', name, holding, act })
        else act()
      },
      open: setQuestion,
    }),
    [],
  )
  const close = () => {
    setQuestion(undefined)
    // Once the dialog has given its own focus back.
    setTimeout(() => store.leave(), 0)
  }
  return (
    <AskProvider value={ask}>
      {children}
      {question && <Suspense fallback={null}>{asked(question, close)}</Suspense>}
    </AskProvider>
  )
}

function asked(question: Question, close: () => void): ReactNode {
  switch (question.kind) {
    case 'remove':
      return <RemoveQuestion {...question} close={close} />
    case 'paste':
      return <PasteQuestion {...question} close={close} />
    case 'move':
      return <MoveQuestion what={question.what} close={close} />
    case 'moment':
      return <MomentQuestion step={question.step} close={close} />
    case 'keys':
      return <KeySheet close={close} />
    case 'lane':
      return <LaneQuestion lane={question.lane} close={close} />
    case 'copyLane':
      return <CopyLaneQuestion lane={question.lane} close={close} />
    default:
      return question satisfies never
  }
}
