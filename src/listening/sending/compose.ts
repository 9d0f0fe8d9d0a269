import { type Reach, reachCustomers } from '../../collecting/index.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Installation, Workspace } from '../../feature.ts'
import type { Tongue } from '../../vocabulary/label.ts'
import { type MessageTexts, messageTextsShape } from '../../vocabulary/survey/message-texts.ts'
import type { Survey } from '../../vocabulary/survey/survey.ts'
import { readVersion } from '../surveys-store.ts'
import { personalAddresses } from './personal-links.ts'
import { addressToken } from './seal.ts'
import { suppressedAmong } from './suppressed.ts'
import type { TakenMessage } from './take-messages.ts'

/** Everything that a message needs to leave. */
export type Composed = {
  readonly kind: 'composed'
  readonly message: TakenMessage
  readonly survey: Survey
  readonly version: number
  readonly texts: MessageTexts
  readonly tongue: Tongue
  readonly to: string
  readonly addressToken: string
  readonly firstName: string | undefined
  readonly token: string
  readonly link: string
  readonly unsubscribe: string
}

/** Why it does not leave: a code for the list, and what becomes of the invitation. */
export type Withheld = {
  readonly kind: 'withheld'
  readonly message: TakenMessage
  readonly said: 'answered' | 'expired' | 'surveyClosed' | 'forgotten' | 'noAddress' | 'suppressed'
}

/** The survey does not ask at the moment. */
export type Waiting = { readonly kind: 'waiting'; readonly message: TakenMessage }

export const plainAddress = /^[^\s@<>(),;:"[\]\\]{1,64}@[^\s@<>(),;:"[\]\\]{1,190}$/

/** Puts together what is sent, for messages of one workspace. Addresses and names are opened here and kept nowhere. */
export async function composeMessages(
  installation: Installation,
  workspace: Workspace,
  messages: readonly TakenMessage[],
  plainNumber: (phone: string) => string | undefined,
): Promise<readonly (Composed | Withheld | Waiting)[]> {
  const customers = [...new Set(messages.flatMap(({ customer }) => customer ?? []))]
  const reached = await reachCustomers(installation, workspace.number, customers)
  const surveys = await surveysOf(installation, workspace.number, [...new Set(messages.map(({ survey }) => survey))])
  const addressed = messages.map(message => {
    const reach = message.customer === undefined ? undefined : reached.get(message.customer)
    const to = reach && addressIn(message, reach, plainNumber)
    return { message, reach, to, token: to && addressToken(installation, workspace.number, message.channel, to) }
  })
  const suppressed = new Set<string>()
  for (const channel of ['email', 'sms'] as const) {
    const tokens = addressed.flatMap(({ message, token }) => (message.channel === channel && token ? [token] : []))
    for (const token of (await suppressedAmong(installation.postgres, workspace.number, channel, tokens)).keys())
      suppressed.add(token)
  }
  return addressed.map(({ message, reach, to, token }): Composed | Withheld | Waiting => {
    const held = surveys.get(message.survey)
    const withheld = (said: Withheld['said']): Withheld => ({ kind: 'withheld', message, said })
    if (!['queued', 'sent', 'started'].includes(message.asked)) return withheld('answered')
    if (message.expiresAt && message.expiresAt <= installation.now()) return withheld('expired')
    if (!held || held.state === 'closed') return withheld('surveyClosed')
    if (held.state !== 'live') return { kind: 'waiting', message }
    if (!reach) return withheld('forgotten')
    if (!to || !token) return withheld('noAddress')
    if (suppressed.has(token)) return withheld('suppressed')
    const { survey, version, texts } = held
    const wished = [message.language, reach.language, workspace.locale]
    const tongue = wished.find(one => one && survey.languages.includes(one)) ?? survey.languages[0] ?? 'en'
    return {
      kind: 'composed',
      message,
      survey,
      version,
      texts,
      tongue,
      to,
      addressToken: token,
      firstName: reach.firstName,
      ...personalAddresses(installation, workspace.number, message.invitation),
    }
  })
}

function addressIn(
  { channel }: TakenMessage,
  { email, phone }: Reach,
  plainNumber: (phone: string) => string | undefined,
): string | undefined {
  if (channel === 'email') return email !== undefined && plainAddress.test(email) ? email : undefined
  return phone === undefined ? undefined : plainNumber(phone)
}

async function surveysOf({ postgres }: Installation, workspace: number, ids: readonly string[]) {
  const rows = await postgres.rows(sql<{
    survey_id: string
    state: string
    version: number | null
    texts: unknown
  }>`
    select survey_id, state, version, texts
    from listening.surveys left join listening.message_texts using (workspace_id, survey_id)
    where workspace_id = ${workspace} and survey_id = any(${[...ids]}::text[])`)
  const surveys = new Map<string, { state: string; survey: Survey; version: number; texts: MessageTexts }>()
  for (const row of rows) {
    const survey = row.version === null ? undefined : await readVersion(postgres, workspace, row.survey_id, row.version)
    if (!survey || row.version === null) continue
    const texts = messageTextsShape.safeParse(row.texts ?? {})
    surveys.set(row.survey_id, {
      state: row.state,
      survey,
      version: row.version,
      texts: texts.success ? texts.data : {},
    })
  }
  return surveys
}
