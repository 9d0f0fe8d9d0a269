import { secondsOfDuration } from './duration.ts'
import { parsedJson } from './parsed-json.ts'

// The forms in which cases are filtered, as an address or a command line says them.

/** Where a case stands: at its end, left before it, or still going on. */
export const caseEndings = ['completed', 'abandoned', 'open'] as const
export type CaseEnding = (typeof caseEndings)[number]

/** How one activity follows another: directly, some time after, or never so. */
export const followings = ['>', '>>', '!>', '!>>'] as const
export type Following = (typeof followings)[number]
export type Follower = readonly [from: string, how: Following, to: string]

/** Seconds between the first and the last visit, `[least, below)`. */
export type Lasting = { readonly least: number | undefined; readonly below: number | undefined }

/** An event has the property `name` with any one of the values. */
export type Attribute = { readonly name: string; readonly values: readonly string[] }

/** One activity, or a JSON array of them: `["A", "B"]`. Undefined for what is neither. */
export function readNames(text: string): readonly string[] | undefined {
  if (!text.trimStart().startsWith('[')) return text === '' ? undefined : [text]
  const list = parsedJson(text)
  // A name that only looks like a list is a name.
  if (!isList(list)) return [text]
  return list.length > 0 && list.every(isName) ? list.map(String) : undefined
}

/** The shortest form that is read back as these names. */
export function writeNames(names: readonly string[]): string {
  const [only] = names
  return names.length === 1 && only !== undefined && !only.trimStart().startsWith('[') ? only : JSON.stringify(names)
}

/** `A > B`, `A >> B`, `A !> B`, `A !>> B`, or a list `[["A", ">", "B"], …]`. Undefined for what is neither. */
export function readFollowers(text: string): readonly Follower[] | undefined {
  const list = text.trimStart().startsWith('[') ? parsedJson(text) : undefined
  if (isList(list)) {
    const told = list.map(one => (isList(one) && one.length === 3 ? followerOf(one[0], one[1], one[2]) : undefined))
    return told.length > 0 && told.every(one => one !== undefined) ? told : undefined
  }
  const found = /^(.+?)\s+(!?>>?)\s+(.+)$/.exec(text.trim())
  const told = found && followerOf(found[1], found[2], found[3])
  return told ? [told] : undefined
}

/** A list, as names may hold any sign. */
export function writeFollowers(followers: readonly Follower[]): string {
  return JSON.stringify(followers)
}

/** `PT1H..P2D`, `PT1H..`, `..P2D`. Undefined for what is no such range, or an empty one. */
export function readLasting(text: string): Lasting | undefined {
  const [from = '', to = '', ...more] = text.split('..')
  if (!text.includes('..') || more.length > 0 || (from === '' && to === '')) return undefined
  const [least, below] = [from, to].map(one => (one === '' ? undefined : secondsOfDuration(one)))
  if ((from !== '' && least === undefined) || (to !== '' && below === undefined)) return undefined
  return least !== undefined && below !== undefined && least >= below ? undefined : { least, below }
}

/** `plan:gold`, or `["plan", "gold", "silver"]`. Undefined for what is neither. */
export function readAttribute(text: string): Attribute | undefined {
  const list = text.trimStart().startsWith('[') ? parsedJson(text) : undefined
  if (isList(list)) {
    const [name, ...values] = list.map(String)
    return list.length > 1 && list.every(isName) && name ? { name, values } : undefined
  }
  const colon = text.indexOf(':')
  return colon < 1 ? undefined : { name: text.slice(0, colon), values: [text.slice(colon + 1)] }
}

export function writeAttribute({ name, values }: Attribute): string {
  const [only] = values
  return values.length === 1 && !name.includes(':') && !name.trimStart().startsWith('[')
    ? `${name}:${only}`
    : JSON.stringify([name, ...values])
}

/** The hash of a variant, and whether repetitions are told once. Undefined for what is no hash. */
export function readVariant(text: string): { readonly hash: bigint; readonly collapsed: boolean } | undefined {
  const found = /^(~?)(\d{1,20})$/.exec(text)
  const hash = BigInt(found?.[2] ?? -1)
  return found && hash < 2n ** 64n ? { hash, collapsed: found[1] === '~' } : undefined
}

function followerOf(from: unknown, how: unknown, to: unknown): Follower | undefined {
  const known = followings.find(one => one === how)
  return known && isName(from) && isName(to) && from !== '' && to !== '' ? [String(from), known, String(to)] : undefined
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)
// An address reads `12` as a number, though an event may be called so.
const isName = (value: unknown) => typeof value === 'string' || typeof value === 'number'
