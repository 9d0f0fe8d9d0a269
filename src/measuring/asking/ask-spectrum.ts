import type { askSpectrum as askSpectrumRoute } from '../../contract/measuring-durations.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { activitiesOf } from '../filtering/activities.ts'
import { keepingOf } from '../filtering/kept-visits.ts'
import { binSpectrum, countSpectrum } from '../questions/count-spectrum.ts'
import { hiddenPassages } from './hidden-figures.ts'
import { tellRate, toldCount } from './told-figures.ts'

/** Passages from one activity directly to another, over time and by how fast they are. */
export async function askSpectrum(
  context: Context,
  { query }: InputOf<typeof askSpectrumRoute>,
): Promise<AnswerOf<typeof askSpectrumRoute>> {
  const { clickhouse, workspace } = context
  const { map, start, end, bins, ...filter } = query
  const activities = await activitiesOf(context, map)
  const { journey, minimumGroup, numberOf } = activities
  const keeping = keepingOf(workspace.number, journey, filter, activities)
  const edge = { from: numberOf(start), to: numberOf(end) }
  const whole = await countSpectrum(clickhouse, keeping, edge)
  const passages = { value: Number(whole.passages), customers: Number(whole.customers) }
  const [first, second, third] = whole.quartiles
  const tellable =
    passages.value > 0 && passages.customers >= minimumGroup && first != null && second != null && third != null
  const rows = tellable
    ? await binSpectrum(clickhouse, keeping, edge, {
        quartiles: [first, second, third],
        bins,
        timeZone: workspace.timeZone,
      })
    : []
  const isHidden = hiddenPassages(rows, minimumGroup)
  return {
    passages: toldCount(passages, minimumGroup),
    customers: toldCount({ ...passages, value: passages.customers }, minimumGroup),
    quartiles: tellable ? [first, second, third] : null,
    overtaken: tellRate(
      { value: Number(whole.overtaken), customers: Number(whole.overtaken_customers) },
      passages,
      minimumGroup,
    ),
    batched: tellRate(
      { value: Number(whole.batched), customers: Number(whole.batched_customers) },
      passages,
      minimumGroup,
    ),
    bins: rows.map(row => {
      const told = isHidden(row.bin, row.quarter) ? null : Number(row.passages)
      return { bin: row.bin, quarter: row.quarter, passages: told, median: told === null ? null : row.median }
    }),
  }
}
