import { createHmac, randomInt, timingSafeEqual } from 'node:crypto'
import { workspaceByNumber } from '../../admitting/index.ts'
import { reachCustomers } from '../../collecting/index.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Installation } from '../../feature.ts'
import type { Tongue } from '../../vocabulary/label.ts'
import { html } from '../../vocabulary/map/markup.ts'
import { Problem } from '../../vocabulary/problem.ts'
import { plainAddress } from '../sending/compose.ts'
import { addressToken } from '../sending/seal.ts'
import { sendNow } from '../sending/settings.ts'
import { suppressedAmong } from '../sending/suppressed.ts'
import { cookieIn, cookieOf } from './cookies.ts'
import { pageWords } from './page-words.ts'

type Whose = { readonly workspace: number; readonly invitation: string }

/** A code serves so long, and is guessed at so often. */
const livesMs = 15 * 60_000
const mostTries = 5
/** Nobody is written to more often: eight mails a day, of five guesses each at a million codes. */
const betweenMs = 60_000
const mostADay = 8
const dayMs = 86_400_000
/** Then the device is asked again. */
const passMs = 12 * 3_600_000

export type CodeSent = 'sent' | 'tooOften' | 'noAddress' | 'notNow'

/** Where the code of an invitation goes: the address that its customer has now. */
export async function addressOf(
  installation: Installation,
  { workspace, customer }: { readonly workspace: number; readonly customer: string | null },
): Promise<string | undefined> {
  if (customer === null) return undefined
  const reach = (await reachCustomers(installation, workspace, [BigInt(customer)])).get(BigInt(customer))
  const email = reach?.email
  if (email === undefined || !plainAddress.test(email)) return undefined
  const token = addressToken(installation, workspace, 'email', email)
  const isHeld = (await suppressedAmong(installation.postgres, workspace, 'email', [token])).size > 0
  return isHeld ? undefined : email
}

/** Whether a code was sent that still serves. */
export async function hasCode({ postgres, now }: Installation, { workspace, invitation }: Whose): Promise<boolean> {
  const row = await postgres.first(sql<{ tries: number }>`
    select tries from listening.codes
    where workspace_id = ${workspace} and invitation_id = ${invitation} and ends_at > ${now()} and tries < ${mostTries}`)
  return row !== undefined
}

/** Sends six digits to the address of an invitation; the code before serves no more. */
export async function sendCode(
  installation: Installation,
  whose: Whose & { readonly customer: string | null },
  { tongue, title }: { readonly tongue: Tongue; readonly title: string },
): Promise<CodeSent> {
  const { postgres, now } = installation
  const { workspace: number, invitation } = whose
  const to = await addressOf(installation, whose)
  const workspace = await workspaceByNumber(installation, number)
  if (!to || !workspace) return 'noAddress'
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const at = now()
  // Counted before it leaves: of two that press at once one is told to wait.
  const counted = await postgres.first(sql<{ sent: number }>`
    insert into listening.codes as codes (
      workspace_id, invitation_id, code_hash, sent_at, ends_at, since, sent
    )
    values (
      ${number}, ${invitation}, ${hashOf(installation, whose, code)}, ${at}, ${new Date(at.getTime() + livesMs)}, ${at}, 1
    )
    on conflict (workspace_id, invitation_id) do update set
      code_hash = excluded.code_hash, sent_at = excluded.sent_at, ends_at = excluded.ends_at, tries = 0,
      since = case when codes.since < ${new Date(at.getTime() - dayMs)} then excluded.since else codes.since end,
      sent = case when codes.since < ${new Date(at.getTime() - dayMs)} then 1 else codes.sent + 1 end
    where codes.sent_at <= ${new Date(at.getTime() - betweenMs)}
      and (codes.sent < ${mostADay} or codes.since < ${new Date(at.getTime() - dayMs)})
    returning sent`)
  if (!counted) return 'tooOften'
  const said = pageWords[tongue].code
  const paragraphs = [said.mail(title), code, said.mailEnds(livesMs / 60_000), said.mailNot]
  try {
    await sendNow({ ...installation, workspace }, to, {
      subject: said.subject(code),
      text: paragraphs.join('\n\n'),
      html: html`<!doctype html><html lang="${tongue}"><body>${paragraphs.map(
        one => html`<p${one === code && html` style="font-size:28px;letter-spacing:4px"`}>${one}</p>`,
      )}</body></html>`.markup,
    })
  } catch (error) {
    if (error instanceof Problem) return 'notNow'
    throw error
  }
  return 'sent'
}

/** Whether these are the digits that were sent. Each asking is a guess; right, they serve no second time. */
export async function isCode(installation: Installation, whose: Whose, digits: string): Promise<boolean> {
  const { postgres, now } = installation
  const { workspace, invitation } = whose
  const row = await postgres.first(sql<{ code_hash: Buffer }>`
    update listening.codes set tries = tries + 1
    where workspace_id = ${workspace} and invitation_id = ${invitation} and ends_at > ${now()} and tries < ${mostTries}
    returning code_hash`)
  if (!row || !timingSafeEqual(row.code_hash, hashOf(installation, whose, digits))) return false
  await postgres.run(sql`
    update listening.codes set ends_at = ${now()} where workspace_id = ${workspace} and invitation_id = ${invitation}`)
  return true
}

function hashOf({ secret }: Pick<Installation, 'secret'>, { workspace, invitation }: Whose, digits: string): Buffer {
  return createHmac('sha256', secret('listening.codes')).update(`${workspace} ${invitation} ${digits}`).digest()
}

const passName = ({ invitation }: Whose) =>
  `parcours_pass_${createHmac('sha256', 'name').update(invitation).digest('hex').slice(0, 12)}`

/** What a device keeps once the digits were right: it says that they were, and until when, and who it was is not in it. */
export function passOf(installation: Pick<Installation, 'secret' | 'now' | 'publicUrl'>, whose: Whose): string {
  const ends = installation.now().getTime() + passMs
  const value = `${ends}.${signatureOf(installation, whose, ends)}`
  return cookieOf(installation.publicUrl, passName(whose), value, passMs / 1000)
}

export function isPassed(installation: Pick<Installation, 'secret' | 'now'>, request: Request, whose: Whose): boolean {
  const [ends = '', signature = ''] = (cookieIn(request, passName(whose)) ?? '').split('.')
  if (!(Number(ends) > installation.now().getTime())) return false
  const wanted = Buffer.from(signatureOf(installation, whose, Number(ends)))
  const told = Buffer.from(signature)
  return told.length === wanted.length && timingSafeEqual(told, wanted)
}

function signatureOf({ secret }: Pick<Installation, 'secret'>, { workspace, invitation }: Whose, ends: number): string {
  const text = `${workspace} ${invitation} ${ends}`
  return createHmac('sha256', secret('listening.passes')).update(text).digest('base64url')
}
