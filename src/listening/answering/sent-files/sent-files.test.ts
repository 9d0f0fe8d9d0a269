import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleJpeg, examplePng, exampleWebp } from '../../../../test/pictures.ts'
import { formatOf } from './file-format.ts'
import { orientationIn, tiffOf } from './orientation.ts'
import { boundaryOf, readMultipart } from './read-multipart.ts'
import { withoutMetadata } from './without-metadata.ts'

const latin = (text: string) => Buffer.from(text, 'latin1')

/** What a phone says of where it was, in the words of TIFF: held on its side, and where. */
function exifOf(secret: string): Buffer {
  const tiff = Buffer.concat([tiffOf(6), latin(`GPS ${secret}`)])
  return Buffer.concat([latin('Exif\0\0'), tiff])
}

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([head, content])
}

function chunk(kind: string, content: Buffer, sizeFirst: 'png' | 'webp'): Buffer {
  const size = Buffer.alloc(4)
  if (sizeFirst === 'png') size.writeUInt32BE(content.length)
  else size.writeUInt32LE(content.length)
  const end = sizeFirst === 'png' ? Buffer.alloc(4) : Buffer.alloc(content.length % 2)
  return Buffer.concat(sizeFirst === 'png' ? [size, latin(kind), content, end] : [latin(kind), size, content, end])
}

/** As cameras and programmes make them: places and names before the dots, between them, and after the end. */
function withSecrets() {
  const jpeg = Buffer.concat([
    exampleJpeg.subarray(0, 2),
    segment(0xe1, exifOf('SECRET')),
    segment(0xe1, latin('http://ns.adobe.com/xap/1.0/\0SECRET')),
    segment(0xed, latin('Photoshop 3.0\0SECRET')),
    segment(0xe2, latin('MPF\0SECRET')),
    exampleJpeg.subarray(2, -2),
    segment(0xfe, latin('SECRET')),
    exampleJpeg.subarray(-2),
    latin('SECRET video of a moving photo'),
  ])
  const png = Buffer.concat([
    examplePng.subarray(0, 33),
    chunk('tEXt', latin('Author\0SECRET'), 'png'),
    chunk('eXIf', latin('MM\0*SECRET'), 'png'),
    chunk('tIME', latin('SECRET.'), 'png'),
    examplePng.subarray(33),
    latin('SECRET of what was cut away'),
  ])
  const inside = Buffer.concat([
    exampleWebp.subarray(8),
    chunk('EXIF', exifOf('SECRET'), 'webp'),
    chunk('XMP ', latin('SECRET'), 'webp'),
  ])
  const webp = Buffer.concat([latin('RIFF\0\0\0\0'), inside, latin('SECRET')])
  webp.writeUInt32LE(inside.length, 4)
  webp[20] = webp[20]! | 0x0c
  return { jpeg, png, webp }
}

test('a picture loses where and by whom it was taken, and no dot', () => {
  const given = withSecrets()
  const plain = { jpeg: exampleJpeg, png: examplePng, webp: exampleWebp }
  for (const format of ['jpeg', 'png', 'webp'] as const) {
    const told = withoutMetadata(format, given[format])
    assert.ok(told, format)
    assert.doesNotMatch(told.toString('latin1'), /SECRET|Photoshop|adobe|MPF/, format)
    assert.equal(formatOf(told), format)
    // What draws it is there, byte for byte.
    const dots = { jpeg: plain.jpeg.subarray(20), png: plain.png.subarray(33), webp: plain.webp.subarray(30) }[format]
    assert.ok(told.includes(dots.subarray(0, -2)), format)
    assert.deepEqual(withoutMetadata(format, told), told, `${format}: nothing is left to take`)
  }
  assert.deepEqual(withoutMetadata('png', given.png), examplePng)
})

