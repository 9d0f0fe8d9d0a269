import { sql } from '../../engines/postgres/index.ts'
import type { Installation } from '../../feature.ts'
import type { Answer } from '../../vocabulary/survey/survey.ts'
import { type SealedPart, sealerOf } from '../sealed-answers.ts'

const together = 500

/** Seals words and contact details that were stored before they were sealed; says whether there may be more. */
export async function sealOlder(installation: Installation): Promise<boolean> {
  return await installation.postgres.transaction(async transaction => {
    const rows = await transaction.rows(sql<{
      workspace_id: number
      response_id: string
      question_id: string
      value: Answer
      part: SealedPart
    }>`
      select responses.workspace_id, response_id, question_id, value,
        case when asked.question ->> 'kind' = 'text' then 'words' else 'identity' end as part
      from listening.answers
      join listening.responses using (workspace_id, response_id)
      join listening.versions
        on versions.workspace_id = responses.workspace_id and versions.survey_id = responses.survey_id
          and versions.number = responses.version
      cross join lateral jsonb_path_query(
        definition, '$.pages[*].questions[*] ? (@.kind == "text" || @.kind == "contact")'
      ) as asked (question)
      where value is not null and jsonb_typeof(value) in ('string', 'object') and asked.question ->> 'id' = question_id
      limit ${together}
      for update of answers skip locked`)
    for (const row of rows) {
      const response = { workspace: row.workspace_id, id: row.response_id }
      const sealed = await sealerOf(installation, transaction, response)(row.part, row.value)
      await transaction.run(sql`
        update listening.answers set value = null, part = ${row.part}, sealed = ${sealed}
        where workspace_id = ${row.workspace_id} and response_id = ${row.response_id}
          and question_id = ${row.question_id}`)
    }
    return rows.length === together
  })
}
