import { type ReactNode, Suspense } from 'react'
import { PageHead } from '../../kit/PageHead.tsx'
import shell from '../../kit/shell.module.css'
import { Waiting } from '../../kit/Waiting.tsx'
import explore from '../explore/explore.module.css'
import styles from './frame.module.css'
import { QuestionList } from './QuestionList.tsx'
import { QuestionTabs } from './QuestionTabs.tsx'

export type Choice<Value extends string> = { readonly value: Value; readonly label: string; readonly detail?: string }
export type ChoiceGroup<Value extends string> = { readonly label: string; readonly choices: readonly Choice<Value>[] }

/**
 * A page of questions under one set of filters: which are asked, the one that is open, in a sentence what it tells, and
 * its answer. A few questions are tabs; many are a list beside the answer, in groups.
 */
export function QuestionPage<Value extends string>(props: {
  title: string
  /** What the questions are about, said of their list. */
  about: string
  questions: readonly Choice<Value>[] | readonly ChoiceGroup<Value>[]
  asked: Value
  choose: (value: Value) => void
  lead: string
  filters: ReactNode
  actions?: ReactNode
  children: ReactNode
}) {
  const { title, about, questions, asked, choose, lead, filters, actions, children } = props
  const groups = questions.filter(one => 'choices' in one)
  const all = groups.length > 0 ? groups.flatMap(one => one.choices) : questions.filter(one => 'value' in one)
  const open = all.find(one => one.value === asked)
  const answer = (
    <>
      <p className={explore.lead}>{lead}</p>
      <Suspense fallback={<Waiting />}>{children}</Suspense>
    </>
  )
  return (
    <>
      <PageHead title={title} name={`${open?.detail ?? open?.label ?? ''} · ${title}`} actions={actions} />
      {filters}
      <div className={shell.page}>
        {groups.length > 0 ? (
          <div className={styles.beside}>
            <QuestionList about={about} groups={groups} asked={asked} choose={choose} />
            <section className={styles.answer} aria-label={open?.label}>
              {answer}
            </section>
          </div>
        ) : (
          <QuestionTabs about={about} questions={all} asked={asked} choose={choose}>
            {answer}
          </QuestionTabs>
        )}
      </div>
    </>
  )
}
