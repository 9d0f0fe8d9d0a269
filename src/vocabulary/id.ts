/**
 * Ids are a prefix that says what the thing is, and 26 characters that sort by time of creation
 * (48 bits of milliseconds, 80 random bits, Crockford base 32, as in the ULID proposal).
 *
 * Customers are the exception: their id is a number that both stores keep (see `identity.ts`).
 */
export type Prefix = keyof typeof prefixes

const prefixes = {
  wsp: 'workspace',
  mem: 'member',
  ses: 'session',
  key: 'key',
  inv: 'invitation',
  src: 'source',
  jny: 'journey',
  map: 'journey map',
  ver: 'map version',
  pha: 'phase',
  stp: 'step',
  tch: 'touchpoint',
  plc: 'placement',
  chn: 'channel',
  lan: 'lane',
  cel: 'cell',
  per: 'persona',
  dep: 'department',
  ast: 'service asset',
  met: 'metric',
  evd: 'evidence',
  lif: 'life situation',
  out: 'outcome',
  bnd: 'binding rule',
  cmt: 'comment',
  ntc: 'notice to a member',
  prp: 'proposal',
  wks: 'workshop',
  imp: 'import',
  upl: 'uploaded file',
  qua: 'quarantined event',
  rev: 'review',
  dcn: 'decision',
  fed: 'calendar feed',
  lnk: 'public link',
  mrg: 'merge of touchpoints',
  vew: 'saved view',
  wtc: 'watch',
  alr: 'alert',
  seg: 'segment',
  svy: 'survey',
  rsp: 'survey response',
  ask: 'invitation to a survey',
  wav: 'wave of invitations',
} as const

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A new id: `newId('map')` → `map_01KAMB3W6H…`. Sorts after every id made at an earlier millisecond. */
export function newId(prefix: Prefix, at: Date = new Date()): string {
  let time = at.getTime()
  let stamp = ''
  for (let place = 0; place < 10; place++) {
    stamp = alphabet[time % 32]! + stamp
    time = Math.floor(time / 32)
  }
  // Drawn for many ids at once, as each draw costs more than all the rest; no byte is used twice.
  if (used === drawn.length) {
    crypto.getRandomValues(drawn)
    used = 0
  }
  let tail = ''
  for (const end = used + 16; used < end; used++) tail += alphabet[drawn[used]! % 32]!
  return `${prefix}_${stamp}${tail}`
}

const drawn = new Uint8Array(4096)
let used = drawn.length

/** Whether `id` has the form of an id with that prefix. Says nothing about its existence. */
export function isId(prefix: Prefix, id: string): boolean {
  return id.startsWith(`${prefix}_`) && /^[a-z]{3}_[0-9A-HJKMNP-TV-Z]{26}$/.test(id)
}

/**
 * The wire form of a customer number: `cus_` and 13 characters of Crockford base 32.
 * The number has 63 bits, so that it fits the signed integers of PostgreSQL and the unsigned ones of ClickHouse.
 */
export function customerIdFromNumber(number: bigint): string {
  let rest = number
  let text = ''
  for (let place = 0; place < 13; place++) {
    text = alphabet[Number(rest & 31n)]! + text
    rest >>= 5n
  }
  return `cus_${text}`
}

/** The number behind a customer id; `undefined` when the text is not one. */
export function numberFromCustomerId(id: string): bigint | undefined {
  if (!/^cus_[0-9A-HJKMNP-TV-Z]{13}$/.test(id)) return undefined
  let number = 0n
  for (const letter of id.slice(4)) number = (number << 5n) | BigInt(alphabet.indexOf(letter))
  return number < 1n << 63n ? number : undefined
}
