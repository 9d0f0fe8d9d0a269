import { ActionIcon, Button } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Ending, Survey } from '../../vocabulary/survey/survey.ts'
import { canBePiped } from '../../vocabulary/survey/survey-piping.ts'
import { useLabels } from '../kit/label.ts'
import { BothLabels, type Pipeable } from './BothLabels.tsx'
import { ConditionField } from './ConditionField.tsx'
import styles from './listening.module.css'
import { freeId, knownAtEnd } from './survey-edits.ts'

/** What is read at the end: the first whose condition holds, and one for everybody else. */
export function EndingList({ survey, onChange }: { survey: Survey; onChange: (survey: Survey) => void }) {
  const { t } = useTranslation('listening')
  const { say } = useLabels()
  const { languages, endings } = survey
  const questions = knownAtEnd(survey)
  const pipes: readonly Pipeable[] = [
    ...questions
      .filter(canBePiped)
      .map(one => ({ question: one.id, name: say(one.text) || one.id, sure: Boolean(one.required) && !one.showIf })),
    { question: null, name: t('pipes.place'), sure: false },
  ]
  const change = (id: string, next: (ending: Ending) => Ending) =>
    onChange({ ...survey, endings: endings.map(one => (one.id === id ? next(one) : one)) })
  const add = () => {
    const [first] = questions
    const made: Ending = {
      id: freeId(survey, 'ending'),
      title: { fr: '', en: '' },
      ...(first ? { showIf: { answered: first.id } } : {}),
    }
    // Before the one for everybody else, after which nobody would see it.
    const last = endings.findIndex(({ showIf }) => !showIf)
    const at = last === -1 ? endings.length : last
    onChange({ ...survey, endings: [...endings.slice(0, at), made, ...endings.slice(at)] })
  }
  return (
    <>
      {endings.map((ending, at) => (
        <div key={ending.id} className={styles.card} id={`question-${ending.id}`}>
          <div className={styles.cardHead}>
            <span className={styles.small} style={{ flex: 1 }}>
              {ending.showIf ? t('endingOf', { at: at + 1 }) : t('endingForAll')}
            </span>
            {endings.length > 1 && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`${t('remove')} ${say(ending.title)}`}
                onClick={() => onChange({ ...survey, endings: endings.filter(one => one.id !== ending.id) })}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            )}
          </div>
          <BothLabels
            long
            label={t('theEnd')}
            languages={languages}
            value={ending.title}
            pipes={pipes}
            onChange={title => change(ending.id, one => ({ ...one, title }))}
          />
          <BothLabels
            long
            label={t('endingText')}
            languages={languages}
            value={ending.text}
            pipes={pipes}
            onChange={text =>
              change(ending.id, ({ text: _, ...one }) =>
                (text.fr ?? '') + (text.en ?? '') === '' ? one : { ...one, text },
              )
            }
          />
          {(ending.showIf || endings.length > 1) && (
            <ConditionField
              before={questions}
              value={ending.showIf}
              onChange={showIf => change(ending.id, ({ showIf: _, ...one }) => (showIf ? { ...one, showIf } : one))}
            />
          )}
        </div>
      ))}
      <Button size="compact-sm" variant="default" style={{ justifySelf: 'start' }} onClick={add}>
        {t('addEnding')}
      </Button>
    </>
  )
}
