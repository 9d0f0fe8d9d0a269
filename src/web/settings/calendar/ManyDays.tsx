import { Button, FileButton, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type DayOff, mostDaysOff } from '../../../vocabulary/opening/opening-calendar.ts'
import { eachOnce, readDaysOff } from '../../../vocabulary/opening/read-days-off.ts'
import { readIcsDays } from '../../../vocabulary/opening/read-ics-days.ts'
import { useFigures } from '../../kit/figures.ts'
import styles from './calendar.module.css'

/** Days off as a text or a file has them. What could not be read is said, and stays where it can be mended. */
export function ManyDays({ days, onChange }: { days: readonly DayOff[]; onChange: (days: DayOff[]) => void }) {
  const { t } = useTranslation('calendar')
  const figures = useFigures()
  const [text, setText] = useState('')
  const [told, setTold] = useState<readonly string[]>([])
  const take = (more: readonly DayOff[]): readonly string[] => {
    const all = eachOnce([...days, ...more])
    if (all.length > mostDaysOff) return [t('tooMany', { most: figures.whole(mostDaysOff) })]
    const added = all.length - days.length
    if (added > 0) onChange([...all])
    return [t('added', { count: added, amount: figures.whole(added) })]
  }
  const takeText = () => {
    const { days: more, unread } = readDaysOff(text)
    const left = unread.length
    setTold([...take(more), ...(left > 0 ? [t('unread', { count: left, amount: figures.whole(left) })] : [])])
    setText(unread.join('\n'))
  }
  const takeFile = async (file: File | null) => {
    if (!file) return
    const read = readIcsDays(await file.text())
    if (!read) return setTold([t('noFile')])
    const { skipped } = read
    setTold([
      ...take(read.days),
      ...(skipped > 0 ? [t('skipped', { count: skipped, amount: figures.whole(skipped) })] : []),
    ])
  }
  return (
    <details className={styles.more}>
      <summary>{t('many')}</summary>
      <div className={styles.many}>
        <Textarea
          label={t('paste')}
          description={t('pasteHint')}
          autosize
          minRows={2}
          maxRows={10}
          value={text}
          onChange={event => setText(event.currentTarget.value)}
        />
        <div className={styles.acts}>
          <Button variant="default" disabled={text.trim() === ''} onClick={takeText}>
            {t('take')}
          </Button>
          <FileButton accept=".ics,text/calendar" onChange={takeFile}>
            {own => (
              <Button variant="default" {...own}>
                {t('file')}
              </Button>
            )}
          </FileButton>
        </div>
        <div role="status">
          {told.map(line => (
            <p key={line} className={styles.hint}>
              {line}
            </p>
          ))}
        </div>
      </div>
    </details>
  )
}
