import { problem } from '../../../vocabulary/problem.ts'

/** A form with files as it arrives: a part begins, some of its bytes, it ends. */
export type Piece =
  | { readonly kind: 'begins'; readonly name: string; readonly isFile: boolean }
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'ends' }

/** What a browser says of one part. */
const longestHead = 4096

const noForm = (reason: string) => problem('input_invalid', { reason })

/** The line that parts a form, as its content type says; undefined where it is no form with files. */
export function boundaryOf(contentType: string | null): string | undefined {
  const told = /^multipart\/form-data\s*;.*?\bboundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType ?? '')
  return told?.[1] ?? told?.[2]
}

/**
 * Reads a form with files (RFC 7578) while it arrives. No more of it is held than the line that parts it and the head of
 * one part: how much of a file is kept is the reader's to say. @throws problem `input_invalid`.
 */
export async function* readMultipart(body: AsyncIterable<Uint8Array>, boundary: string): AsyncGenerator<Piece, void> {
  const line = Buffer.from(`\r\n--${boundary}`)
  // The first line has no end of line before it.
  let held: Buffer = Buffer.from('\r\n')
  let at: 'before' | 'head' | 'content' = 'before'
  for await (const chunk of body) {
    held = Buffer.concat([held, chunk])
    for (;;) {
      if (at === 'head') {
        if (held.length < 2) break
        if (held.subarray(0, 2).equals(Buffer.from('--'))) return
        const end = held.indexOf('\r\n\r\n')
        if (end > longestHead || (end < 0 && held.length > longestHead))
          throw noForm('the head of a part of the form is too long')
        if (end < 0) break
        yield headOf(held.subarray(0, end).toString('utf8'))
        // The end of the last line of the head may begin the next line that parts.
        held = held.subarray(end + 2)
        if (held.subarray(0, line.length).equals(line)) {
          yield { kind: 'ends' }
          held = held.subarray(line.length)
          continue
        }
        held = held.subarray(2)
        at = 'content'
      } else {
        const end = held.indexOf(line)
        const sure = end < 0 ? held.length - line.length + 1 : end
        if (sure > 0 && at === 'content') yield { kind: 'bytes', bytes: held.subarray(0, sure) }
        if (end < 0) {
          if (sure > 0) held = held.subarray(sure)
          break
        }
        if (at === 'content') yield { kind: 'ends' }
        held = held.subarray(end + line.length)
        at = 'head'
      }
    }
  }
  throw noForm('the form ends in the middle')
}

function headOf(text: string): Piece {
  const told = text.split('\r\n').find(line => /^content-disposition:\s*form-data\b/i.test(line))
  const name = told && /;\s*name="([^"]*)"/i.exec(told)?.[1]
  if (told === undefined || name === undefined) throw noForm('a part of the form has no name')
  // As browsers write them: the only signs that a quoted name cannot hold.
  const plain = name.replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n')
  return { kind: 'begins', name: plain, isFile: /;\s*filename\*?=/i.test(told) }
}
