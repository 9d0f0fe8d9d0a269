import {
  type askContacts as askContactsRoute,
  type ContactsAnswer,
  repeatDays,
} from '../../contract/measuring-contacts.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { hideSmall } from '../../vocabulary/statistics/hide-small.ts'
import { type Counted, restOf, smallestTold, tellRate, toldCount } from '../asking/told-figures.ts'
import {
  type ContactCount,
  type ContactCountName,
  contactCounts,
  countContactNames,
  countContacts,
  knownUntil,
} from '../questions/count-contacts.ts'
import { spokenOf } from './contact-rows.ts'
import { contactRuleOf } from './contact-rule.ts'
import { contactScopeOf, partContactQuery } from './contact-scope.ts'

/** Reasons beyond these are told together. */
const mostReasons = 25

/** Contacts by reason and channel, and how often they come again. */
export async function askContacts(
  context: Context,
  { query }: InputOf<typeof askContactsRoute>,
): Promise<AnswerOf<typeof askContactsRoute>> {
  const { clickhouse, workspace } = context
  const { filter, said } = partContactQuery(query)
  const spoken = spokenOf(filter)
  const [scope, rule, until] = await Promise.all([
    contactScopeOf(context, filter),
    contactRuleOf(context, said),
    knownUntil(clickhouse, workspace.number, context.now()),
  ])
  const [rows, names] = await Promise.all([
    countContacts(clickhouse, rule, scope, { spoken, days: repeatDays, until }),
    countContactNames(clickhouse, rule, scope, spoken),
  ])
  const minimum = smallestTold(context)
  const all = rows.find(row => row.whole === 3)
  return {
    definition: {
      chosen: rule.chosen,
      events: names.map(row => ({
        name: row.name,
        events: toldCount({ value: Number(row.events), customers: Number(row.customers) }, minimum),
      })),
      channels: [...rule.channels],
      reason: [...rule.reason],
      conversation: [...rule.conversation],
      mergeMinutes: rule.mergeSeconds / 60,
      days: rule.days,
      ofWorkspace: rule.ofWorkspace,
    },
    knownUntil: new Date(until).toISOString(),
    ...tellWhole(all, minimum),
    ...tellParts(rows, minimum),
  }
}

/** How the counts of a row are read. */
function reader(row: ContactCount | undefined, place: number): (name: ContactCountName) => Counted {
  return name => {
    const at = place * contactCounts.length + contactCounts.indexOf(name)
    return { value: Number(row?.counts[at] ?? 0), customers: Number(row?.behind[at] ?? 0) }
  }
}

function tellWhole(row: ContactCount | undefined, minimum: number) {
  const contacts = { value: Number(row?.contacts ?? 0), customers: Number(row?.customers ?? 0) }
  return {
    contacts: toldCount(contacts, minimum),
    customers: toldCount({ ...contacts, value: contacts.customers }, minimum),
    withReason: toldCount({ ...contacts, value: Number(row?.known ?? 0) }, minimum),
    windows: repeatDays.map((days, place) => {
      const read = reader(row, place)
      return {
        ...tellWindow(row, place, minimum),
        backAtMost: tellRate(read('backAny'), contacts, minimum),
        forwardAtMost: tellRate(read('forwardAny'), read('eligibleAny'), minimum),
        tooRecent: toldCount({ ...contacts, value: contacts.value - read('eligibleAny').value }, minimum),
        days,
      }
    }),
  }
}

function tellWindow(row: ContactCount | undefined, place: number, minimum: number) {
  const read = reader(row, place)
  const known = { value: Number(row?.known ?? 0), customers: Number(row?.customers ?? 0) }
  const firstContact = restOf(tellRate(read('forwardHere'), read('eligible'), minimum))
  const onceAndDone = tellRate(read('once'), read('needsEligible'), minimum)
  const needs = toldCount(read('needs'), minimum)
  return {
    days: repeatDays[place]!,
    back: tellRate(read('back'), known, minimum),
    forward: tellRate(read('forward'), read('eligible'), minimum),
    firstContact,
    onceAndDone,
    gap: firstContact && onceAndDone ? firstContact.value - onceAndDone.value : null,
    needs,
    contactsPerNeed: needs === null || needs === 0 ? null : known.value / needs,
  }
}

type Parts = Pick<ContactsAnswer, 'byReason' | 'byChannel' | 'cells'>

/**
 * By reason, by channel, and by both. What may not be told is hidden together with as much as would give it away:
 * in the table of both, and in each of its margins.
 */
export function tellParts(rows: readonly ContactCount[], minimum: number): Parts {
  const byAmount = (a: ContactCount, b: ContactCount) => Number(b.contacts) - Number(a.contacts)
  const reasons = rows.filter(row => row.whole === 1).sort(byAmount)
  const channels = rows.filter(row => row.whole === 2).sort(byAmount)
  const named = [
    ...reasons.filter(row => row.reason !== '').slice(0, mostReasons),
    ...reasons.filter(row => row.reason === ''),
  ]
  const rare = reasons.filter(row => !named.includes(row))
  const cells = rows.filter(row => row.whole === 0)
  const cellOf = (reason: string, channel: string) =>
    cells.find(row => row.reason === reason && row.channel === channel)
  const hidden = hideSmall(
    named.map(({ reason }) => channels.map(({ channel }) => Number(cellOf(reason, channel)?.customers ?? 0))),
    minimum,
  )
  const [hiddenReasons, hiddenChannels] = [[...named, ...joined(rare)], channels].map(
    list => hideSmall([list.map(row => Number(row.customers))], minimum)[0]!,
  )
  const tell = (row: ContactCount, isHidden: boolean | undefined) => ({
    contacts: isHidden ? null : Number(row.contacts),
    windows: repeatDays.map((_, place) => tellWindow(isHidden ? undefined : row, place, minimum)),
  })
  return {
    byReason: [...named, ...joined(rare)].map((row, index) => ({
      reason: row.reason,
      others: index < named.length ? 0 : rare.length,
      ...tell(row, hiddenReasons![index]),
    })),
    byChannel: channels.map((row, index) => ({ channel: row.channel, ...tell(row, hiddenChannels![index]) })),
    cells: named.flatMap(({ reason }, y) =>
      channels.flatMap(({ channel }, x) => {
        const row = cellOf(reason, channel)
        return row ? [{ reason, channel, ...tell(row, hidden[y]![x]) }] : []
      }),
    ),
  }
}

/** Rare reasons as one row. How many customers they have between them is not known: as many as the largest, at least. */
function joined(rare: readonly ContactCount[]): ContactCount[] {
  if (rare.length === 0) return []
  const sum = (amounts: readonly string[]) => String(amounts.reduce((all, each) => all + Number(each), 0))
  const most = (amounts: readonly string[]) => String(Math.max(...amounts.map(Number)))
  const each = (of: (row: ContactCount) => readonly string[], fold: (amounts: readonly string[]) => string) =>
    of(rare[0]!).map((_, at) => fold(rare.map(row => of(row)[at]!)))
  return [
    {
      ...rare[0]!,
      reason: '',
      contacts: sum(rare.map(row => row.contacts)),
      known: sum(rare.map(row => row.known)),
      customers: most(rare.map(row => row.customers)),
      counts: each(row => row.counts, sum),
      behind: each(row => row.behind, most),
    },
  ]
}
