import { Link } from '@tanstack/react-router'
import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TouchpointUse } from '../../../contract/touchpoint-uses.ts'
import type { Step } from '../../../vocabulary/map/journey-map.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { channelName } from '../../mapping/channel-name.ts'
import { useMapPlace } from '../../mapping/map-place.ts'
import explore from '../explore/explore.module.css'
import styles from './touchpoint.module.css'

/** What the team says of a touchpoint, and where it stands. */
export function DeclaredPart({ use, steps }: { use: TouchpointUse; steps: readonly Step[] }) {
  const { t } = useTranslation('touchpoint')
  const m = useTranslation('mapping').t
  const { language, locale, whole } = useFiguresAnd()
  const { say } = useLabels()
  const workspace = useWorkspaceKey()
  const { touchpoint, placements, rules } = use
  const cost = touchpoint.costPerVisit
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t('description'), say(touchpoint.description)],
    [t('channels'), touchpoint.channels.map(code => channelName(code, whole.library.channels, language)).join(', ')],
    [t('ownership'), m(`inspector.ownerships.${touchpoint.ownership}`)],
    [t('initiator'), t(`initiators.${touchpoint.initiator}`)],
    [t('visible'), t(`visibles.${touchpoint.observability}`)],
    [t('complexity'), touchpoint.complexity],
    [t('urgency'), touchpoint.urgency],
    [
      t('cost'),
      cost &&
        new Intl.NumberFormat(locale, { style: 'currency', currency: cost.currency }).format(cost.amountMinor / 100),
    ],
    [t('rules'), rules],
  ]
  const here = new Set(steps.map(step => step.id))
  return (
    <section className={explore.part} data-kind="declared">
      <h2>{t('declared')}</h2>
      <p className={explore.note}>{t('declaredSaid')}</p>
      <dl className={styles.facts}>
        {facts
          .filter(([, value]) => value !== null && value !== '')
          .map(([name, value]) => (
            <Fragment key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </Fragment>
          ))}
      </dl>
      <h3 className={styles.small}>{t('stands')}</h3>
      <ul className={styles.list}>
        {placements.map(one => (
          <li key={`${one.map} ${one.placement}`}>
            <Link
              to="/w/$workspace/maps/$map"
              params={{ workspace, map: one.map }}
              search={{ touchpoint: one.placement }}
            >
              {say(one.mapName)}
            </Link>{' '}
            <span>
              {say(one.phase)} · {say(one.step)}
              {here.has(one.stepId) && ` · ${t('current')}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function useFiguresAnd() {
  const { language, locale } = useFigures()
  const { whole } = useMapPlace()
  return { language, locale, whole }
}
