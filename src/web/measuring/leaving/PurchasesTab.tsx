import { useTranslation } from 'react-i18next'
import { askPurchases, type PurchasesAnswer } from '../../../contract/exploring.ts'
import { saying } from '../../../vocabulary/survey/plain-answer.ts'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import { Comparison } from '../compare/Comparison.tsx'
import { useExplainFigures } from '../compare/use-explain-figures.ts'
import { useAnswer, useExplainView } from '../explain/data.ts'
import styles from '../explain/explain.module.css'
import { Meaning } from '../explain/Meaning.tsx'
import { ActivityPicker } from '../explore/ActivityPicker.tsx'
import type { Activities } from '../explore/activities.ts'
import explore from '../explore/explore.module.css'
import { Head } from '../explore/Head.tsx'
import { Panel } from '../explore/Panel.tsx'
import { useTold } from '../explore/use-explain.ts'
import { Figure } from '../Figure.tsx'
import figureStyles from '../figures.module.css'
import { useTaken } from '../taken/use-taken.ts'

type Asked = { readonly purchase: string | undefined; readonly weeks: number | undefined }
const usePurchases = ({ purchase, weeks }: Asked) =>
  useAnswer(askPurchases, { purchase: purchase ?? '', weeks }, { enabled: purchase !== undefined })

/** Who still buys, and how much is to be expected, when nobody says that they leave. */
export function PurchasesTab({ activities }: { activities: Activities }) {
  const { t } = useTranslation('explain')
  const taken = useTaken()
  const figures = useFigures()
  const measures = useTold()
  const { view, show } = useExplainView()
  const asked = { purchase: view.purchase, weeks: view.weeks }
  const purchases = usePurchases(asked)
  const { ofPurchases } = useExplainFigures(activities.name)
  const picker = (
    <ActivityPicker
      label={t('purchases.purchase')}
      anything={t('purchases.choose')}
      value={view.purchase}
      activities={activities}
      choose={purchase => show({ purchase })}
    />
  )
  if (view.purchase === undefined)
    return (
      <EmptyState compact title={t('purchases.which')} actions={picker}>
        {t('purchases.whichText')}
      </EmptyState>
    )
  return (
    <Panel
      answer={purchases}
      isEmpty={told => told.customers === 0}
      controls={picker}
      table={told => ({
        name: 'purchases',
        rows: [
          taken.heads('repeats', 'customers', 'expected', 'actual'),
          ...(told.backTest?.groups ?? []).map(one => [one.repeats, one.customers, one.expected, one.actual]),
        ],
      })}
    >
      {told => (
        <>
          <Meaning meaning={meaningOf(told)}>{t('purchases.method')}</Meaning>
          <Comparison now={told} useOther={usePurchases} asked={asked} figuresOf={ofPurchases} />
          <div className={styles.figures}>
            <Figure
              measures={measures}
              name={t('purchases.buyers')}
              definition={t('purchases.buyersSaid')}
              value={figures.whole(told.customers)}
            />
            <Figure
              measures={measures}
              name={t('purchases.still')}
              definition={t('purchases.stillSaid')}
              n={told.customers}
              value={told.stillCustomers === null ? undefined : figures.whole(told.stillCustomers)}
            />
            <Figure
              measures={measures}
              name={t('purchases.ahead', { n: told.ahead.weeks })}
              definition={t('purchases.aheadSaid')}
              n={told.customers}
              value={told.ahead.purchases === null ? undefined : figures.whole(told.ahead.purchases)}
            />
          </div>
          {told.backTest && <BackTest backTest={told.backTest} />}
        </>
      )}
    </Panel>
  )
}

function BackTest({ backTest }: { backTest: NonNullable<PurchasesAnswer['backTest']> }) {
  const { t } = useTranslation('explain')
  const figures = useFigures()
  return (
    <section className={explore.part}>
      <h2>{t('purchases.backTest')}</h2>
      <p className={explore.note}>
        {t('purchases.backTestSaid', { day: figures.day(backTest.splitAt), weeks: figures.whole(backTest.weeks) })}
      </p>
      <Scroll className={figureStyles.scroll} label={t('purchases.backTest')}>
        <table className={`${figureStyles.table} ${styles.rows}`}>
          <thead>
            <tr>
              <Head definition={t('purchases.repeatsSaid')}>{t('purchases.repeats')}</Head>
              <Head number>{t('customers')}</Head>
              <Head number definition={t('purchases.expectedSaid')}>
                {t('purchases.expected')}
              </Head>
              <Head number>{t('purchases.actual')}</Head>
            </tr>
          </thead>
          <tbody>
            {backTest.groups.map(one => (
              <tr key={one.repeats}>
                <th scope="row">{one.repeats}</th>
                <td data-number>{figures.whole(one.customers)}</td>
                <td data-number>{figures.fine(one.expected)}</td>
                <td data-number>{figures.whole(one.actual)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  )
}

/** Whether the model may be believed is said by how it did on the last third of the time. */
function meaningOf({ customers, stillCustomers, model, backTest }: PurchasesAnswer) {
  return saying(say => {
    if (model === null || stillCustomers === null)
      return say(
        'Trop peu de rachats pour un modèle : il en faut cinquante clients.',
        'Too few repeat purchases for a model: it takes fifty customers who bought again.',
      )
    const share = say(
      `Environ ${say.whole(stillCustomers)} des ${say.whole(customers)} acheteurs le sont sans doute encore.`,
      `About ${say.whole(stillCustomers)} of the ${say.whole(customers)} buyers probably still are.`,
    )
    if (backTest === null || backTest.actual === 0) return share
    const off = backTest.expected / backTest.actual - 1
    return `${share} ${
      Math.abs(off) <= 0.15
        ? say(
            `Sur le passé, le modèle s’est trompé de ${say.share(Math.abs(off))} : il peut être suivi.`,
            `On the past, the model was off by ${say.share(Math.abs(off))}: it can be followed.`,
          )
        : say(
            `Sur le passé, le modèle s’est trompé de ${say.share(Math.abs(off))} : à prendre avec prudence.`,
            `On the past, the model was off by ${say.share(Math.abs(off))}: take it with care.`,
          )
    }`
  })
}
