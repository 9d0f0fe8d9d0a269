import type { ContactsAnswer } from '../../contract/measuring-contacts.ts'
import { hideSmall } from '../../vocabulary/statistics/hide-small.ts'
import type { MoveCount } from '../questions/count-channels.ts'
import type { ContactCount } from '../questions/count-contacts.ts'
import type { SpectrumBin } from '../questions/count-spectrum.ts'

// Which figures of a table are kept back, small ones and those that would give them away: one answer for the table
// itself and for the lists behind its figures.

/** A list of which nothing may be told. */
export const nothingTold: { total: 0; hidden: true; rows: never[]; cursor: null } = {
  total: 0,
  hidden: true,
  rows: [],
  cursor: null,
}

/** The line of figures that a total is told of: which are hidden. */
export function hiddenOfLine(customers: readonly number[], minimum: number): readonly boolean[] {
  return hideSmall([customers], minimum)[0] ?? []
}

/** The matrix of moves between channels; and, in a line of their own, the moves that stay on their channel. */
export function hiddenMoves(moves: readonly MoveCount[], minimum: number): (came: number, went: number) => boolean {
  const codes = [...new Set(moves.flatMap(row => [row.came, row.went]))].sort((a, b) => a - b)
  const at = new Map(moves.map(row => [`${row.came} ${row.went}`, Number(row.customers)]))
  const customersOf = (came: number, went: number) => at.get(`${came} ${went}`) ?? 0
  const switches = hideSmall(
    codes.map(came => codes.map(went => (came === went ? 0 : customersOf(came, went)))),
    minimum,
  )
  const stays = hiddenOfLine(
    codes.map(code => customersOf(code, code)),
    minimum,
  )
  return (came, went) => {
    const [y, x] = [codes.indexOf(came), codes.indexOf(went)]
    return (came === went ? stays[y] : switches[y]?.[x]) ?? false
  }
}

/**
 * The passages of an edge by the period of their beginning and by how fast they are. A whole period or a whole quarter
 * can be listed too; of how many customers it is can't be read from its cells, but it is no fewer than in the largest.
 */
export function hiddenPassages(
  bins: readonly Pick<SpectrumBin, 'bin' | 'quarter' | 'customers'>[],
  minimum: number,
): (bin: string | undefined, quarter: number | undefined) => boolean {
  const periods = [...new Set(bins.map(row => row.bin))].sort()
  const quarters = [1, 2, 3, 4]
  const at = new Map(bins.map(row => [`${row.bin} ${row.quarter}`, Number(row.customers)]))
  const cells = periods.map(bin => quarters.map(quarter => at.get(`${bin} ${quarter}`) ?? 0))
  const hidden = hideSmall(cells, minimum)
  const most = (amounts: readonly number[]) => Math.max(0, ...amounts)
  const ofPeriods = hiddenOfLine(cells.map(most), minimum)
  const ofQuarters = hiddenOfLine(
    quarters.map((_, x) => most(cells.map(row => row[x]!))),
    minimum,
  )
  return (bin, quarter) => {
    const [y, x] = [bin === undefined ? -1 : periods.indexOf(bin), quarter === undefined ? -1 : quarter - 1]
    if (bin !== undefined && quarter !== undefined) return hidden[y]?.[x] ?? false
    if (bin !== undefined) return ofPeriods[y] ?? false
    return quarter === undefined ? false : (ofQuarters[x] ?? false)
  }
}

/**
 * Contacts of a reason, of a channel, or of both, as the table tells them. Rare reasons are told together, so of one
 * small one among them a second is kept back, and each of their channels with both.
 */
export function hiddenContacts(
  rows: readonly Pick<ContactCount, 'whole' | 'reason' | 'channel' | 'customers'>[],
  told: Pick<ContactsAnswer, 'byReason' | 'byChannel' | 'cells'>,
  minimum: number,
): (reason: string | undefined, channel: string | undefined) => boolean {
  const isTold = new Set(told.byReason.filter(row => row.others === 0).map(row => row.reason))
  const together = told.byReason.find(row => row.others > 0)
  const rare = rows.filter(row => row.whole === 1 && !isTold.has(row.reason))
  const hiddenRare = hiddenOfLine(
    rare.map(row => Number(row.customers)),
    minimum,
  )
  const channels = told.byChannel.map(row => row.channel)
  const cells = hideSmall(
    rare.map(({ reason }) =>
      channels.map(channel =>
        Number(rows.find(row => row.whole === 0 && row.reason === reason && row.channel === channel)?.customers ?? 0),
      ),
    ),
    minimum,
  )
  return (reason, channel) => {
    if (reason === undefined) return told.byChannel.some(row => row.channel === channel && row.contacts === null)
    const at = rare.findIndex(row => row.reason === reason)
    if (at >= 0)
      return (
        together?.contacts === null ||
        hiddenRare[at] === true ||
        (channel !== undefined && cells[at]![channels.indexOf(channel)] === true)
      )
    const isHidden = (row: { readonly contacts: number | null }) => row.contacts === null
    if (channel === undefined) return told.byReason.some(row => row.reason === reason && !row.others && isHidden(row))
    return told.cells.some(row => row.reason === reason && row.channel === channel && isHidden(row))
  }
}
