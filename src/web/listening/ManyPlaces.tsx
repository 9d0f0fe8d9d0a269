import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFigures } from '../kit/figures.ts'
import { Refused } from '../kit/Refused.tsx'
import { useListening } from './data.ts'
import styles from './listening.module.css'

/** Many places at once, a line each, as a column of a spreadsheet is pasted. What was left is told line by line. */
export function ManyPlaces({ survey }: { survey: string }) {
  const { t } = useTranslation('listening')
  const figures = useFigures()
  const { addPlaces } = useListening()
  const [text, setText] = useState('')
  const told = addPlaces.data
  return (
    <form
      className={styles.places}
      onSubmit={event => {
        event.preventDefault()
        const places = text.replace(/\n+$/, '').split('\n')
        addPlaces.mutate({ survey, places }, { onSuccess: () => setText('') })
      }}
    >
      <Textarea
        label={t('manyPlaces')}
        description={t('manyHint')}
        autosize
        minRows={3}
        maxRows={12}
        value={text}
        onChange={event => setText(event.currentTarget.value)}
      />
      <Refused error={addPlaces.error} />
      {told && (
        <div role="status" className={styles.small}>
          {t('placesMade', { count: told.made, n: figures.whole(told.made) })}
          {told.left.length > 0 && (
            <ul>
              {told.left.map(({ line, place, why }) => (
                <li key={line}>{t(`left.${why}`, { line: figures.whole(line), place })}</li>
              ))}
            </ul>
          )}
        </div>
      )}
      <Button
        type="submit"
        variant="default"
        loading={addPlaces.isPending}
        disabled={!text.trim()}
        style={{ justifySelf: 'start' }}
      >
        {t('addPlaces')}
      </Button>
    </form>
  )
}
