import type { DurationsAnswer } from '../../contract/measuring-durations.ts'
import { isFrictionClick } from '../../vocabulary/contact.ts'
import type { Activities } from '../filtering/activities.ts'
import type { FrictionCount, ReworkCount } from '../questions/count-friction.ts'
import { tellRate, toldCount } from './told-figures.ts'

type Amount = 'visits' | 'first' | 'loops' | 'returns' | 'pingpongs' | 'quick' | 'stumbles'
type Behind = 'loop_customers' | 'return_customers' | 'pingpong_customers' | 'quick_customers'

/** What stumbles, in all and place by place. */
export function tellFriction(
  { nameOf, minimumGroup }: Activities,
  rows: readonly FrictionCount[],
  rework: ReworkCount,
  failures: readonly number[],
): { readonly told: DurationsAnswer['friction']; readonly whole: Readonly<Record<Amount | 'moves', number>> } {
  const sum = (amount: Amount) => rows.reduce((all, row) => all + Number(row[amount]), 0)
  // Of several places, at least as many customers as stand behind the one with most.
  const most = (behind: Behind) => Math.max(0, ...rows.map(row => Number(row[behind])))
  const whole = {
    visits: sum('visits'),
    first: sum('first'),
    loops: sum('loops'),
    returns: sum('returns'),
    pingpongs: sum('pingpongs'),
    quick: sum('quick'),
    stumbles: sum('stumbles'),
    moves: sum('visits') - sum('first'),
  }
  const customers = Number(rework.customers)
  const of = (value: number) => ({ value, customers })
  const rate = (value: number, behind: Behind, n: number) =>
    tellRate({ value, customers: most(behind) }, of(n), minimumGroup)
  const tell = (value: string, behind: string) =>
    toldCount({ value: Number(value), customers: Number(behind) }, minimumGroup)
  const stumbling = (row: FrictionCount) => Number(row.loops) + Number(row.returns)
  return {
    whole,
    told: {
      journeys: toldCount(of(Number(rework.cases)), minimumGroup),
      visits: toldCount(of(whole.visits), minimumGroup),
      moves: toldCount(of(whole.moves), minimumGroup),
      reworked: tellRate(
        { value: Number(rework.reworked), customers: Number(rework.reworked_customers) },
        of(Number(rework.cases)),
        minimumGroup,
      ),
      loops: rate(whole.loops, 'loop_customers', whole.moves),
      backtracks: rate(whole.returns, 'return_customers', whole.moves),
      pingpongs: rate(whole.pingpongs, 'pingpong_customers', whole.moves),
      quickBacks: rate(whole.quick, 'quick_customers', whole.moves),
      rework: tellRate(
        { value: whole.loops + whole.returns, customers: Number(rework.reworked_customers) },
        of(whole.visits),
        minimumGroup,
      ),
      failures: failures.map(nameOf),
      places: rows
        .filter(row => stumbling(row) > 0 && Number(row.customers) >= minimumGroup)
        .sort((a, b) => stumbling(b) - stumbling(a) || a.touchpoint - b.touchpoint)
        .slice(0, 40)
        .map(row => ({
          activity: nameOf(row.touchpoint),
          visits: tell(row.visits, row.customers),
          loops: tell(row.loops, row.loop_customers),
          returns: tell(row.returns, row.return_customers),
          pingpongs: tell(row.pingpongs, row.pingpong_customers),
          quickBacks: tell(row.quick, row.quick_customers),
        })),
      clicks: rows
        .filter(row => isFrictionClick(nameOf(row.touchpoint)))
        .map(row => ({
          name: nameOf(row.touchpoint),
          events: tell(row.visits, row.customers),
          customers: tell(row.customers, row.customers),
        })),
    },
  }
}
