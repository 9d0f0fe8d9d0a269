import { publicPictureDoor } from '../../contract/public-reading.ts'
import type { Door } from '../../feature.ts'
import { pictureId } from '../../vocabulary/map/picture.ts'
import { picturesInCells } from '../../vocabulary/map/pictures-of-map.ts'
import { readPictures } from '../pictures/pictures-store.ts'
import { guestMap, isPass, openLink } from './guest-page.ts'
import { passIn } from './pass-in.ts'

/** A picture of a public page: one that the page itself shows to whoever asks, and no other. */
export const readPublicPicture: Door = {
  route: publicPictureDoor,
  handle: async (installation, request, { params }) => {
    const { token = '', picture = '' } = params
    const opened = pictureId.test(picture) ? await openLink(installation, token) : undefined
    if (!opened) return none()
    const { link, workspace } = opened
    if (link.password !== null && !isPass(installation, link, passIn(request))) return none()
    if (!link.blocks.includes('cells')) return none()
    const whole = await guestMap(installation, workspace, link)
    if (!whole || !picturesInCells(whole.map).has(picture)) return none()
    const [found] = await readPictures(installation.postgres, workspace.number, new Set([picture]))
    if (!found) return none()
    return new Response(found.content, {
      headers: {
        'Content-Type': found.type,
        'Content-Disposition': 'inline',
        'Cache-Control': 'private, max-age=600',
        'X-Robots-Tag': 'noindex, nofollow, noarchive',
        Vary: 'Cookie',
      },
    })
  },
}

/** One answer for what is not there, is not shown, or asks for a password first. */
function none(): Response {
  return new Response(null, { status: 404, headers: { 'Cache-Control': 'no-store' } })
}
