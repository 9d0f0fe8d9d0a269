/** The kinds of picture that are taken, by how their files begin. Nothing else is, whatever its name says. */
export const pictureTypes = ['image/png', 'image/jpeg', 'image/webp'] as const
export type PictureType = (typeof pictureTypes)[number]

/** The most a picture may weigh, in bytes. */
export const pictureLimit = 2_000_000

/** What a file is by its first bytes; undefined when it is no picture of a kind that is taken. */
export function pictureTypeOf(bytes: Uint8Array): PictureType | undefined {
  const starts = (...signs: readonly number[]) => signs.every((sign, at) => bytes[at] === sign)
  const says = (text: string, from: number) => [...text].every((sign, at) => bytes[from + at] === sign.charCodeAt(0))
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (says('RIFF', 0) && says('WEBP', 8)) return 'image/webp'
  return undefined
}

/** The id of a picture: its own hash, so that the same picture is kept once, and none is guessed. */
export const pictureId = /^pic_[0-9a-f]{64}$/
