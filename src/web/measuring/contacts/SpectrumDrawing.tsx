import { useElementSize } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import type { SpectrumAnswer } from '../../../contract/measuring-durations.ts'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import figureStyles from '../figures.module.css'
import styles from './contacts.module.css'

const height = 230
const quarters = [1, 2, 3, 4] as const
const names = ['first', 'second', 'third', 'fourth'] as const
const dayMs = 86_400_000

/**
 * Bands from the line of the first step down to the line of the second: where they leave is when passages began, where
 * they arrive is that and their median. The more passages began then, the stronger the colour. The table says the same.
 */
export function SpectrumDrawing({ told, from, to }: { told: SpectrumAnswer; from: string; to: string }) {
  const { t } = useTranslation('contacts')
  const figures = useFigures()
  const { ref, width } = useElementSize()
  const days = [...new Set(told.bins.map(one => one.bin))].sort()
  const starts = days.map(day => Date.parse(`${day}T00:00:00Z`))
  const length = Math.min(...starts.slice(1).map((at, index) => at - starts[index]!), 31 * dayMs)
  const bins = told.bins.flatMap(one =>
    one.passages === null || one.median === null
      ? []
      : [{ ...one, passages: one.passages, at: Date.parse(`${one.bin}T00:00:00Z`), median: one.median }],
  )
  const first = Math.min(...starts)
  const last = Math.max(...bins.map(one => one.at + length + one.median * 1000), first + length)
  const wide = Math.max(320, width)
  const x = (at: number) => 4 + ((at - first) / (last - first)) * (wide - 8)
  // The quarters of a bin stand side by side, each as wide as its share, so that quick ones do not hide slow ones.
  const all = new Map(
    days.map(day => [day, bins.filter(one => one.bin === day).reduce((sum, one) => sum + one.passages, 0)]),
  )
  const most = Math.max(1, ...all.values())
  const before = (one: (typeof bins)[number]) =>
    bins.reduce((sum, other) => (other.bin === one.bin && other.quarter < one.quarter ? sum + other.passages : sum), 0)
  const every = Math.max(1, Math.ceil(days.length / Math.max(2, Math.floor(wide / 90))))
  const ticks = days.filter((_, index) => index % every === 0)
  const manyYears = isOtherYear(days[0] ?? '', days.at(-1))
  const isTold = (day: string, last: string | undefined) => manyYears && isOtherYear(day, last)
  return (
    <figure className={styles.spectrum}>
      <div ref={ref} />
      <svg
        width={wide}
        height={height}
        viewBox={`0 0 ${wide} ${height}`}
        role="img"
        aria-label={t('spectrum.drawing', { from, to })}
      >
        <text x="4" y="12" className={styles.edgeName}>
          {from}
        </text>
        <text x="4" y={height - 4} className={styles.edgeName}>
          {to}
        </text>
        {ticks.map((day, index) => (
          <text key={day} x={x(Date.parse(`${day}T00:00:00Z`))} y="30" className={styles.tick}>
            {(isTold(day, ticks[index - 1]) ? figures.day : figures.shortDay)(`${day}T12:00:00Z`)}
          </text>
        ))}
        {bins.map(one => {
          const whole = all.get(one.bin)!
          const left = one.at + (length * before(one)) / whole
          const right = left + (length * one.passages) / whole
          const delay = one.median * 1000
          return (
            <path
              key={`${one.bin} ${one.quarter}`}
              d={`M${x(left)} 38L${x(right)} 38L${x(right + delay)} ${height - 22}L${x(left + delay)} ${height - 22}Z`}
              data-quarter={one.quarter}
              fillOpacity={0.25 + 0.6 * (whole / most)}
            >
              <title>
                {t('spectrum.cell', {
                  day: figures.shortDay(`${one.bin}T12:00:00Z`),
                  quarter: t(`spectrum.quarters.${names[one.quarter - 1]!}`),
                  passages: figures.whole(one.passages),
                  median: figures.lasting(delay),
                })}
              </title>
            </path>
          )
        })}
        <path d={`M4 38H${wide - 4}M4 ${height - 22}H${wide - 4}`} className={styles.rails} />
      </svg>
      <figcaption className={styles.legend}>
        {quarters.map(quarter => (
          <span key={quarter}>
            <b data-quarter={quarter} />
            {t(`spectrum.quarters.${names[quarter - 1]!}`)}
          </span>
        ))}
      </figcaption>
      <details className={styles.definition}>
        <summary>{t('spectrum.asTable')}</summary>
        <Scroll className={figureStyles.scroll} label={t('spectrum.asTable')}>
          <table className={`${figureStyles.table} ${styles.table}`}>
            <thead>
              <tr>
                <th scope="col">{t('spectrum.began')}</th>
                {quarters.map(quarter => (
                  <th key={quarter} scope="col" data-number>
                    {t(`spectrum.quarters.${names[quarter - 1]!}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {days.map(day => (
                <tr key={day}>
                  <th scope="row">{figures.shortDay(`${day}T12:00:00Z`)}</th>
                  {quarters.map(quarter => {
                    const one = told.bins.find(each => each.bin === day && each.quarter === quarter)
                    return (
                      <td key={quarter} data-number>
                        {!one ? '–' : one.passages === null ? t('few') : figures.whole(one.passages)}
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </details>
    </figure>
  )
}

/** Whether two days lie in different years; where there is no other, it is as if. */
const isOtherYear = (day: string, other: string | undefined) => day.slice(0, 4) !== other?.slice(0, 4)
