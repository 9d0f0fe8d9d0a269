import { audit } from '../../admitting/index.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type {
  downloadSentFile as downloadSentFileRoute,
  listSentFiles as listSentFilesRoute,
} from '../../contract/survey-sent-files.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Context, LeavingFile } from '../../feature.ts'
import { problem } from '../../vocabulary/problem.ts'
import { counts } from '../answering/left-out.ts'
import { formatFacts, type StoredFormat } from '../answering/sent-files/file-format.ts'
import { readSent } from '../answering/sent-files/files-store.ts'
import { readSurvey } from '../surveys-store.ts'
import { fewestAnonymous, isTooSmall } from './small-groups.ts'

/** Where a file is saved from, by those who may. */
export const addressOfSent = ({ publicUrl, workspace }: Context, survey: string, file: string): string =>
  `${publicUrl}/api/w/${workspace.key}/surveys/${survey}/files/${file}`

/** The files that people sent, the latest response first. */
export async function listSentFiles(
  context: Context,
  { params, query }: InputOf<typeof listSentFilesRoute>,
): Promise<AnswerOf<typeof listSentFilesRoute>> {
  const { postgres, workspace } = context
  const survey = await readSurvey(postgres, workspace.number, params.survey)
  const { place, limit } = query
  if (await isTooSmall(context, survey, { place })) return { files: [], cursor: null, withheld: true }
  const [response = '', after = ''] = (query.cursor ?? '').split('/')
  const rows = await postgres.rows(sql<{
    file_id: string
    response_id: string
    question_id: string
    format: StoredFormat
    size: number
    place: string
  }>`
    select file_id, files.response_id, question_id, format, size, coalesce(place, '') as place
    from listening.files
    join listening.responses using (workspace_id, response_id)
    left join listening.links using (workspace_id, link_id)
    where workspace_id = ${workspace.number} and files.survey_id = ${params.survey} and ${counts}
      and (${place ?? null}::text is null or responses.link_id = ${place ?? null})
      and (${response} = '' or (files.response_id, file_id) < (${response}, ${after}))
    order by files.response_id desc, file_id desc
    limit ${limit + 1}`)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    files: shown.map(row => ({
      file: row.file_id,
      response: row.response_id,
      question: row.question_id,
      format: row.format,
      bytes: row.size,
      // A place where few answered would say who they are.
      place: survey.anonymity === 'anonymous' ? '' : row.place,
    })),
    cursor: rows.length > limit && last ? `${last.response_id}/${last.file_id}` : null,
    withheld: false,
  }
}

/** One file, to be saved: never shown by the browser itself. @throws problem `not_found`, `survey_group_too_small`. */
export async function downloadSentFile(
  context: Context,
  { params }: InputOf<typeof downloadSentFileRoute>,
): Promise<LeavingFile> {
  const { postgres, workspace } = context
  const survey = await readSurvey(postgres, workspace.number, params.survey)
  const row = await postgres.first(sql<{ format: StoredFormat; wrapped: Buffer }>`
    select format, wrapped from listening.files
    where workspace_id = ${workspace.number} and survey_id = ${params.survey} and file_id = ${params.sentFile}
      and response_id is not null`)
  if (!row) throw problem('not_found', { what: 'file' })
  if (await isTooSmall(context, survey, {})) throw problem('survey_group_too_small', { minimum: fewestAnonymous })
  await postgres.transaction(transaction =>
    audit(context, transaction, 'survey.file_read', { survey: params.survey, file: params.sentFile }),
  )
  const { ending, contentType } = formatFacts[row.format]
  const content = readSent(context, { workspace: workspace.number, file: params.sentFile, wrapped: row.wrapped })
  return { name: `${params.sentFile}.${ending}`, contentType, content }
}
