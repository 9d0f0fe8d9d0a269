import { Alert, Button, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Survey } from '../../../vocabulary/survey/survey.ts'
import type { SurveyClash } from '../../../vocabulary/survey/survey-merge.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import type { News } from '../use-draft.ts'
import styles from './editor.module.css'

/** What somebody else wrote meanwhile, and at the places where both wrote, both texts and the choice between them. */
export function BothVersions(props: { survey: Survey; news: News; settle: (theirs: readonly SurveyClash[]) => void }) {
  const { survey, news, settle } = props
  const { t } = useTranslation('surveyEditor')
  const { language } = useFigures()
  const { say } = useLabels()
  const [theirs, setTheirs] = useState<ReadonlySet<SurveyClash>>(new Set())
  const { changes, clashes } = news
  const nameOf = ([part, id]: readonly string[]): string => {
    const question = survey.pages.flatMap(page => page.questions).find(one => one.id === id)
    if (part === 'questions') return (question && say(question.text)) || id || ''
    if (part === 'title' || part === 'intro' || part === 'notice') return t(`news.at.${part}`)
    if (part === 'theme' || part === 'accent') return t('news.at.look')
    if (part === 'endings') return t('news.at.ending')
    return part === 'pages' ? t('news.at.page') : t('news.at.other')
  }
  const textOf = ({ path }: SurveyClash, value: unknown): string => {
    if (value === null) return t(path.length === 2 ? 'news.removed' : 'news.nothing')
    if (typeof value === 'string') return value || t('news.nothing')
    const { text, fr, en } = value as { text?: { fr?: string; en?: string }; fr?: string; en?: string }
    if (text) return say(text)
    return fr !== undefined || en !== undefined ? say({ fr, en } as { fr: string }) : JSON.stringify(value)
  }
  return (
    <Alert color={clashes.length > 0 ? 'orange' : 'blue'} variant="light" role="alert" title={t('news.title')}>
      {changes.length > 0 && (
        <>
          <p className={styles.told}>{t('news.changed')}</p>
          <ul className={styles.toldList}>
            {changes.map(change => (
              <li key={`${change.at} ${change.en}`}>{change[language]}</li>
            ))}
          </ul>
        </>
      )}
      {clashes.length > 0 && <p className={styles.told}>{t('news.clash')}</p>}
      {clashes.map(clash => {
        const isTheirs = theirs.has(clash)
        const choose = (value: string) =>
          setTheirs(held => {
            const next = new Set(held)
            if (value === 'theirs') next.add(clash)
            else next.delete(clash)
            return next
          })
        return (
          <div key={clash.path.join(' ')} className={styles.clash}>
            <b>{nameOf(clash.path)}</b>
            <div className={styles.sides}>
              <blockquote data-chosen={!isTheirs || undefined}>
                <small>{t('news.mine')}</small>
                {textOf(clash, clash.mine)}
              </blockquote>
              <blockquote data-chosen={isTheirs || undefined}>
                <small>{t('news.theirs')}</small>
                {textOf(clash, clash.theirs)}
              </blockquote>
            </div>
            <SegmentedControl
              size="xs"
              aria-label={nameOf(clash.path)}
              value={isTheirs ? 'theirs' : 'mine'}
              onChange={choose}
              data={[
                { value: 'mine', label: t('news.mine') },
                { value: 'theirs', label: t('news.theirs') },
              ]}
            />
          </div>
        )
      })}
      <div className={styles.decide}>
        {clashes.length > 1 && (
          <>
            <Button size="compact-sm" variant="default" onClick={() => setTheirs(new Set())}>
              {t('news.allMine')}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => setTheirs(new Set(clashes))}>
              {t('news.allTheirs')}
            </Button>
          </>
        )}
        <Button size="compact-sm" onClick={() => settle([...theirs])}>
          {t(clashes.length > 0 ? 'news.keep' : 'news.seen')}
        </Button>
      </div>
    </Alert>
  )
}
