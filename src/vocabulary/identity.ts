/**
 * Who is one customer. Identifiers (a known id, a browser's id) are joined by links, each with the instant at which
 * the two were seen together. The customers are a function of the set of identifiers and links alone: the order in
 * which they arrived plays no part, and taking a link away undoes exactly what it did.
 *
 * An identifier is known by its *anchor*: 63 bits of a keyed hash of (workspace, kind, value). The customer's own
 * number is the anchor of its strongest identifier, so every anchor ever shown still leads to its customer.
 */
export const identifierKinds = ['user_id', 'loyalty', 'email', 'phone', 'anonymous_id', 'device_id'] as const
export type IdentifierKind = (typeof identifierKinds)[number]

export type Identifier = { readonly anchor: bigint; readonly kind: IdentifierKind }

/**
 * - `together`: seen in one event. Joins an unknown visitor to a known customer; never two known ones.
 * - `alias`: the site itself says that two ids are one.
 * - `manual`: a member says so.
 * - `epoch`: the part of a shared browser's life that belongs to a later user of it.
 */
const linkRules = ['together', 'alias', 'manual', 'epoch'] as const
export type LinkRule = (typeof linkRules)[number]

export type Link = {
  readonly one: bigint
  readonly other: bigint
  readonly rule: LinkRule
  /** The earliest instant, in milliseconds, at which they were seen together. */
  readonly at: number
}

/** Why a link joins nobody: two known people, or more devices or known ids than one person has. */
export type LinkRefusal = 'two_known' | 'too_many_devices' | 'too_many_known'

export type Partition = {
  /** For each anchor: its customer, and its `core`: the customer without what aliases and members joined. */
  readonly places: ReadonlyMap<bigint, { readonly customer: bigint; readonly core: bigint }>
  readonly refused: readonly { readonly link: Link; readonly reason: LinkRefusal }[]
}

export type IdentityRules = { readonly devicesIn90Days: number; readonly knownIds: number }
const defaultIdentityRules: IdentityRules = { devicesIn90Days: 20, knownIds: 10 }

const ninetyDaysMs = 90 * 86_400_000

/**
 * Parts identifiers into customers. Explicit links (alias, manual) are taken first, then the others in the order of
 * their instants, ties broken by anchors. Takes time in n log n; memory in n.
 */
export function partitionIdentifiers(
  identifiers: readonly Identifier[],
  links: readonly Link[],
  rules: IdentityRules = defaultIdentityRules,
): Partition {
  const kinds = new Map(identifiers.map(identifier => [identifier.anchor, identifier.kind]))
  const ordered = links.filter(link => kinds.has(link.one) && kinds.has(link.other)).sort(byInstant)
  const isKnown = (anchor: bigint) => kinds.get(anchor) === 'user_id'
  const isExplicit = (link: Link) =>
    link.rule === 'manual' || (link.rule === 'alias' && isKnown(link.one) && isKnown(link.other))

  const refused: { link: Link; reason: LinkRefusal }[] = []
  const known = joining(identifiers.filter(({ kind }) => kind === 'user_id').map(({ anchor }) => anchor))
  for (const link of ordered.filter(each => isExplicit(each) && isKnown(each.one) && isKnown(each.other))) {
    if (known.sizeOf(link.one) + known.sizeOf(link.other) > rules.knownIds && !known.same(link.one, link.other)) {
      refused.push({ link, reason: 'too_many_known' })
    } else {
      known.join(link.one, link.other)
    }
  }

  const anchors = identifiers.map(({ anchor }) => anchor)
  const cores = joining(anchors)
  const wholes = joining(anchors)
  // The known person of each set, as the set of ids that explicit links made one.
  const personOf = new Map<bigint, bigint>()
  for (const anchor of anchors) if (isKnown(anchor)) personOf.set(anchor, known.find(anchor))
  const devicesOf = new Map<bigint, number[]>()

  const join = (link: Link): LinkRefusal | undefined => {
    const [a, b] = [wholes.find(link.one), wholes.find(link.other)]
    if (a === b) return undefined
    const [personA, personB] = [personOf.get(a), personOf.get(b)]
    if (personA !== undefined && personB !== undefined && personA !== personB) return 'two_known'
    const person = personA ?? personB
    if (person !== undefined && (personA === undefined || personB === undefined)) {
      const devices = devicesOf.get(person) ?? []
      if (devices.filter(at => link.at - at < ninetyDaysMs).length >= rules.devicesIn90Days) return 'too_many_devices'
      devicesOf.set(person, [...devices, link.at])
    }
    const joined = wholes.join(a, b)
    if (person !== undefined) personOf.set(joined, person)
    return undefined
  }

  // A member's word joins whatever it names, known or not.
  for (const link of ordered.filter(isExplicit)) {
    if (refused.some(each => each.link === link)) continue
    const persons = [personOf.get(wholes.find(link.one)), personOf.get(wholes.find(link.other))]
    const joined = wholes.join(link.one, link.other)
    const person = persons[0] ?? persons[1]
    if (person !== undefined) personOf.set(joined, person)
  }
  for (const link of ordered.filter(each => !isExplicit(each))) {
    const reason = join(link)
    if (reason) refused.push({ link, reason })
    else cores.join(link.one, link.other)
  }

  const strongestOf = (sets: Joining) => {
    const best = new Map<bigint, bigint>()
    for (const anchor of anchors) {
      const root = sets.find(anchor)
      const held = best.get(root)
      if (held === undefined || isStronger(anchor, held)) best.set(root, anchor)
    }
    return best
  }
  const isStronger = (one: bigint, other: bigint) => {
    const [a, b] = [strength(kinds.get(one)!), strength(kinds.get(other)!)]
    return a !== b ? a < b : one < other
  }
  const customers = strongestOf(wholes)
  const coreHeads = strongestOf(cores)
  return {
    places: new Map(
      anchors.map(anchor => [
        anchor,
        { customer: customers.get(wholes.find(anchor))!, core: coreHeads.get(cores.find(anchor))! },
      ]),
    ),
    refused,
  }
}

const strength = (kind: IdentifierKind) => identifierKinds.indexOf(kind)

function byInstant(a: Link, b: Link): number {
  if (a.at !== b.at) return a.at - b.at
  const [a1, a2] = a.one < a.other ? [a.one, a.other] : [a.other, a.one]
  const [b1, b2] = b.one < b.other ? [b.one, b.other] : [b.other, b.one]
  if (a1 !== b1) return a1 < b1 ? -1 : 1
  return a2 < b2 ? -1 : a2 > b2 ? 1 : 0
}

type Joining = ReturnType<typeof joining>

/** Disjoint sets with path halving; a set's name is its smallest member, whatever the order of joins. */
export function joining(members: readonly bigint[]) {
  const parents = new Map(members.map(member => [member, member]))
  const sizes = new Map(members.map(member => [member, 1]))
  const find = (member: bigint): bigint => {
    let at = member
    for (;;) {
      const parent = parents.get(at)!
      if (parent === at) return at
      const grandparent = parents.get(parent)!
      parents.set(at, grandparent)
      at = grandparent
    }
  }
  return {
    find,
    same: (one: bigint, other: bigint) => find(one) === find(other),
    sizeOf: (member: bigint) => sizes.get(find(member))!,
    join: (one: bigint, other: bigint): bigint => {
      const [a, b] = [find(one), find(other)]
      if (a === b) return a
      const [small, large] = a < b ? [a, b] : [b, a]
      parents.set(large, small)
      sizes.set(small, sizes.get(small)! + sizes.get(large)!)
      return small
    },
  }
}
