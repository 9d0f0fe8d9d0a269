import { createHmac, randomBytes } from 'node:crypto'
import type { Installation } from '../../feature.ts'
import type { Survey } from '../../vocabulary/survey/survey.ts'
import { isDealt } from '../../vocabulary/survey/survey-deal.ts'
import type { OpenedLink } from './responses-store.ts'

/** What draws the blocks and orders of one person: the same person is asked the same, and nobody can tell who it is from it. */
export function dealFor(installation: Pick<Installation, 'secret'>, survey: string, person: string): string {
  const key = installation.secret('listening.deals')
  return createHmac('sha256', key).update(`${survey} ${person}`).digest('hex').slice(0, 12)
}

/**
 * What draws them on the first page behind an address; undefined where all are asked alike. Who is invited is known; of
 * anybody else, and of who answers anonymously, the address of the page remembers it until there is a response.
 */
export function dealAt(
  installation: Pick<Installation, 'secret'>,
  request: Request,
  link: OpenedLink,
  survey: Survey,
): string | undefined {
  if (!isDealt(survey)) return undefined
  const customer = link.isAnonymous ? undefined : link.invitation?.customer
  if (customer) return dealFor(installation, link.survey, String(customer))
  const told = new URL(request.url).searchParams.get('deal')
  return told && /^[0-9a-f]{12}$/.test(told) ? told : randomBytes(6).toString('hex')
}
