import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openHouse, type TestHouse } from '../../../test/kit.ts'
import { operatorToken } from '../../server/caller.ts'

let house: TestHouse
before(async () => {
  house = await openHouse()
})
after(() => house[Symbol.asyncDispose]())

const operator = () => ({ authorization: `Bearer ${operatorToken(house.installation)}` })

const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('the rest')])

const bring = (content: Uint8Array, name = 'lamp.png') =>
  fetch(`${house.url}/api/w/${house.workspace.key}/pictures`, {
    method: 'POST',
    headers: { ...operator(), 'content-type': 'application/octet-stream', 'x-file-name': name },
    body: content as BodyInit,
  })

const look = (id: string) => fetch(`${house.url}/api/w/${house.workspace.key}/pictures/${id}`, { headers: operator() })

test('a picture is given back byte by byte, and browsers are told to believe its type', async () => {
  const { id } = (await (await bring(png)).json()) as { id: string }
  const seen = await look(id)
  assert.equal(seen.headers.get('content-type'), 'image/png')
  assert.equal(seen.headers.get('x-content-type-options'), 'nosniff')
  assert.match(seen.headers.get('content-security-policy') ?? '', /default-src 'self'/)
  assert.deepEqual(Buffer.from(await seen.arrayBuffer()), png)
})

test('the same picture brought twice is kept once', async () => {
  const ids = await Promise.all([bring(png), bring(png, 'other.png')].map(async one => (await (await one).json()).id))
  assert.equal(ids[0], ids[1])
})

const refused: readonly { says: string; content: Buffer; code: string }[] = [
  {
    says: 'a page that calls itself a picture',
    content: Buffer.from('<script>alert(1)</script>'),
    code: 'picture_unreadable',
  },
  { says: 'an SVG, which may hold scripts', content: Buffer.from('<svg xmlns="…">'), code: 'picture_unreadable' },
  { says: 'nothing', content: Buffer.alloc(0), code: 'picture_unreadable' },
  { says: 'more than 2 MB', content: Buffer.concat([png, Buffer.alloc(2_000_000)]), code: 'picture_too_large' },
]
for (const { says, content, code } of refused) {
  test(`what is no picture of ours is refused: ${says}`, async () => {
    const answer = await bring(content)
    assert.equal(((await answer.json()) as { code: string }).code, code)
  })
}
