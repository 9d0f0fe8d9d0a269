import { Button, NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Workshop } from '../../../contract/map-workshops.ts'
import { keyOfTarget } from '../../../vocabulary/map/map-target.ts'
import { mostVotes } from '../../../vocabulary/map/vote.ts'
import { useMay } from '../../admitting/data.ts'
import { useFigures } from '../../kit/figures.ts'
import { Refused } from '../../kit/Refused.tsx'
import { SideDrawer } from '../../kit/SideDrawer.tsx'
import { useWorkshopChanges, useWorkshops } from './data.ts'
import styles from './talk.module.css'
import { useTargetWords } from './target-words.ts'

/** The workshops of a map: a question for all, the counts as they come in, and those that were held before. */
export function WorkshopDrawer({ close }: { close: () => void }) {
  const { t } = useTranslation('talk')
  const may = useMay()('map.edit')
  const workshops = useWorkshops().data?.workshops ?? []
  const running = workshops.find(one => one.closedAt === null)
  const past = workshops.filter(one => one.closedAt !== null)
  return (
    <SideDrawer title={t('workshop.title')} close={close} width={460}>
      <div className={styles.panel}>
        {running ? (
          <OneWorkshop workshop={running} />
        ) : (
          <>
            <p>{t('workshop.intro')}</p>
            {may && <NewWorkshop />}
          </>
        )}
        <h3>{t('workshop.history')}</h3>
        {past.length === 0 && <p>{t('workshop.noHistory')}</p>}
        {past.map(one => (
          <OneWorkshop key={one.id} workshop={one} />
        ))}
      </div>
    </SideDrawer>
  )
}

function NewWorkshop() {
  const { t } = useTranslation('talk')
  const { open } = useWorkshopChanges()
  const [question, setQuestion] = useState('')
  const [votesEach, setVotesEach] = useState(3)
  return (
    <form
      className={styles.composer}
      onSubmit={event => {
        event.preventDefault()
        if (question.trim()) open.mutate({ question, votesEach })
      }}
    >
      <TextInput
        size="sm"
        maxLength={300}
        label={t('workshop.question')}
        placeholder={t('workshop.questionHint')}
        value={question}
        onChange={event => setQuestion(event.currentTarget.value)}
      />
      <NumberInput
        size="sm"
        min={1}
        max={mostVotes}
        allowDecimal={false}
        label={t('workshop.votesEach')}
        value={votesEach}
        onChange={value => setVotesEach(Math.min(mostVotes, Math.max(1, Number(value) || 1)))}
      />
      <Refused error={open.error} />
      <div className={styles.acts}>
        <Button size="xs" type="submit" disabled={question.trim() === ''} loading={open.isPending}>
          {t('workshop.open')}
        </Button>
      </div>
    </form>
  )
}

function OneWorkshop({ workshop }: { workshop: Workshop }) {
  const { t } = useTranslation('talk')
  const figures = useFigures()
  const words = useTargetWords()
  const most = workshop.results[0]?.dots ?? 1
  return (
    <section className={styles.thread} aria-label={workshop.question}>
      <div className={styles.who}>
        <b>{workshop.question}</b>
      </div>
      <p className={styles.note}>
        {workshop.closedAt ? t('workshop.closed', { date: figures.day(workshop.closedAt) }) : t('workshop.running')} ·{' '}
        {t('workshop.voters', { count: workshop.voters })}
        {workshop.evidence && ` · ${t('workshop.asEvidence')}`}
      </p>
      {workshop.results.length === 0 ? (
        <p className={styles.note}>{t('workshop.noVotes')}</p>
      ) : (
        <ol className={styles.tallies} aria-live={workshop.closedAt ? undefined : 'polite'}>
          {workshop.results.slice(0, 20).map(({ target, dots }) => (
            <li key={keyOfTarget(target)}>
              <span>{words(target)}</span>
              <b>{t('workshop.dots', { count: dots })}</b>
              <i style={{ width: `${(dots / most) * 100}%` }} aria-hidden />
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
