import { NativeSelect } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changesBetween, handOffsOf, type Stop } from '../../../vocabulary/map/handoff.ts'
import { placementsOf } from '../../../vocabulary/map/journey-map.ts'
import { useLabels } from '../../kit/label.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import { SideDrawer } from '../../kit/SideDrawer.tsx'
import { useMapView } from '../../measuring/data.ts'
import { useMapPlace } from '../map-place.ts'
import styles from './talk.module.css'

/** Who hands the customer over to whom along the map, between any two phases; and what nobody answers for. */
export function HandoffMatrix({ close }: { close: () => void }) {
  const { t } = useTranslation('talk')
  const { say } = useLabels()
  const { show } = useMapView()
  const { map, departments, touchpoints, steps } = useMapPlace()
  const found = useMemo(() => handOffsOf(map), [map])
  const [first, setFirst] = useState(map.phases[0]?.id ?? '')
  const [last, setLast] = useState(map.phases.at(-1)?.id ?? '')
  const changes = changesBetween(map, found, first, last)
  const department = (id: string) => say(departments.get(id)?.name) || id
  const phase = (id: string) => say(map.phases.find(one => one.id === id)?.name)
  const touchpoint = (placement: string) => {
    const at = placementsOf(map).find(one => one.id === placement)
    return say(touchpoints.get(at?.touchpoint ?? '')?.name)
  }
  const stop = (one: Stop) => one.placements.map(touchpoint).join(t('handoff.or'))
  const people = (one: Stop) => one.departments.map(department).join(t('handoff.or'))
  const taking = [...new Set(found.stops.flatMap(one => one.departments))]
  const between = new Map<string, number>()
  for (const { from, to } of changes) {
    for (const a of from.departments)
      for (const b of to.departments) between.set(`${a}/${b}`, (between.get(`${a}/${b}`) ?? 0) + 1)
  }
  const phases = map.phases.map(one => ({ value: one.id, label: say(one.name) }))
  return (
    <SideDrawer title={t('handoff.title')} close={close} width={720}>
      <div className={styles.panel}>
        <p>{t('handoff.intro')}</p>
        {found.stops.length === 0 ? (
          <p className={styles.empty}>{t('handoff.empty')}</p>
        ) : (
          <>
            <div className={styles.row}>
              <NativeSelect
                size="xs"
                flex={1}
                label={t('handoff.from')}
                value={first}
                data={phases}
                onChange={event => setFirst(event.currentTarget.value)}
              />
              <NativeSelect
                size="xs"
                flex={1}
                label={t('handoff.to')}
                value={last}
                data={phases}
                onChange={event => setLast(event.currentTarget.value)}
              />
            </div>
            <p className={styles.result} role="status">
              {changes.length === 0
                ? t('handoff.changes_zero', { from: phase(first), to: phase(last) })
                : t('handoff.changes', { count: changes.length, from: phase(first), to: phase(last) })}
            </p>
            {taking.length > 0 && (
              <>
                <p>{t('handoff.matrix')}</p>
                <Scroll label={t('handoff.matrix')}>
                  <table className={styles.matrix}>
                    <caption className="unseen">{t('handoff.matrix')}</caption>
                    <thead>
                      <tr>
                        <th scope="col">{t('handoff.fromDepartment')}</th>
                        {taking.map(id => (
                          <th key={id} scope="col">
                            {department(id)}
                          </th>
                        ))}
                      </tr>
                    </thead>
                    <tbody>
                      {taking.map(row => (
                        <tr key={row}>
                          <th scope="row">{department(row)}</th>
                          {taking.map(column => {
                            const count = between.get(`${row}/${column}`) ?? 0
                            return (
                              <td
                                key={column}
                                data-self={row === column || undefined}
                                data-many={count > 1 || undefined}
                                data-some={count === 1 || undefined}
                              >
                                {count > 0 ? (
                                  count
                                ) : (
                                  <>
                                    <span aria-hidden>·</span>
                                    <span className="unseen">{t('handoff.none')}</span>
                                  </>
                                )}
                              </td>
                            )
                          })}
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </Scroll>
              </>
            )}
            {changes.length > 0 && (
              <>
                <h3>{t('handoff.list')}</h3>
                <ol className={styles.changes}>
                  {changes.map(({ from, to }) => (
                    <li key={`${from.placements[0]} ${to.placements[0]}`}>
                      <b>
                        {people(from)} → {people(to)}
                      </b>
                      <small>
                        {stop(from)} → {stop(to)}
                      </small>
                    </li>
                  ))}
                </ol>
              </>
            )}
          </>
        )}
        <h3>{t('handoff.orphans')}</h3>
        {found.orphans.length === 0 ? (
          <p>{t('handoff.noOrphan')}</p>
        ) : (
          <>
            <p>{t('handoff.orphansIntro')}</p>
            <ul className={styles.places}>
              {found.orphans.map(one => (
                <li key={one.placement}>
                  <button
                    type="button"
                    className={styles.about}
                    onClick={() => show({ touchpoint: one.placement, step: undefined, tab: 'owners', talk: undefined })}
                  >
                    {touchpoint(one.placement)}
                  </button>
                  <small>
                    {say(steps.find(step => step.id === one.step)?.title)} ·{' '}
                    {t(one.accountable > 1 ? 'handoff.several' : 'handoff.nobody')}
                  </small>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </SideDrawer>
  )
}
