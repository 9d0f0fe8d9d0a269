import { Tabs } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CustomerView, TimelineEvent } from '../../contract/collecting.ts'
import { CustomerSurveys } from '../listening/inviting/CustomerSurveys.tsx'
import { ConsentPanel } from './ConsentPanel.tsx'
import styles from './customer.module.css'
import { EventPanel } from './EventPanel.tsx'
import { IdentityPanel } from './IdentityPanel.tsx'

/** Who a customer is, beside the timeline; and the event that was selected on it. */
export function CustomerAside({ customer, event }: { customer: CustomerView; event: TimelineEvent | undefined }) {
  const { t } = useTranslation('collecting')
  const aside = useRef<HTMLElement>(null)
  const [tab, setTab] = useState('summary')
  // Selecting an event brings it to the front.
  useEffect(() => {
    if (!event) return
    setTab('event')
    aside.current?.scrollIntoView({ block: 'nearest' })
  }, [event])
  return (
    <aside ref={aside} className={styles.aside} aria-label={t('customer.who')}>
      <Tabs value={tab} onChange={value => setTab(value ?? 'summary')}>
        <Tabs.List>
          <Tabs.Tab value="summary">{t('customer.summary')}</Tabs.Tab>
          <Tabs.Tab value="event">{t('customer.event')}</Tabs.Tab>
          <Tabs.Tab value="identity">{t('customer.identity')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="summary">
          <div className={styles.panel}>
            <section>
              <h2>{t('customer.who')}</h2>
              {customer.traits.length === 0 ? (
                <p className={styles.note}>{t('customer.noTraits')}</p>
              ) : (
                <dl className={styles.pairs}>
                  {customer.traits.map(trait => (
                    <div key={trait.key} style={{ display: 'contents' }}>
                      <dt>{trait.key}</dt>
                      <dd>{trait.value}</dd>
                    </div>
                  ))}
                </dl>
              )}
            </section>
            <ConsentPanel consents={customer.consents} />
            <CustomerSurveys customer={customer.customer} />
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="event">
          <EventPanel event={event} />
        </Tabs.Panel>
        <Tabs.Panel value="identity">
          <IdentityPanel customer={customer} />
        </Tabs.Panel>
      </Tabs>
    </aside>
  )
}
