import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../kit/Dialog.tsx'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { useEditing } from '../editing.ts'
import { useMapPlace } from '../map-place.ts'
import type { Conflict } from './clashes.ts'
import { useEditSentence } from './edit-sentence.ts'
import styles from './live.module.css'
import { usePlaceNames } from './place-name.ts'
import { useNameOf } from './use-name-of.ts'

/** Two people changed the same place: both texts, and the choice of the one who came second. Nothing is lost. */
export function ConflictDialog() {
  const { conflicts, decide } = useEditing()
  const [first, ...more] = conflicts
  if (!first) return null
  return <Question key={first.id} conflict={first} left={more.length} decide={decide} />
}

function Question(props: { conflict: Conflict; left: number; decide: ReturnType<typeof useEditing>['decide'] }) {
  const { t } = useTranslation('live')
  const { conflict, left, decide } = props
  const { map, touchpoints } = useMapPlace()
  const figures = useFigures()
  const nameOf = useNameOf()
  const textOf = useTextOf()
  const names = { map, touchpoints }
  const place = usePlaceNames(names)(conflict.edit)
  const sentence = useEditSentence(names)(conflict.edit)
  const name = nameOf(conflict.by)
  const time = conflict.at ? figures.time(conflict.at) : ''
  const told = { name, time, place }
  const mine = conflict.texts ? textOf(conflict.texts.mine) : sentence
  const theirs = conflict.texts ? textOf(conflict.texts.theirs) : null
  const mayJoin = conflict.texts !== null && isText(conflict.texts.mine) && isText(conflict.texts.theirs)
  const question = conflict.isGone ? 'conflict.gone' : conflict.texts ? 'conflict.both' : 'conflict.act'
  // To close the question is to leave what stands there; what I wrote is still to be read until then.
  const leave = () => decide(conflict, 'theirs')
  return (
    <Dialog title={t('conflict.title')} close={leave} wide>
      <p className={styles.question}>{t(question, told)}</p>
      <div className={styles.texts}>
        {theirs !== null && !conflict.isGone && (
          <figure className={styles.text}>
            <figcaption>{t('conflict.theirs', told)}</figcaption>
            <Quote text={theirs} />
          </figure>
        )}
        <figure className={styles.text} data-mine="">
          <figcaption>{t('conflict.mine')}</figcaption>
          <Quote text={mine} />
        </figure>
      </div>
      <div className={styles.choices}>
        {left > 0 && <span className={styles.left}>{t('conflict.left', { count: left })}</span>}
        {conflict.isGone ? (
          <Button onClick={leave}>{t('conflict.understood')}</Button>
        ) : (
          <>
            <Button variant="default" data-autofocus onClick={leave}>
              {t(conflict.texts ? 'conflict.keepTheirs' : 'conflict.leave')}
            </Button>
            {mayJoin && (
              <Button variant="default" onClick={() => decide(conflict, 'both')}>
                {t('conflict.keepBoth')}
              </Button>
            )}
            <Button onClick={() => decide(conflict, 'mine')}>
              {t(conflict.texts ? 'conflict.keepMine' : 'conflict.makeMine')}
            </Button>
          </>
        )}
      </div>
    </Dialog>
  )
}

function Quote({ text }: { text: string }) {
  const { t } = useTranslation('live')
  return <blockquote data-empty={text === '' ? '' : undefined}>{text === '' ? t('conflict.nothing') : text}</blockquote>
}

/** Whether a value is words that can stand one under the other: a label, or a cell with one. */
function isText(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { text } = value as { text?: unknown }
  const label = (text ?? value) as { fr?: unknown; en?: unknown }
  return typeof label.fr === 'string' || typeof label.en === 'string'
}

/** What a value says, in words where it has some. */
function useTextOf(): (value: unknown) => string {
  const { say } = useLabels()
  const figures = useFigures()
  return value => {
    if (value === null || value === undefined) return ''
    if (typeof value !== 'object') return typeof value === 'number' ? figures.fine(value) : String(value)
    const { text, statement, valence } = value as { text?: object; statement?: object; valence?: number }
    if (isText(value)) return say((text ?? value) as { fr?: string; en?: string })
    if (valence !== undefined) return [figures.feeling(valence), say(statement)].filter(Boolean).join(' · ')
    return 'text' in value ? '' : JSON.stringify(value)
  }
}
