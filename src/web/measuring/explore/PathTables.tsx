import { useTranslation } from 'react-i18next'
import type { PathsAnswer } from '../../../contract/exploring.ts'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import { useMapView } from '../data.ts'
import figureStyles from '../figures.module.css'
import styles from './explore.module.css'
import { Head } from './Head.tsx'
import { Name } from './Name.tsx'
import { flowsOf, placesOf } from './path-flow.ts'
import { useTenths } from './use-explain.ts'
import { usePlaceName } from './use-place-name.ts'

const mostFlows = 80

/** The flow in words and figures: where journeys are at each step, and what goes where. */
export function PathTables({ paths, name }: { paths: PathsAnswer; name: (id: string) => string }) {
  const { t } = useTranslation('explore')
  const figures = useFigures()
  const tenths = useTenths()
  const { view, show } = useMapView()
  const placeName = usePlaceName(name)
  const columns = placesOf(paths)
  const placeAt = new Map(columns.flat().map(place => [`${place.depth} ${place.key}`, place]))
  const flows = flowsOf(paths).filter(flow => flow.from !== 'stop')
  const keeper = (target: readonly string[], words: string) => {
    const kept = target.join() === view.flow?.join()
    return (
      <button
        type="button"
        className={styles.keep}
        aria-pressed={kept}
        aria-label={t('paths.keep', { name: words })}
        title={words.length > 60 ? words : undefined}
        dir="auto"
        onClick={() => show({ flow: kept ? undefined : target })}
      >
        {words}
      </button>
    )
  }
  return (
    <div className={styles.two}>
      <section>
        <h2>{t('paths.byStep')}</h2>
        <Scroll className={figureStyles.scroll} label={t('paths.byStep')}>
          <table className={`${figureStyles.table} ${styles.grouped}`}>
            <thead>
              <tr>
                <Head>{t('paths.depthHead')}</Head>
                <Head>{t('activity')}</Head>
                <Head number>{t('journeys')}</Head>
                <Head definition={t('definitions.pathShare')} n={paths.anchored} number>
                  {t('share')}
                </Head>
              </tr>
            </thead>
            {columns.map((places, index) => (
              <tbody key={paths.columns[index]!.depth}>
                {places
                  .filter(place => place.cases > 0)
                  .map((place, row) => (
                    <tr key={place.key} data-kind={place.kind}>
                      <td>{row === 0 ? place.depth : ''}</td>
                      <td className={styles.wraps}>{keeper([String(place.depth), place.key], placeName(place))}</td>
                      <td data-number>{figures.whole(place.cases)}</td>
                      <td data-number>{tenths(place.share)}</td>
                    </tr>
                  ))}
                <tr className={styles.sum}>
                  <td />
                  <td>{t('total')}</td>
                  <td data-number>{figures.whole(paths.anchored)}</td>
                  <td data-number>{tenths(1)}</td>
                </tr>
              </tbody>
            ))}
          </table>
        </Scroll>
      </section>
      <section>
        <h2>{t('paths.flows')}</h2>
        <Scroll className={figureStyles.scroll} label={t('paths.flows')}>
          <table className={`${figureStyles.table} ${styles.grouped}`}>
            <thead>
              <tr>
                <Head>{t('paths.depthHead')}</Head>
                <Head>{t('paths.from')}</Head>
                <Head>{t('paths.to')}</Head>
                <Head number>{t('journeys')}</Head>
                <Head number>{t('paths.ofStep')}</Head>
              </tr>
            </thead>
            <tbody>
              {flows.slice(0, mostFlows).map(flow => {
                const from = placeAt.get(`${flow.depth} ${flow.from}`)!
                const to = placeAt.get(`${flow.depth + 1} ${flow.to}`)!
                const ends = t(view.direction === 'before' ? 'paths.begins' : 'paths.ends')
                return (
                  <tr key={`${flow.depth} ${flow.from} ${flow.to}`}>
                    <td>{flow.depth}</td>
                    <td className={styles.wraps}>
                      <Name>{placeName(from)}</Name>
                    </td>
                    <td className={styles.wraps}>
                      {keeper([String(flow.depth), flow.from, flow.to], flow.to === 'stop' ? ends : placeName(to))}
                    </td>
                    <td data-number>{figures.whole(flow.cases)}</td>
                    <td data-number>{tenths(flow.cases / from.cases)}</td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </Scroll>
      </section>
    </div>
  )
}
