import { Button, SegmentedControl, Textarea } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Label, Tongue } from '../../../vocabulary/label.ts'
import type { Answers, Survey } from '../../../vocabulary/survey/survey.ts'
import { dealtSurvey } from '../../../vocabulary/survey/survey-deal.ts'
import { answerInWords } from '../../../vocabulary/survey/survey-piping.ts'
import {
  beginCall,
  type Heard,
  hear,
  isWhole,
  type Recording,
  speak,
  spokenSurvey,
  type VoiceState,
} from '../../../vocabulary/survey/voice-dialogue.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import styles from './calling.module.css'

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#']

type Line = { readonly id: number; readonly by: 'voice' | 'you'; readonly text: string }
type Call = { readonly state: VoiceState; readonly answers: Answers; readonly lines: readonly Line[] }

/** A telephone without a line: the dialogue of real calls, asked in the page alone, so that nothing of it is counted. */
export function VoiceSimulator(props: { survey: Survey; recording: Recording; welcome: Label | undefined }) {
  const { recording, welcome } = props
  const [deal, setDeal] = useState('1')
  const survey = dealtSurvey(props.survey, deal)
  const { t } = useTranslation('calling')
  const { language } = useFigures()
  const [tongue, setTongue] = useState<Tongue>(
    survey.languages.includes(language) ? language : (survey.languages[0] ?? 'fr'),
  )
  const [call, setCall] = useState<Call>()
  const [pressed, setPressed] = useState('')
  const dialogue = { survey, tongue, recording, welcome }
  const expect = call ? speak(dialogue, call.state, call.answers).expect : null
  const isOver = call !== undefined && expect === null
  const begin = () => {
    // Each call draws its blocks and orders anew, as people get different ones.
    const drawn = String(Number(deal) + 1)
    const next = { ...dialogue, survey: dealtSurvey(props.survey, drawn) }
    const state = beginCall(next)
    setDeal(drawn)
    setPressed('')
    setCall({ state, answers: {}, lines: spoken([], speak(next, state, {}).say) })
  }
  const send = (heard: Heard, shown: string) => {
    setPressed('')
    setCall(before => {
      if (!before) return before
      const { state, answers } = hear(dialogue, before.state, before.answers, heard)
      const lines = [...before.lines, { id: before.lines.length, by: 'you' as const, text: shown || t('noWords') }]
      return { state, answers, lines: spoken(lines, speak(dialogue, state, answers).say) }
    })
  }
  const press = (key: string) => {
    if (expect?.kind !== 'digits') return
    const digits = pressed + key
    if (isWhole(digits, expect)) send({ digits }, digits)
    else setPressed(digits)
  }
  const latest = useRef(send)
  latest.current = send
  const betweenMs = expect?.kind === 'digits' ? expect.betweenMs : 0
  // As a line does: no further key within the time, and what was pressed is all.
  useEffect(() => {
    if (pressed === '') return
    const timer = setTimeout(() => latest.current({ digits: pressed }, pressed), betweenMs)
    return () => clearTimeout(timer)
  }, [pressed, betweenMs])
  return (
    <section className={styles.phone} aria-label={t('simulator')}>
      <div className={styles.bar}>
        <b>{t('simulator')}</b>
        {survey.languages.length > 1 && (
          <SegmentedControl
            size="xs"
            value={tongue}
            onChange={value => {
              setTongue(value === 'en' ? 'en' : 'fr')
              setCall(undefined)
            }}
            data={survey.languages.map(value => ({ value, label: value.toUpperCase() }))}
          />
        )}
      </div>
      <p className={styles.small}>{t('simulatorText')}</p>
      {call && <Talk lines={call.lines} />}
      {expect?.kind === 'digits' && (
        <>
          <p className={styles.small} role="status">
            {pressed === '' ? '' : `${t('pressed', { keys: pressed })} · ${t('waits')}`}
          </p>
          <fieldset
            className={styles.keys}
            aria-label={t('keys')}
            onKeyDown={event => {
              if (!keys.includes(event.key)) return
              event.preventDefault()
              press(event.key)
            }}
          >
            {keys.map(key => (
              <button key={key} type="button" onClick={() => press(key)}>
                {key}
              </button>
            ))}
          </fieldset>
          <Button size="compact-sm" variant="default" onClick={() => send({}, '')} className={styles.start ?? ''}>
            {t('silence')}
          </Button>
        </>
      )}
      {expect?.kind === 'record' && <Speaking say={words => send({ words }, words)} />}
      {isOver && call && (
        <>
          <p role="status">{t('over')}</p>
          <Kept survey={spokenSurvey(dialogue)} answers={call.answers} tongue={tongue} />
        </>
      )}
      <div className={styles.bar}>
        {(!call || isOver) && (
          <Button size="compact-md" onClick={begin} disabled={spokenSurvey(dialogue).pages.length === 0}>
            {t(call ? 'again' : 'call')}
          </Button>
        )}
        {call && !isOver && (
          <Button size="compact-md" variant="default" onClick={() => setCall(undefined)}>
            {t('hangUp')}
          </Button>
        )}
      </div>
    </section>
  )
}

const spoken = (lines: readonly Line[], say: readonly string[]): readonly Line[] => [
  ...lines,
  { id: lines.length, by: 'voice', text: say.join(' ') },
]

/** The talk so far; the last of it stays in sight. */
function Talk({ lines }: { lines: readonly Line[] }) {
  const { t } = useTranslation('calling')
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    list.current?.scrollTo({ top: lines.length * 1000 })
  }, [lines.length])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
    <ol ref={list} className={styles.lines} aria-live="polite" tabIndex={0}>
      {lines.map(line => (
        <li key={line.id} data-by={line.by}>
          <small>{t(line.by)}</small>
          {line.text}
        </li>
      ))}
    </ol>
  )
}

function Speaking({ say }: { say: (words: string) => void }) {
  const { t } = useTranslation('calling')
  const [words, setWords] = useState('')
  return (
    <form
      className={styles.form}
      onSubmit={event => {
        event.preventDefault()
        say(words)
      }}
    >
      <Textarea
        label={t('spoken')}
        autosize
        minRows={2}
        value={words}
        onChange={event => setWords(event.currentTarget.value)}
      />
      <Button type="submit" size="compact-md" variant="default" className={styles.start ?? ''}>
        {words.trim() === '' ? t('silence') : t('say')}
      </Button>
    </form>
  )
}

function Kept({ survey, answers, tongue }: { survey: Survey; answers: Answers; tongue: Tongue }) {
  const { t } = useTranslation('calling')
  const { say } = useLabels()
  const kept = survey.pages.flatMap(page => page.questions).filter(({ id }) => answers[id] !== undefined)
  return (
    <div>
      <b>{t('kept')}</b>
      {kept.length === 0 ? (
        <p className={styles.small}>{t('nothingKept')}</p>
      ) : (
        <ul className={styles.out}>
          {kept.map(question => (
            <li key={question.id}>
              {say(question.text)}
              <small>{answerInWords(question, answers[question.id], tongue) || '✓'}</small>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
