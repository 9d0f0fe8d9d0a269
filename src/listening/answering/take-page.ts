import { randomBytes } from 'node:crypto'
import { sql } from '../../engines/postgres/index.ts'
import type { Installation } from '../../feature.ts'
import { dayIn } from '../../vocabulary/calendar-day.ts'
import { newId } from '../../vocabulary/id.ts'
import type { Tongue } from '../../vocabulary/label.ts'
import { isFile } from '../../vocabulary/survey/sent-file.ts'
import { type Answers, questionsOf, type Survey } from '../../vocabulary/survey/survey.ts'
import type { AnswerFault } from '../../vocabulary/survey/survey-answers.ts'
import { judgePage, passageAfter, type SentPage } from '../../vocabulary/survey/survey-passage.ts'
import { answersOnPath, pathOf } from '../../vocabulary/survey/survey-path.ts'
import { noteAnswered } from '../sending/invited.ts'
import { invitedResponseToken } from '../sending/personal-links.ts'
import { readableToken, tokenHash } from '../tokens.ts'
import { fullQuota, screenOut, takeQuotas } from '../writing/quotas.ts'
import { type Device, isSecondOf } from './device.ts'
import { isRepeated, isStraightLine, isTooFast } from './quality.ts'
import {
  insertResponse,
  type OpenedLink,
  type OpenedResponse,
  readAnswers,
  responseOf,
  type Sender,
  writeAnswers,
} from './responses-store.ts'
import { knownFiles } from './sent-files/files-store.ts'

export type Taken =
  | { readonly kind: 'refused'; readonly faults: readonly AnswerFault[]; readonly answers: Answers }
  | { readonly kind: 'taken'; readonly token: string; readonly completed: boolean }

/** Begins a response with its first page. Nothing is kept of one whose answers cannot be taken. */
export async function beginResponse(
  installation: Installation,
  link: OpenedLink & { readonly version: number },
  survey: Survey,
  {
    sent,
    language,
    addressToken,
    flags,
    sender,
    deal,
    device,
  }: {
    readonly sent: SentPage
    readonly language: Tongue
    readonly addressToken: string
    readonly flags: readonly string[]
    readonly sender?: Sender
    /** What drew the blocks and orders of the survey that is given. */
    readonly deal?: string | undefined
    readonly device?: Device | undefined
  },
): Promise<Taken> {
  const { answers, faults } = await judged(installation.postgres, link, survey, {}, sent)
  if (faults.length > 0) return { kind: 'refused', faults, answers }
  const startedAt = installation.now()
  const { workspace, version, invitation: invited } = link
  // Who answers anonymously is nobody's, and goes on at the address they were led to.
  const invitation = link.isAnonymous ? undefined : invited
  const token = invitation
    ? invitedResponseToken(installation, workspace, invitation.id)
    : (sender?.token ?? readableToken(randomBytes(9)))
  const response: OpenedResponse = {
    workspace,
    // An id tells its moment; of an anonymous response it tells no more than the day.
    id: newId('rsp', link.isAnonymous ? new Date(dayIn(startedAt, 'UTC')) : startedAt),
    survey: link.survey,
    link: link.link,
    invitation: invitation?.id ?? null,
    customer: invitation?.customer ?? (link.isAnonymous ? null : (link.customer ?? null)),
    version,
    language,
    passed: [],
    ...(deal === undefined ? {} : { deal }),
    startedAt,
    completedAt: null,
  }
  const taken = await installation.postgres.transaction(async (transaction): Promise<Taken | undefined> => {
    const hash = tokenHash(installation, token)
    if (!(await insertResponse(transaction, response, { hash, addressToken, sender }))) return undefined
    if (invitation) await noteAnswered(transaction, startedAt, { workspace, invitation: invitation.id }, 'started')
    else if (invited)
      await noteAnswered(
        transaction,
        new Date(dayIn(startedAt, 'UTC')),
        { workspace, invitation: invited.id },
        'completed',
      )
    const told = { sent, answers, flags, device, isNew: true }
    const completed = await goOn(installation, transaction, response, survey, told)
    return { kind: 'taken', token, completed }
  })
  // Somebody else began it meanwhile: their other tab, or their other device.
  return taken ?? (await continueResponse(installation, token, survey, { sent, flags, device })) ?? beginAgain(answers)
}

const beginAgain = (answers: Answers): Taken => ({ kind: 'refused', faults: [], answers })

/**
 * Takes a further page. Of two tabs that send at once the second finds the response as the first left it; a response
 * that is complete changes no more.
 */
export async function continueResponse(
  installation: Installation,
  token: string,
  survey: Survey,
  {
    sent,
    flags,
    device,
  }: { readonly sent: SentPage; readonly flags: readonly string[]; readonly device?: Device | undefined },
): Promise<Taken | undefined> {
  return await installation.postgres.transaction(async transaction => {
    const response = await responseOf(transaction, tokenHash(installation, token), { hold: true })
    if (!response) return undefined
    if (response.completedAt !== null || response.screenedBy) return { kind: 'taken', token, completed: true }
    const before = await readAnswers(installation, transaction, response.workspace, response.id)
    const { answers, faults } = await judged(transaction, response, survey, before, sent)
    if (faults.length > 0) return { kind: 'refused', faults, answers }
    const completed = await goOn(installation, transaction, response, survey, { sent, answers, flags, device })
    return { kind: 'taken', token, completed }
  })
}

