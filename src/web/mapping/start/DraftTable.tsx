import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { MapDraftAnswer } from '../../../contract/measuring.ts'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import { channelName } from '../channel-name.ts'
import styles from './start.module.css'

/** What a draft from data would be: phases with the wait they were cut at, steps, and how many cases lived each event. */
export function DraftTable({ draft, busy }: { draft: MapDraftAnswer; busy: boolean }) {
  const { t } = useTranslation('mapStart')
  const figures = useFigures()
  const known = draft.phases
    .flatMap(phase => phase.steps.flatMap(step => step.activities))
    .filter(activity => activity.known !== null).length
  if (draft.phases.length === 0) return <p role="status">{t('data.nothing')}</p>
  return (
    <>
      <p className={styles.note} role="status">
        {t('data.lived', {
          cases: t('data.cases', { count: draft.cases, n: figures.whole(draft.cases) }),
          customers: figures.whole(draft.customers),
          from: draft.from ? figures.day(draft.from) : '',
          to: draft.to ? figures.day(draft.to) : '',
        })}
      </p>
      <Scroll label={t('data.phases')} className={styles.lived} busy={busy}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('data.step')}</th>
              <th scope="col" data-number>
                {t('data.reached')}
              </th>
              <th scope="col">{t('data.presence')}</th>
            </tr>
          </thead>
          <tbody>
            {draft.phases.map((phase, index) => (
              <Fragment key={phase.steps[0]!.name}>
                <tr>
                  <th scope="rowgroup" colSpan={3} className={styles.phase}>
                    {t('data.phase', { number: index + 1 })}
                    {phase.waitSeconds !== null && (
                      <small> {t('data.waits', { time: figures.lasting(phase.waitSeconds * 1000) })}</small>
                    )}
                  </th>
                </tr>
                {phase.steps.map(step =>
                  step.activities.map((activity, place) => (
                    <tr key={activity.name} data-first={place === 0 || undefined}>
                      <td>
                        <span className={styles.event} data-also={place > 0 || undefined}>
                          {activity.name}
                        </span>
                        <small>
                          {activity.channels.map(code => channelName(code, [], figures.language)).join(', ')}
                        </small>
                      </td>
                      <td data-number className={styles.reach}>
                        <i style={{ width: `${activity.reach * 100}%` }} aria-hidden />
                        {figures.whole(activity.cases)} · {figures.share(activity.reach)}
                      </td>
                      <td>{t(`data.${activity.presence}`)}</td>
                    </tr>
                  )),
                )}
              </Fragment>
            ))}
          </tbody>
        </table>
      </Scroll>
      <p className={styles.note}>
        {known > 0 && `${t('data.known', { count: known })} `}
        {draft.left.length > 0 && t('data.left', { count: draft.left.length })}
      </p>
    </>
  )
}
