import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { sealWith, unseal } from '../../../collecting/index.ts'
import { type Queryable, sql } from '../../../engines/postgres/index.ts'
import type { Installation } from '../../../feature.ts'
import { isFile } from '../../../vocabulary/survey/sent-file.ts'
import { type Answers, questionsOf, type Survey } from '../../../vocabulary/survey/survey.ts'
import type { StoredFormat } from './file-format.ts'

/** Large enough that a file is few rows, small enough that reading one holds little. */
const partBytes = 256 * 1024
/** A page that was refused is sent again by then; whoever left it leaves no file. */
const waitsMs = 2 * 3_600_000
/** What all the files of a survey, and those of pages that are not taken yet, may weigh: a stranger fills no disk. */
const mostOfSurvey = 5 * 1024 ** 3
const mostWaiting = 1024 ** 3

type Secrets = Pick<Installation, 'secret'>
const masterOf = (installation: Secrets): KeyObject => createSecretKey(installation.secret('listening.files'))

/**
 * Keeps a file that arrived with a page, sealed with a key of its own, and gives its name: one of chance. It is of no
 * response until its page is taken. Undefined where the survey has as many as it may.
 */
export async function keepArrived(
  installation: Pick<Installation, 'secret' | 'now' | 'postgres'>,
  { workspace, survey, question }: { readonly workspace: number; readonly survey: string; readonly question: string },
  { format, content }: { readonly format: StoredFormat; readonly content: Buffer },
): Promise<string | undefined> {
  const file = `fil_${randomBytes(18).toString('base64url')}`
  const key = randomBytes(32)
  return await installation.postgres.transaction(async transaction => {
    const held = await transaction.first(sql<{ whole: string; waiting: string }>`
      select coalesce(sum(size), 0) as whole, coalesce(sum(size) filter (where arrived_at is not null), 0) as waiting
      from listening.files
      where workspace_id = ${workspace} and survey_id = ${survey}`)
    if (Number(held?.whole) + content.length > mostOfSurvey || Number(held?.waiting) + content.length > mostWaiting)
      return undefined
    await transaction.run(sql`
      insert into listening.files (
        workspace_id, file_id, survey_id, question_id, arrived_at, format, size, wrapped
      )
      values (
        ${workspace}, ${file}, ${survey}, ${question}, ${installation.now()}, ${format}, ${content.length},
        ${sealWith(masterOf(installation), key)}
      )`)
    for (let number = 0; number * partBytes < content.length; number++)
      await transaction.run(sql`
        insert into listening.file_parts (workspace_id, file_id, number, sealed)
        values (
          ${workspace}, ${file}, ${number},
          ${sealWith(key, content.subarray(number * partBytes, (number + 1) * partBytes))}
        )`)
    return file
  })
}

type Whose = { readonly workspace: number; readonly survey: string; readonly response?: string }

/** How many bytes of these files there are, by name: of this response, or of none yet. Others are not told. */
export async function knownFiles(
  postgres: Queryable,
  { workspace, survey, response }: Whose,
  files: readonly string[],
): Promise<ReadonlyMap<string, { readonly question: string; readonly size: number }>> {
  if (files.length === 0) return new Map()
  const rows = await postgres.rows(sql<{ file_id: string; question_id: string; size: number }>`
    select file_id, question_id, size from listening.files
    where workspace_id = ${workspace} and survey_id = ${survey} and file_id = any(${[...files]}::text[])
      and (response_id is null or response_id = ${response ?? null})`)
  return new Map(rows.map(row => [row.file_id, { question: row.question_id, size: row.size }]))
}

/** Gives the files of a page to its response; those that were there before and are left out now are forgotten. */
export async function giveFiles(
  transaction: Queryable,
  { workspace, id }: { readonly workspace: number; readonly id: string },
  survey: Survey,
  { questions, answers }: { readonly questions: readonly string[]; readonly answers: Answers },
): Promise<void> {
  for (const { id: question } of questionsOf(survey).filter(one => isFile(one) && questions.includes(one.id))) {
    const answer = answers[question]
    const named = Array.isArray(answer) ? [...(answer as readonly string[])] : []
    await transaction.run(sql`
      delete from listening.files
      where workspace_id = ${workspace} and response_id = ${id} and question_id = ${question}
        and not file_id = any(${named}::text[])`)
    await transaction.run(sql`
      update listening.files set response_id = ${id}, arrived_at = null
      where workspace_id = ${workspace} and question_id = ${question} and response_id is null
        and file_id = any(${named}::text[])
        and survey_id = (
          select survey_id from listening.responses where workspace_id = ${workspace} and response_id = ${id}
        )`)
  }
}

/** The bytes of a file, part by part, so that reading the largest holds little. */
export async function* readSent(
  installation: Pick<Installation, 'secret' | 'postgres'>,
  { workspace, file, wrapped }: { readonly workspace: number; readonly file: string; readonly wrapped: Buffer },
): AsyncGenerator<Uint8Array, void> {
  const key = unseal(masterOf(installation), wrapped)
  for (let number = 0; ; number++) {
    const row = await installation.postgres.first(sql<{ sealed: Buffer }>`
      select sealed from listening.file_parts
      where workspace_id = ${workspace} and file_id = ${file} and number = ${number}`)
    if (!row) return
    yield unseal(key, row.sealed)
  }
}

/** Forgets files of pages that were never taken. */
export async function forgetUntaken({ postgres, now }: Pick<Installation, 'postgres' | 'now'>): Promise<void> {
  await postgres.run(sql`
    delete from listening.files where arrived_at < ${new Date(now().getTime() - waitsMs)}`)
}
