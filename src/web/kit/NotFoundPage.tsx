import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { EmptyState } from './EmptyState.tsx'

export function NotFoundPage() {
  const { t } = useTranslation('kit')
  return (
    <main>
      <EmptyState
        title={t('problem.notFound')}
        actions={
          <Button component={Link} to="/">
            {t('problem.toMaps')}
          </Button>
        }
      />
    </main>
  )
}
