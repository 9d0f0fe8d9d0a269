import {
  type MailboxSettings,
  type MailSettings,
  mailboxSettings,
  mailSettings,
  type SmsSettings,
  smsSettings,
} from '../../contract/survey-sending.ts'
import type { Carrier } from '../../engines/mail.ts'
import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { Installation } from '../../feature.ts'
import { sealed, unsealed } from './seal.ts'
import type { Gateway } from './sms-gateway.ts'

/** What a carrier answered when it took nothing, and since when it does not. */
export type Trouble = { readonly at: string; readonly where: string; readonly code: string }

export type SenderSecrets = {
  readonly password?: string | undefined
  readonly gateway?: string | undefined
  /** What a line of telephony and we sign with. */
  readonly voice?: string | undefined
  readonly mailbox?: string | undefined
}

export type Sender = {
  readonly mail: MailSettings
  readonly sms: SmsSettings
  /** Where returned mail is read; null where it is handed in, or not at all. */
  readonly mailbox: MailboxSettings | null
  /** Why it could not be read the last time: a code. */
  readonly mailboxTrouble: string | undefined
  readonly secrets: SenderSecrets
  readonly trouble: Trouble | undefined
}

const usualMail: MailSettings = {
  fromName: '',
  fromAddress: null,
  replyTo: null,
  returnPath: null,
  server: null,
  perMinute: 600,
}

const usualSms: SmsSettings = { gateway: null, from: '' }

type Row = {
  settings: { mail?: unknown; sms?: unknown; mailbox?: unknown }
  secrets: Buffer | null
  trouble: Trouble | null
  mailbox_state: { code: string | null } | null
}

/** How a workspace writes to people; with `hold`, until the transaction ends nobody else changes it. */
export async function readSender(
  installation: Pick<Installation, 'secret'>,
  postgres: Queryable,
  workspace: number,
  { hold = false }: { readonly hold?: boolean } = {},
): Promise<Sender> {
  const row = await postgres.first(sql<Row>`
    select settings, secrets, trouble, mailbox_state from listening.senders where workspace_id = ${workspace}
    ${hold ? sql`for update` : sql``}`)
  const parsed = mailSettings.safeParse(row?.settings.mail)
  const sms = smsSettings.safeParse(row?.settings.sms)
  const mailbox = mailboxSettings.safeParse(row?.settings.mailbox)
  return {
    mail: parsed.success ? parsed.data : usualMail,
    sms: sms.success ? sms.data : usualSms,
    mailbox: mailbox.success ? mailbox.data : null,
    mailboxTrouble: row?.mailbox_state?.code ?? undefined,
    secrets: row?.secrets ? (JSON.parse(unsealed(installation, workspace, row.secrets)) as SenderSecrets) : {},
    trouble: row?.trouble ?? undefined,
  }
}

export async function writeSender(
  installation: Installation,
  transaction: Queryable,
  workspace: number,
  { mail, sms, mailbox, secrets }: Pick<Sender, 'mail' | 'sms' | 'mailbox' | 'secrets'>,
): Promise<void> {
  const held = Object.values(secrets).some(one => one !== undefined)
    ? sealed(installation, workspace, JSON.stringify(secrets))
    : null
  await transaction.run(sql`
    insert into listening.senders (workspace_id, settings, secrets, changed_at)
    values (${workspace}, ${JSON.stringify({ mail, sms, mailbox })}::jsonb, ${held}, ${installation.now()})
    on conflict (workspace_id) do update
    set settings = excluded.settings, secrets = excluded.secrets, changed_at = excluded.changed_at, trouble = null,
      mailbox_state = null`)
}

export async function tellTrouble(postgres: Queryable, workspace: number, trouble: Trouble | null): Promise<void> {
  await postgres.run(sql`
    update listening.senders set trouble = ${trouble === null ? null : JSON.stringify(trouble)}::jsonb
    where workspace_id = ${workspace}`)
}

/** The server that mail of this workspace goes to: its own, or that of the installation. */
export function carrierOf(
  { outgoing }: Pick<Installation, 'outgoing'>,
  { mail, secrets }: Sender,
): Carrier | undefined {
  const { server } = mail
  if (server === null) return outgoing.carrier
  const { host, port, security, user, authority, unchecked } = server
  return {
    host,
    port,
    security,
    ...(user ? { user, password: secrets.password ?? '' } : {}),
    ...(authority ? { authority } : {}),
    unchecked,
    guarded: !outgoing.privateHosts,
  }
}

/** The gateway that SMS of this workspace go to; none until it has an address, a sender and a secret. */
export function gatewayOf({ sms, secrets }: Sender): Gateway | undefined {
  const { gateway: url, from } = sms
  return url !== null && from !== '' && secrets.gateway ? { url, from, secret: secrets.gateway } : undefined
}
