import { behaviour, habits, type PersonaCode, personaCodes } from './behaviour.ts'
import { dayText } from './calendar.ts'
import { type Shop, shops, shopWeights } from './company.ts'
import { fictionalPhoneRanges, firstNames, mailDomains, surnames } from './people.ts'
import { type Random, randomFor, scramble } from './random.ts'

export type DeviceKind = 'mobile' | 'desktop' | 'tablet'

/** A browser or an app, as its SDK knows it. */
export type Device = {
  readonly channel: 'web' | 'app'
  readonly kind: DeviceKind
  readonly anonymousId: string
  readonly staysSignedIn: boolean
}

/** One invented customer: everything that does not change from month to month. */
export type SampleCustomer = {
  readonly index: number
  readonly persona: PersonaCode
  /** The loyalty number, which the company uses as its customer number everywhere; absent for those who stay anonymous. */
  readonly userId: string | undefined
  readonly traits: Readonly<Record<string, string>>
  readonly phone: string | undefined
  readonly browsers: readonly Device[]
  readonly app: Device | undefined
  readonly shop: Shop
  readonly measured: boolean
  readonly advertised: boolean
  /** The contact centre knows the number that rings, not the customer number. */
  readonly knownByNumberOnly: boolean
}

const customerKey = 1
const householdKey = 2

/** The customer at this place of the list; the same whatever the length of the list. */
export function sampleCustomer(seed: number, index: number): SampleCustomer {
  const household = randomFor(seed, householdKey, index >> 1)
  const family = household.chance(behaviour.sharesBrowser)
  const familySurname = household.pick(surnames)
  const random = randomFor(seed, customerKey, index)

  const persona = family ? 'family' : personaCodes[random.weighted(behaviour.personaWeights)]!
  const habit = habits[persona]
  const known = family || !random.chance(behaviour.staysAnonymous)
  const shop = shops[random.weighted(shopWeights)]!
  const measured = !random.chance(behaviour.refusesMeasurement)
  const phone = known ? phoneNumber(index) : undefined

  return {
    index,
    persona,
    userId: known ? loyaltyNumber(index) : undefined,
    traits: known ? traitsOf(random, index, family ? familySurname : random.pick(surnames), persona, shop, phone) : {},
    phone,
    browsers: browsersOf(random, seed, index, family, known, habit.prefersMobile),
    app:
      known && random.chance(habit.hasApp)
        ? { channel: 'app', kind: 'mobile', anonymousId: deviceId(seed, index, 3), staysSignedIn: true }
        : undefined,
    shop,
    measured,
    advertised: measured && !random.chance(behaviour.refusesAdvertising),
    knownByNumberOnly: phone !== undefined && random.chance(behaviour.recognisedOnPhoneByNumber),
  }
}

function browsersOf(
  random: Random,
  seed: number,
  index: number,
  family: boolean,
  known: boolean,
  prefersMobile: number,
): readonly Device[] {
  const first: DeviceKind = random.chance(prefersMobile) ? 'mobile' : 'desktop'
  const own: Device = {
    channel: 'web',
    kind: first,
    anonymousId: deviceId(seed, index, 1),
    staysSignedIn: known && random.chance(behaviour.staysSignedIn),
  }
  if (family) {
    // The computer of the living room: both sign in to pay, and nobody stays signed in.
    return [
      { channel: 'web', kind: 'tablet', anonymousId: deviceId(seed, index & ~1, 4), staysSignedIn: false },
      { ...own, kind: 'mobile' },
    ]
  }
  if (!known || !random.chance(behaviour.hasSecondBrowser)) return [own]
  const second: DeviceKind = first === 'mobile' ? 'desktop' : 'mobile'
  return [
    own,
    { channel: 'web', kind: second, anonymousId: deviceId(seed, index, 2), staysSignedIn: own.staysSignedIn },
  ]
}

function traitsOf(
  random: Random,
  index: number,
  surname: string,
  persona: PersonaCode,
  shop: Shop,
  phone: string | undefined,
): Readonly<Record<string, string>> {
  const firstName = random.pick(firstNames)
  const email = `${plain(firstName)}.${plain(surname)}${index}@${random.pick(mailDomains)}`
  const createdAt = dayText(Date.UTC(2021, 0, 1) + random.below(1600) * 86_400_000)
  return { firstName, lastName: surname, email, ...(phone ? { phone } : {}), city: shop.city, persona, createdAt }
}

function loyaltyNumber(index: number): string {
  return `HB${String(index + 1).padStart(7, '0')}`
}

/** Unique as long as the ranges last: six times ten thousand numbers; then customers simply gave none. */
function phoneNumber(index: number): string | undefined {
  const range = fictionalPhoneRanges[index % fictionalPhoneRanges.length]!
  const rank = Math.floor(index / fictionalPhoneRanges.length)
  return rank < 10_000 ? range + String((rank * 7919) % 10_000).padStart(4, '0') : undefined
}

/** What an SDK makes for a browser or an app: looks like a random identifier, and is unique within a seed. */
function deviceId(seed: number, index: number, rank: number): string {
  const tail = hex(scramble(seed ^ scramble(rank))) + hex(scramble(index ^ rank))
  return `${hex(scramble(index))}-${tail.slice(0, 4)}-4${tail.slice(4, 7)}-9${tail.slice(7, 10)}-0${rank}${tail.slice(-10)}`
}

export function hex(number: number): string {
  return number.toString(16).padStart(8, '0')
}

function plain(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^a-zA-Z-]/g, '')
    .toLowerCase()
}
