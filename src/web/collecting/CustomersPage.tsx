import { Button, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorkspaceKey } from '../admitting/data.ts'
import { EmptyState } from '../kit/EmptyState.tsx'
import { useFigures } from '../kit/figures.ts'
import { PageHead } from '../kit/PageHead.tsx'
import shell from '../kit/shell.module.css'
import { Trouble } from '../kit/Trouble.tsx'
import { Waiting } from '../kit/Waiting.tsx'
import { CustomerTable } from './CustomerTable.tsx'
import styles from './collecting.module.css'
import { useCustomers } from './data.ts'

/** Finds a customer by any identifier; until something is looked for, those seen last. */
export function CustomersPage() {
  const { t } = useTranslation('collecting')
  const kit = useTranslation('kit').t
  const figures = useFigures()
  const workspace = useWorkspaceKey()
  const [identifier, setIdentifier] = useState('')
  const customers = useCustomers(identifier)
  const found = customers.data?.pages.flatMap(page => page.customers) ?? []
  const total = customers.data?.pages[0]?.total ?? 0
  const empty = customers.data !== undefined && found.length === 0
  return (
    <>
      <PageHead title={t('customers.title')} name={t('customers.title')} />
      <div className={shell.page}>
        <search>
          <form
            className={styles.find}
            onSubmit={event => {
              event.preventDefault()
              setIdentifier(String(new FormData(event.currentTarget).get('identifier') ?? '').trim())
            }}
          >
            <TextInput
              name="identifier"
              size="md"
              aria-label={t('customers.search')}
              placeholder={t('customers.searchHint')}
              leftSection={<IconSearch size={17} aria-hidden />}
              autoComplete="off"
              spellCheck={false}
              maxLength={320}
            />
            <Button type="submit" size="md" loading={customers.isFetching && identifier !== ''}>
              {t('customers.find')}
            </Button>
          </form>
        </search>
        {customers.error && <Trouble error={customers.error} retry={() => void customers.refetch()} />}
        {customers.isPending && <Waiting />}
        {empty && identifier !== '' && (
          <EmptyState
            title={t('customers.nobody')}
            actions={
              <Button variant="default" onClick={() => setIdentifier('')}>
                {t('customers.clear')}
              </Button>
            }
          >
            {t('customers.nobodyText')}
          </EmptyState>
        )}
        {empty && identifier === '' && (
          <EmptyState
            title={t('customers.none')}
            actions={
              <Button component={Link} to="/w/$workspace/sources" params={{ workspace } as never}>
                {t('customers.toSources')}
              </Button>
            }
          >
            {t('customers.noneText')}
          </EmptyState>
        )}
        {found.length > 0 && (
          <>
            <h2 className={styles.heading}>
              {identifier ? t('customers.found') : t('customers.recent')}{' '}
              <small>{kit('total', { shown: figures.whole(found.length), total: figures.whole(total) })}</small>
            </h2>
            <CustomerTable label={t('customers.title')} customers={found} />
            {customers.hasNextPage && (
              <Button
                variant="default"
                mt="md"
                loading={customers.isFetchingNextPage}
                onClick={() => void customers.fetchNextPage()}
              >
                {kit('showMore')}
              </Button>
            )}
          </>
        )}
      </div>
    </>
  )
}