test('a phone that was held on its side is all that stays of what it said', () => {
  const { jpeg, webp } = withSecrets()
  const told = withoutMetadata('jpeg', jpeg)!
  const at = told.indexOf('Exif\0\0', 0, 'latin1')
  assert.equal(orientationIn(told.subarray(at + 6)), 6)
  const other = withoutMetadata('webp', webp)!
  assert.equal(orientationIn(other.subarray(other.indexOf('MM\0*', 0, 'latin1'))), 6)
  for (const odd of ['', 'MM', 'II*\0\xff\xff\xff\xff\0\0', 'nothing of the kind at all'])
    assert.equal(orientationIn(latin(odd)), 1)
})

test('a picture that was cut short or made up is no picture, and never read past its end', () => {
  const { jpeg, png, webp } = withSecrets()
  for (const [format, whole] of [
    ['jpeg', jpeg.subarray(0, jpeg.length - 31)],
    ['png', png.subarray(0, png.length - 30)],
    ['webp', webp],
  ] as const)
    for (let length = 16; length < whole.length - 8; length++)
      assert.equal(withoutMetadata(format, whole.subarray(0, length)), undefined, `${format} ${length}`)
})

test('what a file is, its first bytes say', () => {
  const cases: readonly (readonly [Buffer, string | undefined])[] = [
    [exampleJpeg, 'jpeg'],
    [examplePng, 'png'],
    [exampleWebp, 'webp'],
    [latin('%PDF-1.7\n%rest of it'), 'pdf'],
    [latin('<!doctype html><script>'), undefined],
    [latin('<svg xmlns="http://www'), undefined],
    [latin('\n%PDF-1.7 behind a line'), undefined],
    [latin('RIFF\0\0\0\0WAVEfmt '), undefined],
    [latin('GIF89a\x01\0\x01\0'), undefined],
    [latin(''), undefined],
  ]
  for (const [bytes, format] of cases) assert.equal(formatOf(bytes), format, bytes.toString('latin1', 0, 12))
})

async function partsOf(chunks: readonly Buffer[], boundary: string): Promise<[string, boolean, string][]> {
  const parts: [string, boolean, string][] = []
  async function* body() {
    yield* chunks
  }
  for await (const piece of readMultipart(body(), boundary)) {
    if (piece.kind === 'begins') parts.push([piece.name, piece.isFile, ''])
    else if (piece.kind === 'bytes') parts.at(-1)![2] += piece.bytes.toString('latin1')
  }
  return parts
}

const form = latin(
  '--b1\r\nContent-Disposition: form-data; name="page"\r\n\r\nfirst\r\n' +
    '--b1\r\ncontent-disposition: form-data; name="q:photo"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n\r\n--b\r\n--b1x\r\n' +
    '--b1\r\nContent-Disposition: form-data; name="q:none"; filename=""\r\n\r\n\r\n' +
    '--b1--\r\n',
)
  .toString('latin1')
  .replace('--b1x', '-b1x')

test('a form with files is read alike wherever the network cuts it', async () => {
  const wanted = [
    ['page', false, 'first'],
    ['q:photo', true, '\r\n--b\r\n-b1x'],
    ['q:none', true, ''],
  ]
  const whole = latin(form)
  assert.deepEqual(await partsOf([whole], 'b1'), wanted)
  for (let at = 1; at < whole.length; at++)
    assert.deepEqual(await partsOf([whole.subarray(0, at), whole.subarray(at)], 'b1'), wanted, String(at))
  const single = Array.from(whole, (_, at) => whole.subarray(at, at + 1))
  assert.deepEqual(await partsOf(single, 'b1'), wanted)
})

test('a form that ends in the middle, or whose parts have no name or endless heads, is refused', async () => {
  const broken = [form.slice(0, -12), '', 'no form', '--b1\r\nX: y\r\n\r\nz\r\n--b1--', `--b1\r\n${'x'.repeat(9000)}`]
  for (const text of broken) await assert.rejects(partsOf([latin(text)], 'b1'), { code: 'input_invalid' })
  const cases = [
    ['multipart/form-data; boundary=----WebKit', '----WebKit'],
    ['multipart/form-data; charset=utf-8; boundary="a b"', 'a b'],
    ['application/x-www-form-urlencoded', undefined],
    [null, undefined],
  ] as const
  for (const [told, boundary] of cases) assert.equal(boundaryOf(told), boundary)
})
