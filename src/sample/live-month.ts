import { callAboutOther } from './ask-for-help.ts'
import { behaviour, habits } from './behaviour.ts'
import { buyOnline } from './buy-online.ts'
import { dayMs, dayOf, monthInYear, monthStart } from './calendar.ts'
import { season } from './company.ts'
import type { SampleCustomer } from './customer.ts'
import { discoverOnline } from './discover.ts'
import { changeDevice, type Life, onlineHour, openLife, shopHour } from './life.ts'
import { type Diary, type DiaryEntry, openDiary, systemSender } from './message.ts'
import { type Random, randomFor } from './random.ts'
import { visitShop } from './visit-shop.ts'

/**
 * Everything that begins for one customer in one month, with what follows from it later. A month depends on nothing
 * but the seed, the customer and the month: a sample taken tomorrow holds the same past and one day more.
 */
export function liveMonth(seed: number, customer: SampleCustomer, month: number): readonly DiaryEntry[] {
  const random = randomFor(seed, customer.index, month)
  const diary = openDiary(seed, customer.index, month)
  const day = (): number => monthStart(month) + random.below(daysIn(month)) * dayMs

  if (customer.userId !== undefined) {
    if (month % 6 === customer.index % 6) {
      diary.identify(day() + 3 * 3_600_000, systemSender(customer, 'other'), customer.traits)
    }
    smallThings(customer, random, diary, day)
  }
  const begins = Math.floor((habits[customer.persona].begins * season[monthInYear(month) - 1]!) / 1000)
  if (random.chance(begins)) {
    buy(openLife(customer, random, diary, orderNumber(customer, month)), shoppingDay(random, day()))
  }
  return diary.entries
}

/** Sees, hesitates, comes back, buys or does not. */
function buy(life: Life, day: number): void {
  const { random, customer } = life
  const habit = habits[customer.persona]
  const known = customer.userId !== undefined
  const place = known && random.chance(habit.buys) ? places[random.weighted(habit.buysAt)]! : 'nowhere'

  let at: number
  if (known && random.chance(habit.beginsInShop)) {
    at = visitShop(life, shopHour(random, day), place === 'till')
    if (place === 'till' || place === 'nowhere') return
  } else {
    at = discoverOnline(life, onlineHour(random, day))
    if (place === 'nowhere' && random.chance(560)) return
    if (place === 'till' || (known && random.chance(habit.goesToShop))) {
      at = visitShop(life, shopHour(random, dayOf(at) + random.between(1, 6) * dayMs), place === 'till')
      if (place === 'till') return
    } else if (place !== 'nowhere' && random.chance(450)) {
      buyOnline(life, at, place)
      return
    }
  }
  // Comes back another day, perhaps with another device.
  changeDevice(life)
  at = discoverOnline(life, onlineHour(random, dayOf(at) + random.between(1, 5) * dayMs))
  if (place !== 'nowhere') buyOnline(life, at, place)
}

const places = ['till', 'home', 'locker'] as const

/** What belongs to no purchase. Most of it is claimed by no touchpoint of the map, on purpose. */
function smallThings(customer: SampleCustomer, random: Random, diary: Diary, day: () => number): void {
  if (customer.advertised && random.chance(110)) {
    diary.track(onlineHour(random, day()), systemSender(customer, 'email'), 'Newsletter Opened', {
      edition: random.below(4) + 1,
    })
  }
  if (customer.app !== undefined && random.chance(60)) {
    const life = openLife(customer, random, diary, '')
    diary.track(onlineHour(random, day()), life.sender, 'Points Viewed', { points: random.below(900) })
  }
  if (random.chance(5)) callAboutOther(openLife(customer, random, diary, ''), onlineHour(random, day()))
  if (random.chance(behaviour.answersYearly)) {
    const score = Math.min(
      10,
      Math.max(0, random.weighted([3, 2, 3, 4, 5, 9, 11, 18, 21, 13, 11]) + habits[customer.persona].leniency),
    )
    diary.track(onlineHour(random, day()), systemSender(customer, 'email', 'surveys'), 'Survey Answered', {
      survey: 'relation',
      construct: 'nps',
      score,
      scaleMin: 0,
      scaleMax: 10,
    })
  }
}

/** People look for lamps at weekends: a third of them put it off until Saturday. */
function shoppingDay(random: Random, day: number): number {
  if (!random.chance(300)) return day
  return day + ((6 - new Date(day).getUTCDay() + 7) % 7) * dayMs
}

function daysIn(month: number): number {
  return Math.round((monthStart(month + 1) - monthStart(month)) / dayMs)
}

function orderNumber(customer: SampleCustomer, month: number): string {
  const yearAndMonth = (Math.floor(month / 12) % 100) * 100 + monthInYear(month)
  return `HB-${yearAndMonth}-${String(customer.index + 1).padStart(6, '0')}`
}
