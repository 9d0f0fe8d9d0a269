import { Button, Checkbox, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { drawCode, printCodes, type SurveyLink } from '../../contract/survey-links.ts'
import { useMay, useWorkspaceKey } from '../admitting/data.ts'
import { addressOf } from '../client.ts'
import { CopyText } from '../kit/CopyText.tsx'
import { useFigures } from '../kit/figures.ts'
import { Refused } from '../kit/Refused.tsx'
import { Waiting } from '../kit/Waiting.tsx'
import { useListening, useSurvey, useSurveyLinks } from './data.ts'
import styles from './listening.module.css'
import { ManyPlaces } from './ManyPlaces.tsx'
import { SlipDialog } from './receipts/SlipDialog.tsx'
import { ProtectionPanel } from './website/ProtectionPanel.tsx'
import { WebsitePanel } from './website/WebsitePanel.tsx'

/** The addresses at which a survey is answered: one in general, and one for each place that is counted apart. */
export function PlacesTab({ survey, isPublished }: { survey: string; isPublished: boolean }) {
  const { t } = useTranslation('listening')
  const figures = useFigures()
  const { language } = figures
  const may = useMay()('survey.edit')
  const workspace = useWorkspaceKey()
  const { data } = useSurveyLinks(survey)
  const { addLink, closeLink } = useListening()
  const [place, setPlace] = useState('')
  const [isKiosk, setKiosk] = useState(false)
  const { t: own } = useTranslation('surveyWebsite')
  const { t: printing } = useTranslation('receipts')
  const [printed, setPrinted] = useState<SurveyLink>()
  const { data: whole } = useSurvey(survey)
  if (!data) return <Waiting lines={3} />
  const add = () =>
    addLink.mutate({ survey, place, kind: isKiosk ? 'kiosk' : 'address' }, { onSuccess: () => setPlace('') })
  return (
    <div className={styles.places}>
      <p className={styles.small}>{t(isPublished ? 'placesText' : 'noLinks')}</p>
      {data.links.some(link => !link.closedAt) && (
        <Button
          variant="default"
          component="a"
          href={addressOf(printCodes, { params: { workspace, survey }, query: { language } })}
          download
          style={{ justifySelf: 'start' }}
        >
          {t('printCodes')}
        </Button>
      )}
      {isPublished && <WebsitePanel survey={survey} />}
      {isPublished && <ProtectionPanel survey={survey} />}
      {data.links.map(link => (
        <section key={link.id} className={styles.card} aria-label={link.place || t('general')}>
          <div className={styles.cardHead}>
            <b style={{ flex: 1 }}>
              {link.place || t('general')}
              {link.kind === 'kiosk' && <span className={styles.small}> · {own('kiosk')}</span>}
            </b>
            <span className={styles.small}>
              {t('counts', { completed: figures.whole(link.completed), started: figures.whole(link.started) })}
            </span>
          </div>
          {link.closedAt ? (
            <span className={styles.small}>{t('shutOn', { day: figures.day(link.closedAt) })}</span>
          ) : (
            <>
              <CopyText text={link.address} />
              <img
                className={styles.code}
                src={addressOf(drawCode, { params: { workspace, survey, surveyLink: link.id } })}
                alt={t('codeOf', { place: link.place || t('general') })}
                width={112}
                height={112}
              />
              <div className={styles.cardHead}>
                <Button size="compact-sm" variant="default" component="a" href={link.address} target="_blank">
                  {t('open')}
                </Button>
                {link.kind === 'address' && (
                  <Button size="compact-sm" variant="default" onClick={() => setPrinted(link)}>
                    {printing('open')}
                  </Button>
                )}
                {may && (
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    color="gray"
                    onClick={() => closeLink.mutate({ survey, surveyLink: link.id })}
                  >
                    {t('shut')}
                  </Button>
                )}
              </div>
            </>
          )}
        </section>
      ))}
      {printed && (
        <SlipDialog
          survey={survey}
          link={printed}
          languages={whole?.survey.languages ?? ['fr', 'en']}
          close={() => setPrinted(undefined)}
        />
      )}
      <Refused error={addLink.error ?? closeLink.error} />
      {may && isPublished && (
        <form
          className={styles.newPlace}
          onSubmit={event => {
            event.preventDefault()
            if (place.trim()) add()
          }}
        >
          <TextInput
            label={t('place')}
            placeholder={t('placeHint')}
            value={place}
            maxLength={120}
            onChange={event => setPlace(event.currentTarget.value)}
          />
          <Checkbox
            label={own('forTablet')}
            description={own('forTabletText')}
            checked={isKiosk}
            onChange={event => setKiosk(event.currentTarget.checked)}
          />
          <Button type="submit" variant="default" loading={addLink.isPending} disabled={!place.trim()}>
            {t('addPlace')}
          </Button>
        </form>
      )}
      {may && isPublished && <ManyPlaces survey={survey} />}
    </div>
  )
}
