import { inflateRawSync } from 'node:zlib'
import { refuseFile } from './file-refusal.ts'

const mostParts = 5_000

/** A part of an archive, by its name; nothing of it is unpacked before `read`. */
export type ZipPart = { readonly name: string; readonly sizeBytes: number }

/**
 * Opens a zip by its directory. Sizes there are claims: a part is unpacked no further than what is left of the bound,
 * which all parts share, whatever they claim.
 */
export function openZip(
  bytes: Buffer,
  bound: number,
): { readonly parts: readonly ZipPart[]; readonly read: (name: string) => Buffer } {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || end + 22 > bytes.length) throw refuseFile('damaged')
  const amount = bytes.readUInt16LE(end + 10)
  let at = bytes.readUInt32LE(end + 16)
  if (amount > mostParts) throw refuseFile('unpacks_too_large')
  const parts = new Map<string, ZipPart & { readonly method: number; readonly packed: number; readonly at: number }>()
  for (let index = 0; index < amount; index++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw refuseFile('damaged')
    const [nameLength, extra, comment] = [28, 30, 32].map(place => bytes.readUInt16LE(at + place)) as [
      number,
      number,
      number,
    ]
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    parts.set(name, {
      name,
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      sizeBytes: bytes.readUInt32LE(at + 24),
      at: bytes.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + extra + comment
  }
  let left = bound
  return {
    parts: [...parts.values()].map(({ name, sizeBytes }) => ({ name, sizeBytes })),
    read: name => {
      const part = parts.get(name)
      if (!part || part.at + 30 > bytes.length || bytes.readUInt32LE(part.at) !== 0x04034b50)
        throw refuseFile('damaged')
      const start = part.at + 30 + bytes.readUInt16LE(part.at + 26) + bytes.readUInt16LE(part.at + 28)
      const packed = bytes.subarray(start, start + part.packed)
      if (packed.length < part.packed) throw refuseFile('damaged')
      if (part.sizeBytes > left || packed.length > left) throw refuseFile('unpacks_too_large')
      const whole = part.method === 0 ? packed : unpack(packed, part.method, left)
      left -= whole.length
      return whole
    },
  }
}

function unpack(packed: Buffer, method: number, bound: number): Buffer {
  if (method !== 8) throw refuseFile('damaged')
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, bound) })
  } catch (cause) {
    throw refuseFile((cause as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'unpacks_too_large' : 'damaged')
  }
}
