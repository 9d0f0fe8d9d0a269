import { atLocal, dayMs, dayOf, isWorkingDay, minuteMs, workingDayFrom } from './calendar.ts'
import { type Product, products } from './company.ts'
import type { Device, SampleCustomer } from './customer.ts'
import { type Diary, type Sender, sdkSender } from './message.ts'
import type { Random } from './random.ts'

/** One customer during one purchase: what changes as they go. */
export type Life = {
  readonly customer: SampleCustomer
  readonly random: Random
  readonly diary: Diary
  /** Distinguishes this purchase from every other one; orders and baskets are numbered after it. */
  readonly number: string
  readonly wanted: Product
  device: Device
  /** How the shop site or the app speaks about the customer at this moment: anonymous until they sign in. */
  sender: Sender
}

export function openLife(customer: SampleCustomer, random: Random, diary: Diary, number: string): Life {
  const device = chooseDevice(customer, random)
  return {
    customer,
    random,
    diary,
    number,
    wanted: random.pick(products),
    device,
    sender: sdkSender(customer, device, device.staysSignedIn),
  }
}

/** Picks up another device, or the same one again. */
export function changeDevice(life: Life): void {
  life.device = chooseDevice(life.customer, life.random)
  life.sender = sdkSender(life.customer, life.device, life.device.staysSignedIn)
}

function chooseDevice(customer: SampleCustomer, random: Random): Device {
  if (customer.app !== undefined && random.chance(380)) return customer.app
  return customer.browsers.length > 1 && random.chance(350) ? customer.browsers[1]! : customer.browsers[0]!
}

/** Some seconds later, as between two clicks. */
export function soon(random: Random, at: number): number {
  return at + random.between(6_000, 95_000)
}

/** An hour at which people shop online, on that day: little in the morning, most in the evening. */
export function onlineHour(random: Random, day: number): number {
  const hour = 7 + random.weighted([2, 3, 4, 5, 5, 6, 6, 5, 5, 5, 6, 8, 10, 12, 14, 10, 4])
  return atLocal(day, hour * 60) + random.below(60 * minuteMs)
}

/** An hour at which the shops are open, on that day or the first working day after it. Saturdays come by themselves: see `live-month.ts`. */
export function shopHour(random: Random, day: number): number {
  return atLocal(workingDayFrom(day), 10 * 60) + random.below(9 * 60 * minuteMs)
}

/** That instant, or the next opening of the contact centre: 9:00 to 19:00, Monday to Saturday. */
export function contactHour(random: Random, at: number): number {
  const day = dayOf(at)
  if (isWorkingDay(day) && at >= atLocal(day, 9 * 60) && at < atLocal(day, 19 * 60)) return at
  const next = at < atLocal(day, 9 * 60) ? workingDayFrom(day) : workingDayFrom(day + dayMs)
  return atLocal(next, 9 * 60) + random.below(100 * minuteMs)
}
