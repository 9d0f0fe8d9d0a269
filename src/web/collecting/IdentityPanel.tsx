import { Button, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CustomerView } from '../../contract/collecting.ts'
import { useMay, useWorkspaceKey } from '../admitting/data.ts'
import { Confirm } from '../kit/Confirm.tsx'
import { useFigures } from '../kit/figures.ts'
import { Refused } from '../kit/Refused.tsx'
import styles from './customer.module.css'
import { useCustomerChanges } from './data.ts'

/** By what the customer is known; joining with another, and taking apart again. */
export function IdentityPanel({ customer }: { customer: CustomerView }) {
  const { t } = useTranslation('collecting')
  const figures = useFigures()
  const may = useMay()('customer.edit')
  const workspace = useWorkspaceKey()
  const navigate = useNavigate()
  const { merge, split } = useCustomerChanges()
  const [leaving, setLeaving] = useState<string>()
  const join = (other: string) =>
    merge.mutate(other, {
      onSuccess: told => {
        notifications.show({ message: t('customer.mergeDone') })
        void navigate({ to: '/w/$workspace/customers/$customer', params: { workspace, customer: told.customer } })
      },
    })
  return (
    <div className={styles.panel}>
      <ul className={styles.items}>
        {customer.identifiers.map(one => (
          <li key={one.anchor + one.kind + one.value} className={styles.item}>
            <span>
              <b>{one.value}</b>
              <small>
                {one.kind} ·{' '}
                {t('customer.seenBetween', { from: figures.day(one.firstSeenAt), to: figures.day(one.lastSeenAt) })}
              </small>
            </span>
            {may && customer.identifiers.length > 1 && (
              <Button
                size="compact-xs"
                variant="subtle"
                color="gray"
                onClick={() => setLeaving(one.anchor)}
                aria-label={figures.pair(t('customer.split'), one.value)}
              >
                {t('customer.split')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {customer.suggestions.length > 0 && (
        <section>
          <h2>{t('customer.suggestions')}</h2>
          <ul className={styles.items}>
            {customer.suggestions.map(one => (
              <li key={one.customer} className={styles.item}>
                <span>
                  <Link to="/w/$workspace/customers/$customer" params={{ workspace, customer: one.customer }}>
                    {one.name}
                  </Link>
                  <small>{one.reason}</small>
                </span>
                {may && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    loading={merge.isPending}
                    onClick={() => join(one.customer)}
                  >
                    {t('customer.mergeDo')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {may && (
        <form
          onSubmit={event => {
            event.preventDefault()
            const other = String(new FormData(event.currentTarget).get('other') ?? '').trim()
            if (other) join(other)
          }}
        >
          <TextInput
            name="other"
            size="sm"
            label={t('customer.merge')}
            placeholder={t('customer.mergeHint')}
            autoComplete="off"
            mb="xs"
          />
          <Button type="submit" size="xs" variant="default" loading={merge.isPending}>
            {t('customer.mergeDo')}
          </Button>
        </form>
      )}
      <Refused error={merge.error ?? split.error} />
      <Confirm
        opened={leaving !== undefined}
        title={t('customer.splitTitle')}
        text={t('customer.splitText')}
        doIt={t('customer.split')}
        onDo={() => {
          if (leaving)
            split.mutate(leaving, { onSuccess: () => notifications.show({ message: t('customer.splitDone') }) })
        }}
        close={() => setLeaving(undefined)}
      />
    </div>
  )
}
