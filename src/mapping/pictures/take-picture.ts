import { createHash } from 'node:crypto'
import { isSvg, pictureLimit, picturePixels, pictureSizeOf, pictureTypeOf } from '../../vocabulary/map/picture.ts'
import { problem } from '../../vocabulary/problem.ts'
import type { WholePicture } from './pictures-store.ts'

/**
 * What these bytes are as a picture. They are never opened here beyond their head: it says what they are and how large,
 * and browsers are told to believe nothing else. Throws `picture_unreadable`, `picture_svg` or `picture_too_large`.
 */
export function takePicture(content: Uint8Array<ArrayBuffer>): WholePicture {
  if (content.length > pictureLimit) throw problem('picture_too_large')
  const type = pictureTypeOf(content)
  if (!type) throw problem(isSvg(content) ? 'picture_svg' : 'picture_unreadable')
  const size = pictureSizeOf(content, type)
  if (!size) throw problem('picture_unreadable')
  if (size.width * size.height > picturePixels) throw problem('picture_too_large')
  return { id: pictureIdOf(content), type, ...size, content }
}

export function pictureIdOf(content: Uint8Array): string {
  return `pic_${createHash('sha256').update(content).digest('hex')}`
}
