import type { Installation } from '../../feature.ts'
import type { Tongue } from '../../vocabulary/label.ts'
import type { Survey } from '../../vocabulary/survey/survey.ts'
import { dealtSurvey, isDealt } from '../../vocabulary/survey/survey-deal.ts'
import type { SentPage } from '../../vocabulary/survey/survey-passage.ts'
import { tokenHash } from '../tokens.ts'
import { type OpenedLink, responseOf } from './responses-store.ts'
import { beginResponse, continueResponse } from './take-page.ts'
import { whenAnswered } from './when-answered.ts'

/** What the script of a tablet asks by itself, page after page, with or without a network. */
export const kioskOf = ({
  survey,
  tongue,
  place,
  address,
}: {
  readonly survey: Survey
  readonly tongue: Tongue
  readonly place: string | undefined
  readonly address: string
}) => ({ survey, tongue, place: place ?? '', address })

/**
 * Takes a page from a tablet. Its script draws a key for each person: sent again, by a network that came back or by
 * somebody who copied it, there is one response still, and a finished one changes no more.
 */
export async function takeAtKiosk(
  installation: Installation,
  given: {
    readonly link: OpenedLink & { readonly version: number }
    readonly survey: Survey
    readonly tongue: Tongue
    readonly sent: SentPage
    readonly addressToken: string
    readonly flags: readonly string[]
    readonly key: string
  },
): Promise<Response> {
  const { link, sent, addressToken, flags, key } = given
  // The beginning of the key, as the script of the tablet draws by it; the rest stays a secret.
  const deal = isDealt(given.survey) ? key.slice(0, 8) : undefined
  const survey = deal === undefined ? given.survey : dealtSurvey(given.survey, deal)
  const then = whenAnswered(installation, sent.form)
  const language = survey.languages.find(one => one === sent.form.get('lang')) ?? given.tongue
  const token = `KIOSK ${link.link} ${key.slice(0, 80)}`
  const known = () => responseOf(installation.postgres, tokenHash(installation, token))
  const goOn = () => continueResponse(then, token, survey, { sent, flags })
  const begin = async () => {
    try {
      return await beginResponse(then, link, survey, { sent, language, addressToken, flags, sender: { token }, deal })
    } catch (error) {
      // Sent twice at once: the other one made the response.
      if ((error as { code?: unknown }).code !== '23505') throw error
      return await goOn()
    }
  }
  const taken = (await known()) ? await goOn() : await begin()
  const status = taken?.kind === 'taken' ? 204 : 422
  return new Response(null, { status, headers: { 'Cache-Control': 'no-store' } })
}
