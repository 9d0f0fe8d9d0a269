import { Button, Checkbox, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Survey } from '../../../vocabulary/survey/survey.ts'
import { Dialog } from '../../kit/Dialog.tsx'
import { useLabels } from '../../kit/label.ts'
import { Trouble } from '../../kit/Trouble.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import { useSurvey, useSurveys } from '../data.ts'
import styles from './editor.module.css'
import { type Copied, copyQuestions } from './survey-copies.ts'

/** Questions of another survey, chosen and put at the end of a page of this one. */
export function CopyQuestions(props: {
  own: string
  survey: Survey
  close: () => void
  copied: (copied: Copied) => void
}) {
  const { own, survey, close, copied } = props
  const { t } = useTranslation('surveyEditor')
  const { say } = useLabels()
  const { data, error, refetch } = useSurveys()
  const [from, setFrom] = useState<string>()
  const others = data?.surveys.filter(({ id }) => id !== own) ?? []
  return (
    <Dialog title={t('copy.title')} close={close} wide>
      {error && !data ? (
        <Trouble error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Waiting />
      ) : others.length === 0 ? (
        <p style={{ margin: 0 }}>{t('copy.empty')}</p>
      ) : (
        <div className={styles.copy}>
          <NativeSelect
            label={t('copy.survey')}
            data-autofocus
            value={from ?? ''}
            data={[
              { value: '', label: t('copy.choose'), disabled: true },
              ...others.map(one => ({ value: one.id, label: say(one.title) || one.id })),
            ]}
            onChange={event => setFrom(event.currentTarget.value)}
          />
          {from && <Chosen key={from} from={from} survey={survey} copied={copied} />}
        </div>
      )}
    </Dialog>
  )
}

function Chosen(props: { from: string; survey: Survey; copied: (copied: Copied) => void }) {
  const { from, survey, copied } = props
  const { t } = useTranslation('surveyEditor')
  const listening = useTranslation('listening').t
  const { say } = useLabels()
  const { data, error, refetch } = useSurvey(from)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [page, setPage] = useState(survey.pages.at(-1)?.id ?? '')
  if (error && !data) return <Trouble error={error} retry={() => void refetch()} />
  if (!data) return <Waiting />
  const questions = data.survey.pages.flatMap(one => one.questions)
  const wanted = questions.filter(({ id }) => chosen.includes(id))
  return (
    <>
      <Checkbox.Group value={[...chosen]} onChange={setChosen}>
        <div className={styles.pick}>
          {questions.map(one => (
            <Checkbox
              key={one.id}
              value={one.id}
              label={say(one.text) || one.id}
              description={listening(`questionKinds.${one.kind}`)}
            />
          ))}
        </div>
      </Checkbox.Group>
      <div className={styles.copyTo}>
        <NativeSelect
          label={t('copy.to')}
          value={page}
          data={survey.pages.map((one, at) => ({ value: one.id, label: listening('thePage', { at: at + 1 }) }))}
          onChange={event => setPage(event.currentTarget.value)}
        />
        <Button
          size="sm"
          disabled={wanted.length === 0}
          onClick={() => copied(copyQuestions(survey, data.survey, wanted, { page }))}
        >
          {wanted.length === 0 ? t('copy.none') : t('copy.go', { count: wanted.length })}
        </Button>
      </div>
    </>
  )
}
