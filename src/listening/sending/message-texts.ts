import { audit } from '../../admitting/index.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type {
  getMessageTexts as getMessageTextsRoute,
  previewMessage as previewMessageRoute,
  saveMessageTexts as saveMessageTextsRoute,
  testMessage as testMessageRoute,
} from '../../contract/survey-messages.ts'
import { type Queryable, sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { problem } from '../../vocabulary/problem.ts'
import { type MessageTexts, messageTextsShape, pipe, smsWords } from '../../vocabulary/survey/message-texts.ts'
import { beginSms, canBeAskedBySms, smsQuestion } from '../../vocabulary/survey/sms-dialogue.ts'
import { type Survey, surveyShape } from '../../vocabulary/survey/survey.ts'
import { readAsking } from '../inviting/rules-store.ts'
import { readSurvey, readVersion } from '../surveys-store.ts'
import { stopMention } from './send-sms.ts'
import { readSender } from './senders-store.ts'
import { channelFaults } from './set-up-check.ts'
import { sendNow } from './settings.ts'
import { writeLetter } from './write-mail.ts'

export async function getMessageTexts(
  context: Context,
  { params }: InputOf<typeof getMessageTextsRoute>,
): Promise<AnswerOf<typeof getMessageTextsRoute>> {
  const { postgres, workspace } = context
  const { survey } = await askedNow(context, params.survey)
  const sender = await readSender(context, postgres, workspace.number)
  const [asking] = await readAsking(postgres, workspace.number, params.survey)
  return {
    texts: await readTexts(postgres, workspace.number, params.survey),
    languages: survey.languages,
    asksBySms: canBeAskedBySms(survey),
    faults: channelFaults(context, sender, asking?.rules.channels ?? []),
  }
}

export async function saveMessageTexts(
  context: Context,
  { params, body }: InputOf<typeof saveMessageTextsRoute>,
): Promise<AnswerOf<typeof saveMessageTextsRoute>> {
  const { postgres, workspace } = context
  await readSurvey(postgres, workspace.number, params.survey)
  await postgres.transaction(async transaction => {
    await transaction.run(sql`
      insert into listening.message_texts (workspace_id, survey_id, texts, changed_at)
      values (${workspace.number}, ${params.survey}, ${JSON.stringify(body.texts)}::jsonb, ${context.now()})
      on conflict (workspace_id, survey_id) do update set texts = excluded.texts, changed_at = excluded.changed_at`)
    await audit(context, transaction, 'survey.texts_set', { survey: params.survey })
  })
  return getMessageTexts(context, { params, query: undefined, body: undefined })
}

/** @throws problem `not_found`. */
export async function previewMessage(
  context: Context,
  { params, body }: InputOf<typeof previewMessageRoute>,
): Promise<AnswerOf<typeof previewMessageRoute>> {
  const { texts, kind, language, firstName } = body
  const { survey } = await askedNow(context, params.survey)
  const letter = await letterFor(context, survey, texts, { kind, language, firstName: firstName ?? undefined })
  const asks = texts.smsAsks && kind === 'invitation' && canBeAskedBySms(survey)
  const sms = asks
    ? smsQuestion(survey, beginSms(survey), {}, language)
    : pipe(smsWords(texts, kind, language), { firstName: firstName ?? undefined, link: letter.link })
  // As it leaves, so that the count is true.
  return { ...letter.words, sms: kind === 'invitation' ? `${sms} ${stopMention[language]}` : sms }
}

/** @throws problem `not_found`, `mail_not_ready`, `mail_refused`. */
export async function testMessage(
  context: Context,
  { params, body }: InputOf<typeof testMessageRoute>,
): Promise<AnswerOf<typeof testMessageRoute>> {
  const { actor, postgres, workspace } = context
  const { survey } = await askedNow(context, params.survey)
  const memberId = actor.kind === 'member' ? actor.memberId : null
  const member = await postgres.first(sql<{ email: string; name: string }>`
    select email, name from admitting.members where member_id = ${memberId}`)
  if (!member)
    throw problem('input_invalid', {
      reason: {
        fr: 'l’essai part à l’adresse de qui le demande ; connectez-vous comme membre',
        en: 'the test goes to the address of whoever asks; sign in as a member',
      },
    })
  const texts = await readTexts(postgres, workspace.number, params.survey)
  const { words } = await letterFor(context, survey, texts, { ...body, firstName: member.name.split(' ')[0] })
  return sendNow(context, member.email, words)
}

async function letterFor(
  context: Context,
  survey: Survey,
  texts: MessageTexts,
  {
    kind,
    language,
    firstName,
  }: { kind: 'invitation' | 'reminder'; language: 'fr' | 'en'; firstName?: string | undefined },
) {
  const { mail } = await readSender(context, context.postgres, context.workspace.number)
  // Of the length of real ones, so that the count of segments is true.
  const link = `${context.publicUrl}/s/0000000000000`
  const words = writeLetter({
    survey,
    texts,
    kind,
    tongue: language,
    firstName,
    from: mail.fromName || context.workspace.name,
    link,
    unsubscribe: `${context.publicUrl}/u/0000000000000`,
  })
  return { words, link }
}

async function readTexts(postgres: Queryable, workspace: number, survey: string): Promise<MessageTexts> {
  const row = await postgres.first(sql<{ texts: unknown }>`
    select texts from listening.message_texts where workspace_id = ${workspace} and survey_id = ${survey}`)
  const parsed = messageTextsShape.safeParse(row?.texts ?? {})
  return parsed.success ? parsed.data : {}
}

/** The survey as people are asked it, or as it is being written while nobody is. */
async function askedNow({ postgres, workspace }: Context, id: string): Promise<{ readonly survey: Survey }> {
  const row = await readSurvey(postgres, workspace.number, id)
  const asked = row.version === null ? undefined : await readVersion(postgres, workspace.number, id, row.version)
  return { survey: asked ?? surveyShape.parse(row.draft) }
}
