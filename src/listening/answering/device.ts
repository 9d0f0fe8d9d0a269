import { createHmac, randomBytes } from 'node:crypto'
import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { Installation } from '../../feature.ts'
import { cookieIn, cookieOf } from './cookies.ts'

/** A device that answered is known for as long, by a token of chance that says nothing of it. */
const keptDays = 30

export type Device = {
  readonly hash: Buffer
  /** What the browser is asked to keep; of one that keeps it already, nothing. */
  readonly cookie: string | undefined
}

/**
 * The device that a page came from, so that a second finished response of it is marked. Not asked for at level 0, on
 * tablets, which are everybody's, and of personal addresses, which take one response each.
 */
export function deviceOf(
  installation: Pick<Installation, 'secret' | 'publicUrl'>,
  request: Request,
  {
    workspace,
    survey,
    invitation,
    kind,
  }: {
    readonly workspace: number
    readonly survey: string
    readonly invitation?: unknown
    readonly kind?: string
  },
  level: number,
): Device | undefined {
  if (level === 0 || invitation || kind === 'kiosk') return undefined
  const digest = (purpose: string, text: string) =>
    createHmac('sha256', installation.secret('listening.devices')).update(`${purpose} ${workspace} ${survey} ${text}`)
  // Another name for each survey: nothing joins what a device answered to two of them.
  const name = `parcours_answered_${digest('name', '').digest('hex').slice(0, 12)}`
  const known = cookieIn(request, name)
  const token = known !== undefined && /^[\w-]{16}$/.test(known) ? known : randomBytes(12).toString('base64url')
  const cookie = cookieOf(installation.publicUrl, name, token, keptDays * 86_400)
  return { hash: digest('device', token).digest(), cookie: token === known ? undefined : cookie }
}

/** Counts a finished response of a device, apart from the response: nothing tells which ones are of one device. */
export async function isSecondOf(
  transaction: Queryable,
  { workspace, survey }: { readonly workspace: number; readonly survey: string },
  device: Buffer,
  at: Date,
): Promise<boolean> {
  const row = await transaction.first(sql<{ finished: number }>`
    insert into listening.devices as known (workspace_id, survey_id, device, finished, last_on)
    values (${workspace}, ${survey}, ${device}, 1, ${at}::date)
    on conflict (workspace_id, survey_id, device) do update set finished = known.finished + 1, last_on = excluded.last_on
    returning finished`)
  return (row?.finished ?? 0) > 1
}

export async function forgetDevices({ postgres, now }: Pick<Installation, 'postgres' | 'now'>): Promise<void> {
  await postgres.run(sql`
    delete from listening.devices where last_on < ${new Date(now().getTime() - keptDays * 86_400_000)}::date`)
  await postgres.run(sql`
    delete from listening.codes where since < ${new Date(now().getTime() - 2 * 86_400_000)}`)
}
