import type { InputOf } from '../../contract/route.ts'
import type { askSurveyRates as askSurveyRatesRoute, SurveyRates } from '../../contract/survey-figures.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { hiddenCells } from '../../vocabulary/survey/suppression.ts'
import { isScored } from '../../vocabulary/survey/survey-trend.ts'
import { readSurvey, readVersion } from '../surveys-store.ts'
import { everyQuestion } from './every-question.ts'
import { inPart } from './every-response.ts'
import { fewestAnonymous } from './small-groups.ts'

type Way = { channel: string; place: string; started: string; partial: string; completed: string }
type Asked = { channel: string; eligible: string; sent: string; undelivered: string }

/**
 * How many of those asked began and finished, each rate with its whole. Whoever only looks at a code or a link leaves
 * nothing, so of those no response rate exists. @throws problem `not_found`.
 */
export async function askSurveyRates(
  context: Context,
  { params, query }: InputOf<typeof askSurveyRatesRoute>,
): Promise<SurveyRates> {
  const { postgres, workspace } = context
  const row = await readSurvey(postgres, workspace.number, params.survey)
  const scored = (await everyQuestion(context, params.survey)).filter(isScored).map(({ id }) => id)
  const decided = sql`workspace_id = ${workspace.number} and survey_id = ${params.survey}
    and (${query.from ?? null}::timestamptz is null or decided_at >= ${query.from ?? null})
    and (${query.to ?? null}::timestamptz is null or decided_at < ${query.to ?? null})`
  const [ways, asked, shown, notSent] = await Promise.all([
    postgres.rows(sql<Way>`
      select coalesce(invitations.channel, links.kind, 'address') as channel, coalesce(place, '') as place,
        count(*) as started, count(responses.completed_at) as completed,
        count(*) filter (
          where responses.completed_at is null and exists (
            select from listening.answers
            where answers.workspace_id = responses.workspace_id and answers.response_id = responses.response_id
              and question_id = any(${scored}::text[])
          )
        ) as partial
      from listening.responses
      left join listening.links on links.workspace_id = responses.workspace_id and links.link_id = responses.link_id
      left join listening.invitations
        on invitations.workspace_id = responses.workspace_id and invitations.invitation_id = responses.invitation_id
      where responses.workspace_id = ${workspace.number} and responses.survey_id = ${params.survey}
        and ${inPart({ from: query.from, to: query.to })}
      group by 1, 2`),
    postgres.rows(sql<Asked>`
      select channel, count(*) as eligible, count(sent_at) as sent,
        count(*) filter (where sent_at is not null and state in ('bounced', 'failed')) as undelivered
      from listening.invitations
      where ${decided} and state not in ('notSampled', 'blocked', 'deferred') and channel <> 'widget'
      group by channel`),
    postgres.first(sql<{ n: string }>`
      select count(*) as n
      from listening.impressions
      where workspace_id = ${workspace.number} and survey_id = ${params.survey}
        and (${query.from ?? null}::timestamptz is null or shown_at >= ${query.from ?? null})
        and (${query.to ?? null}::timestamptz is null or shown_at < ${query.to ?? null})`),
    postgres.rows(sql<{ reason: string; n: string }>`
      select reason, count(*) as n
      from listening.invitations, unnest(reasons) as reason
      where ${decided} and state in ('notSampled', 'blocked', 'deferred')
      group by reason
      order by n desc, reason`),
  ])
  const asking = new Map(asked.map(one => [one.channel, one]))
  const shownTimes = Number(shown?.n ?? 0)
  const known = new Set(ways.map(({ channel }) => channel))
  const silent = [...asking.keys(), ...(shownTimes > 0 ? ['website'] : [])].filter(channel => !known.has(channel))
  const lines = [
    ...ways,
    ...silent.map(channel => ({ channel, place: '', started: '0', partial: '0', completed: '0' })),
  ]
  const sizes = lines.map(({ started }) => ({ customers: Number(started) }))
  const hidden = row.anonymity === 'anonymous' ? hiddenCells(sizes, fewestAnonymous) : new Set<number>()
  return {
    ways: lines
      .filter((_, place) => !hidden.has(place))
      .map(way => wayOf(way, asking.get(way.channel), way.channel === 'website' ? shownTimes : null))
      .sort((a, b) => b.started - a.started || (a.place < b.place ? -1 : 1)),
    ...(await pagesOf(context, params.survey, row.version, query)),
    notSent: notSent.map(({ reason, n }) => ({ reason, n: Number(n) })),
  }
}

function wayOf(way: Way, asked: Asked | undefined, shown: number | null): SurveyRates['ways'][number] {
  const [started, partial, completed] = [Number(way.started), Number(way.partial), Number(way.completed)]
  const eligible = asked ? Number(asked.eligible) : null
  const sent = asked ? Number(asked.sent) : null
  const delivered = asked ? Number(asked.sent) - Number(asked.undelivered) : null
  // The share of showings that were answered is never put together with that of invitations.
  const whole = eligible ?? shown
  const reached = delivered ?? shown
  const of = (hits: number, all: number | null) => (all === null ? null : { hits, of: Math.max(all, hits) })
  return {
    channel: way.channel,
    place: way.place,
    eligible,
    sent,
    delivered,
    shown,
    started,
    partial,
    completed,
    response: of(completed, whole),
    responseWithPartials: of(completed + partial, whole),
    start: of(started, reached),
    completion: { hits: completed, of: started },
  }
}

/** After which page of the version answered now people stopped. */
async function pagesOf(
  { postgres, workspace }: Context,
  survey: string,
  version: number | null,
  query: InputOf<typeof askSurveyRatesRoute>['query'],
): Promise<Pick<SurveyRates, 'version' | 'pages'>> {
  const definition = version === null ? undefined : await readVersion(postgres, workspace.number, survey, version)
  if (!definition || version === null) return { version: null, pages: [] }
  const order = definition.pages.map(({ id }) => id)
  const rows = await postgres.rows(sql<{ page: string; sent: string; stopped: string }>`
    with passed as (
      select page, completed_at,
        row_number() over (
          partition by response_id order by array_position(${order}::text[], page) desc
        ) as back
      from listening.responses, unnest(passed) as page
      where workspace_id = ${workspace.number} and survey_id = ${survey} and version = ${version}
        and ${inPart({ from: query.from, to: query.to })}
    )
    select page, count(*) as sent, count(*) filter (where back = 1 and completed_at is null) as stopped
    from passed
    group by page`)
  const found = new Map(rows.map(row => [row.page, row]))
  return {
    version,
    pages: definition.pages.map(({ id, questions }) => ({
      page: id,
      first: questions.find(({ kind }) => kind !== 'note')?.text ?? null,
      sent: Number(found.get(id)?.sent ?? 0),
      stopped: Number(found.get(id)?.stopped ?? 0),
    })),
  }
}
