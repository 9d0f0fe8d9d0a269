import type { ContactsAnswer, KeptContactDefinition } from '../src/contract/measuring-contacts.ts'
import type { SelfServiceAnswer } from '../src/contract/measuring-self-service.ts'
import type { DuckRows } from './duckdb.ts'
import { channelOfName, eventNames } from './events-of-customers.ts'
import type { Asked } from './explore.ts'
import type { Facts } from './facts.ts'
import type { Product } from './open-product.ts'
import type { VisitArrays } from './visit-arrays.ts'

const contacts = ['Support Called', 'Advice Asked']
const selfHelp = ['Help Read', 'Tracking Viewed']
const days = [7, 15, 30]
const dayMs = 86_400_000
const mergeMs = 5 * 60_000
const pauseMs = 30 * 60_000
const leakMs = dayMs
const placesOf = (names: readonly string[]) => names.map(name => eventNames.indexOf(name as 'Help Read') + 1)

/** Says what is counted as a contact; every event of the bench carries the same reason. */
export async function defineContacts(product: Product): Promise<void> {
  const { revision, definition } = await product.get<KeptContactDefinition>('/contacts/definition')
  if (definition.contacts !== null) return
  const said = { ...definition, contacts, selfHelp, reason: 'category', conversation: 'none' }
  await product.put('/contacts/definition', { revision, definition: said })
}

export function contactQuestions(product: Product, visits: VisitArrays, duckdb: DuckRows): readonly Asked[] {
  // Until when anything is known moves with the clock: the others are told what the product was.
  let until = 0
  return [
    {
      name: 'Q7: repeat contacts at 7, 15 and 30 days, by reason and channel',
      aimMs: 300,
      product: async () => {
        const told = await product.get<ContactsAnswer>('/contacts')
        until = Date.parse(told.knownUntil)
        return factsOfContacts(told)
      },
      arrays: () => contactsInArrays(visits, until),
      duckdb: () => duckContacts(duckdb, until),
    },
    {
      name: 'Q9: self-service, resolved and leaked',
      aimMs: 300,
      product: async () => {
        const told = await product.get<SelfServiceAnswer>('/self-service')
        until = Date.parse(told.knownUntil)
        return { sessions: told.sessions ?? 0, leaked: told.leaked?.hits ?? 0 }
      },
      arrays: () => sessionsInArrays(visits, until),
    },
  ]
}

function factsOfContacts(told: ContactsAnswer): Facts {
  const facts: Record<string, number> = { contacts: told.contacts ?? 0 }
  for (const { days: within, backAtMost, back, forward } of told.windows) {
    facts[`${within} back`] = back?.hits ?? 0
    facts[`${within} back, whatever the reason`] = backAtMost?.hits ?? 0
    facts[`${within} forward`] = forward?.hits ?? 0
    facts[`${within} eligible`] = forward?.n ?? 0
  }
  for (const row of told.byChannel) {
    facts[`${row.channel} contacts`] = row.contacts ?? 0
    for (const { days: within, back, firstContact } of row.windows) {
      facts[`${row.channel} ${within} back`] = back?.hits ?? 0
      facts[`${row.channel} ${within} settled`] = firstContact?.hits ?? 0
    }
  }
  return facts
}

type Contact = { readonly at: number; readonly channel: string }

/** Each customer's contacts and sessions of self-service, customer after customer. */
function* livesOf({ length, touchpoint, atMs, opensCustomer }: VisitArrays) {
  const [asking, helping] = [placesOf(contacts), placesOf(selfHelp)]
  let [asked, sessions]: [Contact[], { ended: number }[]] = [[], []]
  let said = new Map<string, number>()
  for (let at = 0; at <= length; at++) {
    if (at === length || opensCustomer[at] === 1) {
      if (asked.length + sessions.length > 0) yield { asked, sessions }
      if (at === length) return
      ;[asked, sessions, said] = [[], [], new Map()]
    }
    const [here, now] = [touchpoint[at]!, atMs[at]!]
    if (helping.includes(here)) {
      const last = sessions.at(-1)
      if (last && now - last.ended <= pauseMs) last.ended = now
      else sessions.push({ ended: now })
    }
    if (!asking.includes(here)) continue
    const channel = channelOfName[here - 1]!
    if (!(now - (said.get(channel) ?? Number.NEGATIVE_INFINITY) <= mergeMs)) asked.push({ at: now, channel })
    said.set(channel, now)
  }
}

