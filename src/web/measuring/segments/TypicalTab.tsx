import { useTranslation } from 'react-i18next'
import { askTypical } from '../../../contract/measuring-explanations.ts'
import { useFigures } from '../../kit/figures.ts'
import { Comparison } from '../compare/Comparison.tsx'
import { useExplainFigures } from '../compare/use-explain-figures.ts'
import { useAnswer } from '../explain/data.ts'
import styles from '../explain/explain.module.css'
import { Meaning } from '../explain/Meaning.tsx'
import type { Activities } from '../explore/activities.ts'
import { Chain } from '../explore/Chain.tsx'
import explore from '../explore/explore.module.css'
import { Head } from '../explore/Head.tsx'
import { Name } from '../explore/Name.tsx'
import { Panel } from '../explore/Panel.tsx'
import { useTenths } from '../explore/use-explain.ts'
import figureStyles from '../figures.module.css'
import { useTaken } from '../taken/use-taken.ts'

const useTypical = () => useAnswer(askTypical, {})

/** The few kinds that journeys come in, each with the journey that speaks for it. */
export function TypicalTab({ activities }: { activities: Activities }) {
  const { t } = useTranslation('explain')
  const taken = useTaken()
  const figures = useFigures()
  const tenths = useTenths()
  const typical = useTypical()
  const { ofTypical } = useExplainFigures(activities.name)
  return (
    <Panel
      answer={typical}
      isEmpty={() => false}
      table={told => ({
        name: 'typical-journeys',
        rows: [
          taken.heads('kind', 'share', 'journeys', 'clarity', 'journey'),
          ...told.kinds.map((kind, index) => [
            ...[index + 1, kind.share, kind.journeys, kind.clarity],
            kind.activities.map(activities.name).join(' > '),
          ]),
        ],
      })}
    >
      {told => (
        <>
          <Meaning meaning={told.meaning}>{told.kinds.length > 0 && t('typical.method')}</Meaning>
          <Comparison
            now={told}
            useOther={useTypical}
            asked={undefined}
            figuresOf={ofTypical}
            note={t('typical.compared')}
          />
          <ol className={styles.kinds}>
            {told.kinds.map((kind, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: kinds have no name but their rank.
              <li key={index} className={explore.part}>
                <h2>
                  {t('typical.kind', { n: index + 1, share: tenths(kind.share) })}{' '}
                  {told.kinds.length > 1 && (
                    <small>
                      {t('typical.size', {
                        journeys: figures.whole(kind.journeys),
                        clarity: figures.share(kind.clarity),
                      })}
                    </small>
                  )}
                </h2>
                {kind.activities.length > 0 ? (
                  <Chain activities={kind.activities} name={activities.name} most={14} />
                ) : (
                  <p className={explore.note}>{t('typical.noneCommon')}</p>
                )}
                {kind.marks.length > 0 && (
                  <table className={`${figureStyles.table} ${styles.rows} ${styles.marks}`}>
                    <thead>
                      <tr>
                        <Head definition={t('typical.marksSaid')}>{t('typical.marks')}</Head>
                        <Head number>{t('typical.here')}</Head>
                        <Head number>{t('typical.elsewhere')}</Head>
                      </tr>
                    </thead>
                    <tbody>
                      {kind.marks.map(mark => (
                        <tr key={mark.activity}>
                          <th scope="row">
                            <Name>{activities.name(mark.activity)}</Name>
                          </th>
                          <td data-number>{figures.share(mark.here)}</td>
                          <td data-number>{figures.share(mark.elsewhere)}</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                )}
              </li>
            ))}
          </ol>
        </>
      )}
    </Panel>
  )
}
