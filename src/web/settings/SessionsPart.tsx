import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFigures } from '../kit/figures.ts'
import { Trouble } from '../kit/Trouble.tsx'
import { useEndSession, useEndSessions, useSessions } from './data.ts'
import { Part } from './Part.tsx'
import styles from './settings.module.css'

/** Where one is signed in, and how to end it. */
export function SessionsPart() {
  const { t } = useTranslation('settings')
  const figures = useFigures()
  const navigate = useNavigate()
  const sessions = useSessions()
  const ending = useEndSession()
  const endingAll = useEndSessions()
  return (
    <Part title={t('sessions.title')}>
      {sessions.error && <Trouble compact error={sessions.error} />}
      <ul className={styles.list}>
        {sessions.data?.sessions.map(one => (
          <li key={one.id}>
            <span>
              {one.device || '–'} {one.current && <b>({t('sessions.here')})</b>}
              <small>
                {t('sessions.since', { date: figures.day(one.startedAt), seen: figures.moment(one.lastSeenAt) })}
              </small>
            </span>
            {!one.current && (
              <Button
                size="xs"
                variant="default"
                aria-label={figures.pair(t('sessions.end'), one.device)}
                loading={ending.isPending && ending.variables === one.id}
                onClick={() => ending.mutate(one.id)}
              >
                {t('sessions.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <div>
        <Button
          size="xs"
          variant="subtle"
          color="red"
          loading={endingAll.isPending}
          onClick={() => endingAll.mutate(undefined, { onSuccess: () => navigate({ to: '/sign-in', search: {} }) })}
        >
          {t('sessions.endAll')}
        </Button>
      </div>
    </Part>
  )
}
