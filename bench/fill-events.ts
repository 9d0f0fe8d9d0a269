import { type ClickHouse, f64, sql, texts, u8, u32, u64 } from '../src/engines/clickhouse/index.ts'
import {
  channelOfName,
  countDeviation,
  countMean,
  deliveryName,
  eventNames,
  eventsPerCustomer,
  mostEventsOfOne,
  surveyName,
  tieShare,
} from './events-of-customers.ts'

const customersInOneInsert = 25_000

/**
 * Writes the bench's events straight into the event table, as the mover would have: for reading, how they came does
 * not matter. One customer in thirty-three was first known by a browser, so that what is read has merges in it.
 */
export async function fillEvents(clickhouse: ClickHouse, workspace: number, events: number): Promise<void> {
  const customers = Math.ceil(events / eventsPerCustomer)
  for (let from = 0; from < customers; from += customersInOneInsert) {
    const many = Math.min(customersInOneInsert, customers - from)
    await clickhouse.run(
      sql`
      insert into events_raw (
        workspace_id, anchor, day, message_id, occurred_at, claimed_at, received_at, position, inbox, kind, name,
        channel, device, source, clock, case_key, measurable, score, construct, texts, numbers, sealed, version
      )
      with
        customers as (
          select
            number as customer,
            bitAnd(cityHash64('customer', number), 0x7fffffffffffffff) as anchor,
            least(${u32(mostEventsOfOne)}, toUInt32(ceil(exp(${f64(countMean)} + ${f64(countDeviation)} *
              sqrt(-2 * log(1 - (cityHash64('a', number) % 1000000) / 1000000)) *
              cos(2 * pi() * (cityHash64('b', number) % 1000000) / 1000000))))) as amount,
            toUnixTimestamp64Milli(toDateTime64('2026-01-01 00:00:00', 3, 'UTC'))
              + cityHash64('start', number) % (300 * 86400000) as started
          from numbers(${u64(BigInt(from))}, ${u64(BigInt(many))})
        ),
        lived as (
          select
            customer,
            anchor,
            started,
            arrayMap(n -> cityHash64(customer, n), range(amount)) as draws,
            arrayCumSum(arrayMap(draw -> toInt64(
              multiIf(
                draw % 1000 < ${f64(tieShare * 1000)}, 0,
                intDiv(draw, 1000) % 4 = 0, 172800000 * exp((intDiv(draw, 4000) % 4001 - 2000) / 620),
                40000 * exp((intDiv(draw, 4000) % 4001 - 2000) / 1100)
              )), draws)) as later,
            arrayCumSum(arrayMap(draw -> toUInt32(multiIf(
              intDiv(draw, 7919) % 100 < 5, 0,
              intDiv(draw, 7919) % 100 < 11, ${u32(eventNames.length - 1)},
              intDiv(draw, 7919) % 100 < 70, 1,
              intDiv(draw, 791900) % ${u32(eventNames.length)})), draws)) as steps
          from customers
        )
      select
        ${u32(workspace)},
        if(customer % 33 = 0 and n <= 3, bitAnd(cityHash64('browser', customer), 0x7fffffffffffffff), anchor),
        toDate(occurred),
        toUUID(concat(leftPad(hex(draw), 16, '0'), leftPad(hex(toUInt16(n)), 4, '0'), leftPad(hex(customer), 12, '0'))),
        occurred,
        occurred,
        addSeconds(occurred, 2),
        n,
        intDiv(n, 300),
        'track',
        ${texts(eventNames)}[place + 1],
        ${texts(channelOfName)}[place + 1],
        if(customer % 2 = 0, 'mobile', 'desktop'),
        'Bench',
        '',
        '',
        1,
        if(place = ${u8(surveyName)}, toFloat32((draw % 5) / 2 - 1), null),
        if(place = ${u8(surveyName)}, 'satisfaction', ''),
        if(
          place = ${u8(surveyName)},
          map('survey', 'delivery'),
          map('product', concat('lamp-', toString(draw % 400)), 'category', 'lamps')
        ),
        multiIf(
          place = ${u8(surveyName)}, map('csat', toFloat64(1 + draw % 5)),
          place = ${u8(deliveryName)}, map('days', toFloat64(draw % 90) / 10),
          map('price', toFloat64(draw % 20000) / 100)),
        0,
        1
      from (
        select
          customer,
          anchor,
          n,
          draw,
          toUInt8((customer + step) % ${u32(eventNames.length)}) as place,
          fromUnixTimestamp64Milli(toInt64(started + pause), 'UTC') as occurred
        from lived
        array join draws as draw, arrayEnumerate(draws) as n, later as pause, steps as step
      )`,
      { timeoutMs: 600_000, maxMemoryBytes: 4_000_000_000 },
    )
  }
  await clickhouse.run(sql`
    insert into customer_places_raw (workspace_id, anchor, customer_id, version)
    select
      ${u32(workspace)},
      bitAnd(cityHash64('browser', number * 33), 0x7fffffffffffffff),
      bitAnd(cityHash64('customer', number * 33), 0x7fffffffffffffff),
      1
    from numbers(${u64(BigInt(Math.ceil(customers / 33)))})`)
}

/** Identifiers that joined a customer, so many more of them: what is read must neither change nor become slow. */
export async function joinMore(clickhouse: ClickHouse, workspace: number, events: number, many: number): Promise<void> {
  const customers = Math.ceil(events / eventsPerCustomer)
  await clickhouse.run(sql`
    insert into customer_places_raw (workspace_id, anchor, customer_id, version)
    select
      ${u32(workspace)},
      bitAnd(cityHash64('other browser', number), 0x7fffffffffffffff),
      bitAnd(cityHash64('customer', number % ${u64(BigInt(customers))}), 0x7fffffffffffffff),
      1
    from numbers(${u64(BigInt(many))})`)
}
