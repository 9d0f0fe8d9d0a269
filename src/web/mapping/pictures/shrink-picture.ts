import { pictureLimit, pictureTypeOf } from '../../../vocabulary/map/picture.ts'

/** The longest side that is kept: a slide or a printed cell shows no more. */
const longestSide = 1600

/**
 * A picture as it is sent: turned upright, no larger than is ever shown, and without what a camera writes into it, such
 * as the place where it was taken. What is no picture of a kind that is taken is sent as it is: the server says why not.
 */
export async function shrinkPicture(file: File, most = { width: longestSide, height: longestSide }): Promise<File> {
  const type = pictureTypeOf(new Uint8Array(await file.slice(0, 16).arrayBuffer()))
  if (!type) return file
  const image = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => undefined)
  if (!image) return file
  const scale = Math.min(1, most.width / image.width, most.height / image.height)
  const isLight = file.size <= pictureLimit / 4
  // A screen is kept to the pixel where it can be; photographs are painted anew.
  if (type === 'image/png' && scale === 1 && isLight) return file
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(image.width * scale)),
    Math.max(1, Math.round(image.height * scale)),
  )
  const pen = canvas.getContext('2d')
  if (!pen) return file
  pen.imageSmoothingQuality = 'high'
  pen.drawImage(image, 0, 0, canvas.width, canvas.height)
  image.close()
  if (type !== 'image/jpeg') {
    const sharp = await canvas.convertToBlob({ type: 'image/png' })
    if (sharp.size <= pictureLimit / 2) return new File([sharp], file.name, { type: sharp.type })
    // What could be seen through becomes white rather than black.
    pen.globalCompositeOperation = 'destination-over'
    pen.fillStyle = '#ffffff'
    pen.fillRect(0, 0, canvas.width, canvas.height)
  }
  const photograph = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.86 })
  return new File([photograph], file.name, { type: photograph.type })
}
