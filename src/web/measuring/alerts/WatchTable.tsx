import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Watch } from '../../../contract/measuring-alerts.ts'
import { useMay } from '../../admitting/data.ts'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import { useExplainView } from '../explain/data.ts'
import explore from '../explore/explore.module.css'
import { Head } from '../explore/Head.tsx'
import tables from '../figures.module.css'
import { useWatching } from './data.ts'
import { trendOf } from './trend-of.ts'

/** The measures that are watched. One that is removed can be taken up again at once. */
export function WatchTable({ watches }: { watches: readonly Watch[] }) {
  const { t } = useTranslation('alerts')
  const figures = useFigures()
  const { show } = useExplainView()
  const may = useMay()('map.comment')
  const { remove, resume } = useWatching()
  const [removed, setRemoved] = useState<Watch>()
  return (
    <section className={explore.part}>
      <h2>{t('watches')}</h2>
      {removed && (
        <p className={explore.note} role="status">
          {t('removed', { name: removed.name })}{' '}
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => resume.mutate(removed.id, { onSuccess: () => setRemoved(undefined) })}
          >
            {t('resume')}
          </Button>
        </p>
      )}
      {watches.length > 0 && (
        <Scroll className={tables.scroll} label={t('watches')}>
          <table className={tables.table}>
            <thead>
              <tr>
                <Head>{t('measure')}</Head>
                <Head>{t('lookedAt')}</Head>
                <th scope="col">
                  <span className="unseen">{t('remove')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {watches.map(watch => (
                <tr key={watch.id}>
                  <td>
                    <button
                      type="button"
                      className={explore.keep}
                      aria-label={t('open', { name: watch.name })}
                      onClick={() => show(trendOf(watch.measure))}
                    >
                      {watch.name}
                    </button>
                  </td>
                  <td>
                    {watch.trouble?.[figures.language] ??
                      (watch.lookedAt === null ? t('notYet') : figures.moment(watch.lookedAt))}
                  </td>
                  <td>
                    {may && (
                      <Button
                        size="compact-xs"
                        variant="subtle"
                        aria-label={t('removeOf', { name: watch.name })}
                        onClick={() => remove.mutate(watch.id, { onSuccess: () => setRemoved(watch) })}
                      >
                        {t('remove')}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  )
}
