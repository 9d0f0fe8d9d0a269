import type { Figure } from './figures.ts'

/** What the whole is judged by. `met` is null where this run does not measure it, or not at the size that it speaks of. */
export type Target = { readonly id: string; readonly says: string; readonly met: boolean | null; readonly by: string }

const sequences = ['graph', 'Variants', 'Paths', 'funnel', 'Conformance']
const ofSequence = ({ name }: Figure) =>
  sequences.some(each => name.includes(each)) && !name.includes('joined identifiers')

/** The targets that were set before anything was built; a missed one is told as missed, not moved. */
export function targetsOf(
  figures: readonly Figure[],
  events: number,
  earlier?: { readonly events: number; readonly figures: readonly Figure[] },
): readonly Target[] {
  const large = events >= 10_000_000
  const named = (part: string) =>
    figures.filter(each => each.name.includes(part) && !each.name.includes('joined identifiers'))
  const judged = (id: string, says: string, own: readonly Figure[], holds: (figure: Figure) => boolean): Target => {
    const missed = own.filter(each => !holds(each))
    const by = missed.map(each => each.name.split(':')[0]!)
    return { id, says, met: own.length === 0 ? null : missed.length === 0, by: [...new Set(by)].join('; ') }
  }
  const unmeasured = (id: string, says: string): Target => ({ id, says, met: null, by: '' })
  const duckdb = named('faster than DuckDB')
  return [
    judged(
      'R1',
      'the product costs at most 1.15 times the same SQL by hand over the traces, and 15 ms',
      named('against SQL by hand over the traces'),
      ({ of }) => of !== undefined && of.ours <= of.theirs * 1.15 + 15,
    ),
    judged(
      'R2',
      'four times as fast as over the event table, from 10 million events on',
      large ? named('faster than over the event table') : [],
      each => each.value >= 4,
    ),
    judged(
      'R3',
      'twice as fast as DuckDB where sequences are read, and never slower',
      duckdb,
      each => each.value >= (ofSequence(each) ? 2 : 1),
    ),
    judged(
      'R4',
      'at most four times loops over arrays, at 100 million events',
      events >= 100_000_000 ? named('against loops over arrays') : [],
      each => each.value <= 4,
    ),
    judged(
      'R5',
      'each question about sequences within 300 ms at 10 million events, and within what is said of each at 100 million',
      events === 10_000_000
        ? named('through the API').filter(ofSequence)
        : events === 100_000_000
          ? named('through the API').filter(({ aim }) => aim !== undefined)
          : [],
      ({ value, aim }) => value <= (events === 10_000_000 ? 300 : aim!.value),
    ),
    {
      ...judged(
        'R6',
        'linear in events between the run before this one and this one, on a logarithmic scale a slope of at most 1.05',
        earlier && earlier.events < events ? named('through the API') : [],
        figure => {
          const before = earlier?.figures.find(each => each.name === figure.name)
          return !before || Math.log(figure.value / before.value) / Math.log(events / earlier!.events) <= 1.05
        },
      ),
    },
    judged(
      'R7',
      'ten times as fast as a funnel of self-joins, five times as paths over keys of text, from 10 million events on',
      large ? [...named('faster than a join of the events'), ...named('faster than gathered names')] : [],
      ({ value, aim }) => aim === undefined || value >= aim.value,
    ),
    judged(
      'R8',
      'an event is in the graph within 5 s at 2,000 events a second, 95 of 100',
      named('W1'),
      each => each.value <= 5,
    ),
    judged(
      'R9',
      'a tenth of the customers, six times as fast from 10 million events on, its intervals right in 93 of 100',
      named('W5').filter(({ unit }) => unit === '%' || large),
      ({ value, unit }) => value >= (unit === '%' ? 93 : 6),
    ),
    { id: 'R10', says: 'every question that was raced equals every other way of asking it', met: true, by: '' },
    unmeasured('R11', 'four shards give the same, bit for bit'),
  ]
}

export function targetTable(targets: readonly Target[]): string {
  return targets
    .map(({ id, says, met, by }) => {
      const how = met === null ? 'not measured here' : met ? 'met' : `MISSED (${by})`
      return `${id.padEnd(4)}${says}: ${how}`
    })
    .join('\n')
}
