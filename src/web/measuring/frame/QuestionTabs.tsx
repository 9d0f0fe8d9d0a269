import { Tabs } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import explore from '../explore/explore.module.css'
import type { Choice } from './QuestionPage.tsx'

/** A few questions, side by side. */
export function QuestionTabs<Value extends string>(props: {
  about: string
  questions: readonly Choice<Value>[]
  asked: Value
  choose: (value: Value) => void
  children: ReactNode
}) {
  const { about, questions, asked, choose, children } = props
  const frame = useRef<HTMLDivElement>(null)
  // On a phone the tabs are wider than the page: the open one comes into sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: which one is open is read from the page.
  useEffect(() => {
    frame.current
      ?.querySelector('[role=tab][aria-selected=true]')
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [asked])
  return (
    <Tabs
      ref={frame}
      value={asked}
      classNames={{ list: explore.tabs!, panel: explore.panel! }}
      onChange={value => {
        const chosen = questions.find(one => one.value === value)
        if (chosen) choose(chosen.value)
      }}
    >
      <Tabs.List aria-label={about}>
        {questions.map(one => (
          <Tabs.Tab key={one.value} value={one.value}>
            {one.label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={asked}>{children}</Tabs.Panel>
    </Tabs>
  )
}
