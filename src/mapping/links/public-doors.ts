import { htmlAnswer, isPassword, stillPage } from '../../admitting/index.ts'
import { publicMapDoor, publicPasswordDoor } from '../../contract/public-reading.ts'
import type { Door, Installation, Workspace } from '../../feature.ts'
import type { LivedMap } from '../drawing/drawing-request.ts'
import { guestMap, isPass, openLink, passOf, passSeconds } from './guest-page.ts'
import { countRead, type KeptLink } from './links-store.ts'
import { type PageLanguage, pageWords } from './page-words.ts'
import { passCookie, passIn } from './pass-in.ts'
import { countTry } from './password-tries.ts'
import { passwordPage, publicNotice, publicPage } from './public-page.ts'
import { readPublicPicture } from './public-picture.ts'

const longestForm = 2_000

/** What a guest may know of what was lived on a map. Whoever measures hands it in: a map knows nothing of that. */
export type MeasureForGuests = (
  installation: Installation,
  workspace: Workspace,
  map: string,
) => Promise<LivedMap | undefined>

/** The addresses of public pages; a link that says so shows what was lived, too. */
export function publicMapDoors(measure: MeasureForGuests): readonly Door[] {
  return [readPublicMap(measure), readPublicPicture, openPublicMap]
}

/** Reading changes nothing but when the page was last read, so that programmes that follow links do no harm. */
const readPublicMap = (measure: MeasureForGuests): Door => ({
  route: publicMapDoor,
  handle: async (installation, request, { params }) => {
    const token = params.token ?? ''
    const opened = await openLink(installation, token)
    const language = languageOf(request, opened?.workspace)
    if (!opened) return gone(language)
    const { link, workspace } = opened
    if (link.password !== null && !isPass(installation, link, passIn(request))) {
      return page(passwordPage(language), 200)
    }
    return await mapPage(installation, request, { token, link, workspace, language, measure })
  },
})

/** The password, given in a form: the browser then keeps a pass for an hour, for this page only. */
const openPublicMap: Door = {
  route: publicPasswordDoor,
  handle: async (installation, request, { params, addressToken }) => {
    const token = params.token ?? ''
    const opened = await openLink(installation, token)
    const language = languageOf(request, opened?.workspace)
    if (!opened) return gone(language)
    const { link } = opened
    const back = new Headers({ Location: `/p/${token}?lang=${language}`, 'Cache-Control': 'no-store' })
    if (link.password === null) return new Response(null, { status: 303, headers: back })
    const words = pageWords[language]
    const wait = await countTry(installation, link.id, addressToken)
    if (wait !== undefined) {
      const answer = page(passwordPage(language, words.slow(Math.ceil(wait / 60))), 429)
      answer.headers.set('Retry-After', String(wait))
      return answer
    }
    const given = await passwordIn(request)
    if (given === undefined || !(await isPassword(link.password, given))) {
      return page(passwordPage(language, words.wrong), 403)
    }
    const secure = installation.publicUrl.startsWith('https:') ? '; Secure' : ''
    back.set(
      'Set-Cookie',
      `${passCookie}=${passOf(installation, link)}; Path=/p/${token}; HttpOnly; SameSite=Lax; Max-Age=${passSeconds}${secure}`,
    )
    return new Response(null, { status: 303, headers: back })
  },
}

type Asked = {
  readonly token: string
  readonly link: KeptLink
  readonly workspace: Workspace
  readonly language: PageLanguage
  readonly measure: MeasureForGuests
}

async function mapPage(
  installation: Installation,
  request: Request,
  { token, link, workspace, language, measure }: Asked,
): Promise<Response> {
  const whole = await guestMap(installation, workspace, link)
  if (!whole) return page(publicNotice(language, link.shows === 'published' ? 'empty' : 'gone'), 404)
  // A browser that only looks ahead has shown the page to nobody yet.
  if (!/prefetch|prerender/.test(request.headers.get('sec-purpose') ?? request.headers.get('purpose') ?? ''))
    await countRead(installation.postgres, link, installation.now())
  const { blocks, expiresAt } = link
  const { timeZone, name } = workspace
  const lived = blocks.includes('measures') ? await measure(installation, workspace, link.map) : undefined
  return page(publicPage(whole, { language, timeZone, workspace: name, blocks, expiresAt, token, lived }), 200)
}

/** One answer for what never was, has ended or was closed. */
function gone(language: PageLanguage): Response {
  return page(publicNotice(language, 'gone'), 404)
}

function page(markup: string, status: number): Response {
  return htmlAnswer(markup, status, stillPage, 'Accept-Language, Cookie')
}

/** As the address says, else as the browser asks, else as the workspace speaks. */
function languageOf(request: Request, workspace: Workspace | undefined): PageLanguage {
  const asked = new URL(request.url).searchParams.get('lang')
  if (asked === 'fr' || asked === 'en') return asked
  const first = /^\s*(fr|en)\b/i.exec(request.headers.get('accept-language') ?? '')?.[1]?.toLowerCase()
  return first === 'fr' || first === 'en' ? first : (workspace?.locale ?? 'en')
}

/** The password of a form; undefined for what is no small form. */
async function passwordIn(request: Request): Promise<string | undefined> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/x-www-form-urlencoded *(;|$)/i.test(type)) return undefined
  if (Number(request.headers.get('content-length') ?? longestForm + 1) > longestForm) return undefined
  return new URLSearchParams(await request.text()).get('password') ?? undefined
}
