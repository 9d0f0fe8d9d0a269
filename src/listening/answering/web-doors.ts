import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import {
  dismissSurveyDoor,
  offerBody,
  offerSurveysDoor,
  showBody,
  showSurveyDoor,
  takeWebAnswersDoor,
} from '../../contract/survey-website.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Door, Installation } from '../../feature.ts'
import type { Tongue } from '../../vocabulary/label.ts'
import { problem } from '../../vocabulary/problem.ts'
import { withoutFiles } from '../../vocabulary/survey/sent-file.ts'
import { boxStyle, lookOf } from '../../vocabulary/survey/survey-theme.ts'
import { readVersion } from '../surveys-store.ts'
import { whyNotShown } from './may-show.ts'
import { makeChallenge } from './proof.ts'
import { asksWork } from './protection.ts'
import { longestForm, readLimited } from './read-limited.ts'
import { countRequests } from './requests-counted.ts'
import { dealtToVisitor, longestWaitMs, takeWebAnswers } from './take-web-answers.ts'
import { sourceOf, visitorOf } from './web-visitor.ts'
import { webSurveys } from './website.ts'

/** What a shop's one address may ask for in ten minutes: thirty customers look at several pages each. */
const mayAsk = countRequests(1200, 10 * 60_000)
const mayBeShown = countRequests(120, 10 * 60_000)

const offerSurveys: Door = {
  route: offerSurveysDoor,
  handle: async (installation, request, caller) => {
    limited(mayAsk, caller.addressToken, installation)
    const body = await jsonBody(request, offerBody)
    const { visitor } = await visitorOf(installation, caller, body)
    const origin = request.headers.get('origin')
    const judged = []
    for (const one of await webSurveys(installation.postgres, visitor.workspace))
      judged.push({ one, why: await whyNotShown(installation, installation.postgres, visitor, one, { origin }) })
    const surveys = judged
      .filter(({ why }) => why === undefined)
      .map(({ one: { survey, display } }) => ({
        survey,
        pages: display.pages,
        notPages: display.notPages,
        moment: display.moment,
        purpose: display.purpose,
      }))
    const others = judged.flatMap(({ one, why }) => (why === undefined ? [] : [{ survey: one.survey, why }]))
    return answer({ surveys, ...(body.explain ? { others } : {}) })
  },
}

const showSurvey: Door = {
  route: showSurveyDoor,
  handle: async (installation, request, caller) => {
    limited(mayBeShown, caller.addressToken, installation)
    const body = await jsonBody(request, showBody)
    const { visitor } = await visitorOf(installation, caller, body)
    const [one] = await webSurveys(installation.postgres, visitor.workspace, body.survey)
    const definition =
      one?.version && (await readVersion(installation.postgres, visitor.workspace, one.survey, one.version))
    if (!one?.version || !definition) return answer({ show: false, why: 'notLive' })
    const { version } = one
    const at = { origin: request.headers.get('origin'), path: body.path }
    return await installation.postgres.transaction(async transaction => {
      // Two tabs that ask at once: the second one sees what the first was shown.
      await transaction.run(sql`
        select pg_advisory_xact_lock(hashtextextended(${`${visitor.workspace} ${visitor.browser} ${one.survey}`}, 0))`)
      const why = await whyNotShown(installation, transaction, visitor, one, at)
      if (why) return answer({ show: false, why })
      const impression = randomUUID()
      await transaction.run(sql`
        insert into listening.impressions (
          workspace_id, impression_id, survey_id, version, browser_id, customer_id, shown_at
        )
        values (
          ${visitor.workspace}, ${impression}, ${one.survey}, ${version}, ${String(visitor.browser)},
          ${String(visitor.customer)}, ${installation.now()}
        )`)
      const showing = { impression, browser: String(visitor.browser) }
      const dealt = dealtToVisitor(installation, one, showing, withoutFiles(definition)).survey
      const language = tongueOf(body.languages, definition.languages)
      // Answers may wait in a browser without a network: their proof waits with them.
      const work = (await asksWork(installation, visitor.workspace, one.survey))
        ? { challenge: await makeChallenge(installation, one.survey, longestWaitMs) }
        : {}
      const { logo: _, ...theme } = dealt.theme ?? {}
      const style = boxStyle(lookOf(dealt))
      return answer({ show: true, impression, language, definition: { ...dealt, theme }, style, ...work })
    })
  },
}

const dismissSurvey: Door = {
  route: dismissSurveyDoor,
  handle: async (installation, request, caller) => {
    limited(mayAsk, caller.addressToken, installation)
    const body = await jsonBody(request, dismissSurveyDoor.body!)
    const { workspace } = await sourceOf(caller, body.writeKey)
    await installation.postgres.run(sql`
      update listening.impressions
      set dismissed_at = coalesce(dismissed_at, ${installation.now()})
      where workspace_id = ${workspace.number} and impression_id = ${body.impression}`)
    return answer({ success: true })
  },
}

const webAnswers: Door = {
  route: takeWebAnswersDoor,
  handle: async (installation, request, caller) => {
    limited(mayAsk, caller.addressToken, installation)
    const text = await readLimited(request)
    if (text === undefined) throw problem('body_too_large', { limit: '64 kB' })
    const taken = await takeWebAnswers(installation, caller, new URLSearchParams(text), request)
    if (taken.kind === 'taken') return answer({ success: true, completed: taken.completed })
    return answer({ success: false, code: 'answers_unfit', faults: taken.faults }, 422)
  },
}

/** What the widget on a web site asks. */
export const webDoors: readonly Door[] = [offerSurveys, showSurvey, dismissSurvey, webAnswers]

function limited(
  may: ReturnType<typeof countRequests>,
  addressToken: string,
  { now }: Pick<Installation, 'now'>,
): void {
  if (!may(addressToken, now())) throw problem('too_many_requests', { seconds: 600 })
}

/** The languages of the page come first, then those of its visitor. */
function tongueOf(wanted: readonly string[], spoken: readonly Tongue[]): Tongue {
  const short = wanted.map(one => one.slice(0, 2).toLowerCase())
  return spoken.find(one => one === short.find(two => spoken.some(three => three === two))) ?? spoken[0] ?? 'en'
}

/** JSON whatever the body calls itself: browsers ask no leave for what calls itself text. */
async function jsonBody<Shape extends z.ZodType>(request: Request, shape: Shape): Promise<z.output<Shape>> {
  const text = await readLimited(request, longestForm)
  if (text === undefined) throw problem('body_too_large', { limit: '64 kB' })
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw Object.assign(problem('body_not_json', { reason: 'it could not be parsed' }), { cause })
  }
  const parsed = shape.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  // An SDK of another age or a hand that tries: the key is asked for first, as by every door of this kind.
  if (typeof (value as { writeKey?: unknown } | null)?.writeKey !== 'string') throw problem('key_unknown')
  throw problem('input_invalid', {
    reason: `${issue?.path.join('.') ?? 'the body'}: ${issue?.message ?? 'not understood'}`,
  })
}

function answer(body: object, status = 200): Response {
  return Response.json(body, {
    status,
    headers: {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Expose-Headers': 'Retry-After',
      'Cache-Control': 'no-store',
    },
  })
}