/** What is wrong with a page. A file that it names must be there still, for this very question. */
async function judged(
  postgres: Store,
  of: { readonly workspace: number; readonly survey: string; readonly id?: string },
  survey: Survey,
  before: Answers,
  sent: SentPage,
): Promise<{ readonly answers: Answers; readonly faults: readonly AnswerFault[] }> {
  const told = judgePage(survey, before, sent)
  const asked = questionsOf(survey).filter(one => isFile(one) && sent.asked.includes(one.id) && told.answers[one.id])
  if (asked.length === 0) return told
  const named = ({ id }: { readonly id: string }) => [told.answers[id] ?? []].flat().map(String)
  const whose = { workspace: of.workspace, survey: of.survey, ...(of.id ? { response: of.id } : {}) }
  const known = await knownFiles(postgres, whose, asked.flatMap(named))
  const lost = asked.filter(one => named(one).some(file => known.get(file)?.question !== one.id)).map(({ id }) => id)
  if (lost.length === 0) return told
  const isLost = (id: string) => lost.includes(id)
  return {
    answers: Object.fromEntries(Object.entries(told.answers).filter(([id]) => !isLost(id))),
    faults: [
      ...told.faults.filter(({ question }) => !isLost(question)),
      ...lost.map(id => ({ question: id, ...gone })),
    ],
  }
}

const gone = {
  fr: 'Ce fichier n’est plus là. Choisissez-le encore une fois.',
  en: 'This file is no longer here. Choose it once more.',
}

type Store = Parameters<typeof writeAnswers>[1]

/** Keeps the answers of a page; past the last one the response is complete, and at a full quota it ends. */
async function goOn(
  installation: Pick<Installation, 'now' | 'secret'>,
  transaction: Store,
  response: OpenedResponse,
  survey: Survey,
  {
    sent,
    answers,
    flags,
    isNew = false,
    device,
  }: {
    readonly sent: SentPage
    readonly answers: Answers
    readonly flags: readonly string[]
    readonly isNew?: boolean
    readonly device: Device | undefined
  },
): Promise<boolean> {
  await writeAnswers(installation, transaction, response, survey, { questions: sent.asked, answers, isNew })
  const { passed, isWhole } = passageAfter(survey, answers, response.passed, sent)
  const of = { workspace: response.workspace, survey: response.survey }
  const onWay = pathOf(survey, answers).flatMap(({ questions }) => questions.map(({ id }) => id))
  // What was shown, whether it was answered or not; what the way turned away from counts no more.
  const shown = sent.asked.filter(id => questionsOf(survey).some(one => one.id === id && one.kind !== 'note'))
  const asked = sql`array(select unnest(coalesce(asked, '{}')) union select unnest(${shown}::text[]))`
  // As soon as the answer is known that a full quota is about: nobody is asked the rest for nothing.
  const full = isWhole
    ? await takeQuotas(transaction, of, survey, answers)
    : await fullQuota(transaction, of, survey, answers)
  if (full) {
    await screenOut(transaction, response, full, installation.now())
    return true
  }
  if (!isWhole) {
    await transaction.run(sql`
      update listening.responses set passed = ${[...passed]}::text[], flags = ${merged(flags)}, asked = ${asked}
      where workspace_id = ${response.workspace} and response_id = ${response.id}`)
    return false
  }
  const { kept, dropped } = answersOnPath(survey, answers)
  const off = Object.keys(answers).filter(id => !(id in kept))
  if (off.length > 0) await writeAnswers(installation, transaction, response, survey, { questions: off, answers: {} })
  const qualityOf = async () => [
    ...(isStraightLine(survey, kept) ? ['straight'] : []),
    ...((await isTooFast(transaction, response, installation.now())) ? ['fast'] : []),
    ...((await isRepeated(transaction, response)) ? ['repeated'] : []),
    ...(device && (await isSecondOf(transaction, of, device.hash, installation.now())) ? ['device'] : []),
  ]
  const marks = merged([...flags, ...(await qualityOf())])
  await transaction.run(sql`
    update listening.responses
    set passed = ${[...passed]}::text[], completed_at = ${installation.now()}, dropped = ${dropped},
      asked = array(select unnest(${asked}) intersect select unnest(${onWay}::text[])),
      flags = ${marks},
      left_out = ${marks} && coalesce((
        select chosen.left_out from listening.protections as chosen
        where chosen.workspace_id = responses.workspace_id and chosen.survey_id = responses.survey_id
      ), '{}')
    where workspace_id = ${response.workspace} and response_id = ${response.id} and completed_at is null`)
  const { workspace, invitation } = response
  if (invitation !== null) await noteAnswered(transaction, installation.now(), { workspace, invitation }, 'completed')
  return true
}

/** Marks of this page beside those of pages before it. */
const merged = (flags: readonly string[]) =>
  sql`array(select distinct unnest(flags || ${[...flags]}::text[]) order by 1)`
