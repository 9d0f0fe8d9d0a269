import { Button } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { compareShares, fewestCompared, type Share } from '../../../vocabulary/compare-shares.ts'
import { useWorkspace } from '../../admitting/data.ts'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import { Trouble } from '../../kit/Trouble.tsx'
import { useMapView } from '../data.ts'
import figureStyles from '../figures.module.css'
import styles from './compare.module.css'
import { OtherSide, otherSideOf } from './other-side.ts'
import { useAgainstName } from './use-against-name.ts'

type Sides<Answer, Asked> = {
  /** The answer of the page. */
  now: Answer
  /** Asks the very same question; below here, of the other side. */
  useOther: (asked: Asked) => UseQueryResult<Answer, Error>
  asked: Asked
  /** The shares that an answer tells, and what each is called. */
  sharesOf: (answer: Answer) => readonly (Share & { readonly label: string })[]
}

/** What differs between the page and another period or group, and whether that means anything. */
export function Comparison<Answer, Asked>(props: Sides<Answer, Asked>) {
  const { view } = useMapView()
  const zone = useWorkspace()?.timeZone
  if (!view.against || !zone) return null
  return (
    <OtherSide value={otherSideOf(view.against, view, new Date(), zone)}>
      <Differences {...props} />
    </OtherSide>
  )
}

const rowsAtFirst = 8
const mostRows = 60

function Differences<Answer, Asked>({ now, useOther, asked, sharesOf }: Sides<Answer, Asked>) {
  const { t } = useTranslation('compare')
  const figures = useFigures()
  const { view } = useMapView()
  const other = useOther(asked)
  const [all, setAll] = useState(false)
  const kit = useTranslation('kit').t
  const against = view.against!
  const name = useAgainstName(against) ?? ''
  const told = other.error || other.isPlaceholderData ? undefined : other.data
  const shares = sharesOf(now)
  const labels = new Map(shares.map(each => [each.key, each.label]))
  const changes = told === undefined ? [] : compareShares(shares, sharesOf(told))
  const points = (difference: number) =>
    t('points', {
      points: `${difference > 0 ? '+' : difference < 0 ? '−' : ''}${figures.fine(Math.abs(difference * 100))}`,
    })
  const share = ({ hits, n }: Share) => figures.share(n === 0 ? 0 : hits / n)
  const believed = changes.filter(change => change.means)
  const [first] =
    believed.length > 0 ? believed : changes.toSorted((a, b) => Math.abs(b.difference) - Math.abs(a.difference))
  const words = first && {
    what: labels.get(first.key) ?? '',
    now: share(first.now),
    other: share(first.other),
    difference: points(first.difference),
    low: points(first.low),
    high: points(first.high),
  }
  return (
    <section className={styles.part} aria-live="polite" aria-busy={told === undefined}>
      <h2>{t('title', { other: name })}</h2>
      {other.error && <Trouble compact error={other.error} retry={() => void other.refetch()} />}
      {told === undefined && !other.error && <p>{t('waiting')}</p>}
      {told !== undefined && !words && (
        <p>{sharesOf(told).length === 0 ? t('nothingThere') : t('noneCompared', { fewest: fewestCompared })}</p>
      )}
      {words && (
        <>
          <p className={styles.sentence}>
            {believed.length > 0
              ? `${t('differs', { count: believed.length, all: changes.length })} ${t('surest', words)}`
              : `${t('same', { count: changes.length })} ${t('largest', words)}`}
          </p>
          <Scroll className={figureStyles.scroll} label={t('title', { other: name })}>
            <table className={figureStyles.table}>
              <thead>
                <tr>
                  <th scope="col">{t('what')}</th>
                  <th scope="col" data-number>
                    {t('now')}
                  </th>
                  <th scope="col" data-number>
                    {t('other')}
                  </th>
                  <th scope="col" data-number>
                    {t('difference')}
                  </th>
                  <th scope="col" data-number>
                    {t('interval')}
                  </th>
                  <th scope="col">{t('verdict')}</th>
                </tr>
              </thead>
              <tbody>
                {changes.slice(0, all ? mostRows : Math.max(rowsAtFirst, believed.length)).map(change => (
                  <tr key={change.key} data-means={change.means || undefined}>
                    <td className={styles.what}>{labels.get(change.key)}</td>
                    <td data-number>
                      {share(change.now)} <small>{figures.whole(change.now.hits)}</small>
                    </td>
                    <td data-number>
                      {share(change.other)} <small>{figures.whole(change.other.hits)}</small>
                    </td>
                    <td data-number>{points(change.difference)}</td>
                    <td data-number>
                      {points(change.low)} … {points(change.high)}
                    </td>
                    <td>{change.means ? t('yes') : t('no')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
          {!all && changes.length > Math.max(rowsAtFirst, believed.length) && (
            <div>
              <Button variant="default" size="compact-sm" onClick={() => setAll(true)}>
                {kit('showMore')}
              </Button>
            </div>
          )}
          <p className={styles.note}>
            {t('note')}{' '}
            {against !== 'before' &&
              against !== 'year' &&
              view.cohort === undefined &&
              view.segment === undefined &&
              t('within')}
          </p>
        </>
      )}
    </section>
  )
}
