import type { FileFormat } from '../../../vocabulary/survey/survey-kinds.ts'

/** What files are kept as; each is told by its first bytes. */
const storedFormats = ['jpeg', 'png', 'webp', 'pdf'] as const
export type StoredFormat = (typeof storedFormats)[number]

/** So many bytes tell a format. */
export const tellingBytes = 16

export const formatFacts: Readonly<
  Record<StoredFormat, { readonly taken: FileFormat; readonly ending: string; readonly contentType: string }>
> = {
  jpeg: { taken: 'picture', ending: 'jpg', contentType: 'image/jpeg' },
  png: { taken: 'picture', ending: 'png', contentType: 'image/png' },
  webp: { taken: 'picture', ending: 'webp', contentType: 'image/webp' },
  pdf: { taken: 'pdf', ending: 'pdf', contentType: 'application/pdf' },
}

/** The format that the first bytes of a file say; its name and what a browser calls it say nothing. */
export function formatOf(head: Buffer): StoredFormat | undefined {
  const says = (at: number, text: string) => head.toString('latin1', at, at + text.length) === text
  if (says(0, '\xff\xd8\xff')) return 'jpeg'
  if (says(0, '\x89PNG\r\n\x1a\n')) return 'png'
  if (says(0, 'RIFF') && says(8, 'WEBP')) return 'webp'
  // Readers of PDF forgive what stands before; a file that is two things at once is not taken.
  return says(0, '%PDF-') ? 'pdf' : undefined
}
