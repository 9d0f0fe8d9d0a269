import { sql } from '../engines/postgres/index.ts'
import type { Installation } from '../feature.ts'
import { anchorsKnown } from './customer-of.ts'
import { readTraits } from './read-traits.ts'
import { roomOf } from './room.ts'

/** How a customer is addressed, in the clear: for the moment of sending, never to be kept. */
export type Reach = {
  /** Their number now, which is another one than was asked for when they were joined with somebody. */
  readonly customer: bigint
  /** Whom a message of events about them names. */
  readonly names: { readonly userId: string } | { readonly anonymousId: string } | undefined
  readonly email: string | undefined
  readonly phone: string | undefined
  readonly firstName: string | undefined
  readonly language: 'fr' | 'en' | undefined
}

/** How these customers are reached, by the number that was asked for. Who was erased is left out. */
export async function reachCustomers(
  installation: Installation,
  workspace: number,
  customers: readonly bigint[],
): Promise<ReadonlyMap<bigint, Reach>> {
  const { postgres } = installation
  const { vault } = roomOf(installation)
  const now = await postgres.rows(sql<{ anchor: string; customer: string }>`
    select anchor, customer
    from collecting.identifiers
    where workspace_id = ${workspace} and anchor = any(${customers.map(String)}::bigint[])`)
  const anchors = await anchorsKnown(postgres, workspace, [...new Set(now.map(row => BigInt(row.customer)))])
  const numbers = anchors.map(({ anchor }) => anchor)
  await vault.load(postgres, workspace, numbers)
  const traits = await readTraits(installation, postgres, workspace, numbers)
  const reached = new Map<bigint, Reach>()
  for (const row of now) {
    const customer = BigInt(row.customer)
    const own = anchors.filter(each => each.customer === customer)
    const ownAnchors = new Set(own.map(({ anchor }) => anchor))
    const opened = await Promise.all(
      own.map(async each => ({
        kind: each.kind,
        value: each.sealed && (await vault.open(postgres, workspace, each.anchor, each.sealed)),
      })),
    )
    const known = (kind: string) => opened.find(each => each.kind === kind && each.value !== undefined)?.value
    const said = (pattern: RegExp) =>
      traits.findLast(({ anchor, key, value }) => ownAnchors.has(anchor) && pattern.test(key) && value.trim() !== '')
        ?.value
    const userId = known('user_id')
    const anonymousId = known('anonymous_id')
    const language = /^(fr|en)\b/i.exec(said(/^(language|locale|lang|langue)$/i) ?? '')?.[1]?.toLowerCase()
    reached.set(BigInt(row.anchor), {
      customer,
      names: userId !== undefined ? { userId } : anonymousId !== undefined ? { anonymousId } : undefined,
      email: said(/^(e-?mail|email_?address|courriel)$/i)?.trim() ?? known('email'),
      phone: said(/^(phone|telephone|t[ée]l[ée]phone|mobile|gsm|phone_?number)$/i)?.trim() ?? known('phone'),
      firstName: said(/^(first_?name|given_?name|pr[ée]nom)$/i)?.trim(),
      language: language === 'fr' || language === 'en' ? language : undefined,
    })
  }
  return reached
}