function contactsInArrays(visits: VisitArrays, until: number): Facts {
  const facts: Record<string, number> = {}
  const add = (name: string) => {
    facts[name] = (facts[name] ?? 0) + 1
  }
  for (const { asked } of livesOf(visits)) {
    for (const [place, { at, channel }] of asked.entries()) {
      const [before, after] = [asked[place - 1], asked[place + 1]]
      const here = asked.find((each, other) => other > place && each.channel === channel)
      add('contacts')
      add(`${channel} contacts`)
      for (const within of days) {
        const near = (gap: number) => gap <= within * dayMs
        if (before && near(at - before.at)) for (const name of ['', `${channel} `]) add(`${name}${within} back`)
        if (before && near(at - before.at)) add(`${within} back, whatever the reason`)
        if (at > until - within * dayMs) continue
        add(`${within} eligible`)
        if (after && near(after.at - at)) add(`${within} forward`)
        if (!(here && near(here.at - at))) add(`${channel} ${within} settled`)
      }
    }
  }
  return facts
}

function sessionsInArrays(visits: VisitArrays, until: number): Facts {
  const facts = { sessions: 0, leaked: 0 }
  for (const { asked, sessions } of livesOf(visits)) {
    let next = 0
    for (const { ended } of sessions) {
      if (ended > until - leakMs) continue
      while (next < asked.length && asked[next]!.at <= ended) next++
      facts.sessions++
      if (next < asked.length && asked[next]!.at - ended <= leakMs) facts.leaked++
    }
  }
  return facts
}

async function duckContacts(rows: DuckRows, until: number): Promise<Facts> {
  const [chatted, called] = ['chat', 'phone'].map(channel =>
    placesOf(contacts).find(place => channelOfName[place - 1] === channel),
  )
  const counts = days.flatMap(each => {
    const within = (gap: string) => `${gap} <= ${each * dayMs}`
    const old = `at_ms <= ${until - each * dayMs}`
    return [
      `count(*) filter (${within('before')}) as "${each} back"`,
      `count(*) filter (${within('before')}) as "${each} back, whatever the reason"`,
      `count(*) filter (${old} and ${within('after')}) as "${each} forward"`,
      `count(*) filter (${old}) as "${each} eligible"`,
      ...[
        ['chat', chatted],
        ['phone', called],
      ].flatMap(([channel, place]) => [
        `count(*) filter (touchpoint = ${place} and ${within('before')}) as "${channel} ${each} back"`,
        `count(*) filter (touchpoint = ${place} and ${old} and not coalesce(${within('after_here')}, false)) as "${channel} ${each} settled"`,
      ]),
    ]
  })
  const [row] = await rows(`
    with said as (
      select *, at_ms - lag(at_ms) over (partition by customer, touchpoint order by at_ms, position) as since
      from events
      where touchpoint in (${placesOf(contacts).join(', ')})
    ),
    contacts as (
      select
        at_ms,
        touchpoint,
        at_ms - lag(at_ms) over own as before,
        lead(at_ms) over own - at_ms as after,
        lead(at_ms) over (partition by customer, touchpoint order by at_ms, position) - at_ms as after_here
      from said
      where since is null or since > ${mergeMs}
      window own as (partition by customer order by at_ms, position)
    )
    select
      count(*) as contacts,
      count(*) filter (touchpoint = ${chatted}) as "chat contacts",
      count(*) filter (touchpoint = ${called}) as "phone contacts",
      ${counts.join(', ')}
    from contacts`)
  return Object.fromEntries(Object.entries(row ?? {}).map(([name, value]) => [name, Number(value)]))
}
