import assert from 'node:assert/strict'
import { glob, readFile } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { promisedMs } from '../../test/promised.ts'
import { checkedLookup, type Egress, isPublicAddress, openEgress } from './egress.ts'

let reached = 0
let answer: RequestListener = (_request, response) => response.end('inside')
const canary = createServer((request, response) => {
  reached++
  answer(request, response)
})
let port = 0

before(async () => {
  await new Promise<void>(resolve => canary.listen(0, '127.0.0.1', resolve))
  port = (canary.address() as AddressInfo).port
})
after(() => {
  canary.closeAllConnections()
  canary.close()
})

const inside = async () => ['127.0.0.1']

/** Addresses that must not lead to this machine or its neighbours; PORT stands for the canary's. */
const hostileUrls = [
  'http://127.0.0.1:PORT/',
  'http://127.0.0.1.:PORT/',
  'http://127.1:PORT/',
  'http://127.0.1:PORT/',
  'http://127.255.255.254:PORT/',
  'http://2130706433:PORT/',
  'http://017700000001:PORT/',
  'http://0x7f000001:PORT/',
  'http://0x7f.1:PORT/',
  'http://0177.0.0.1:PORT/',
  'http://0x7f.0x0.0x0.0x1:PORT/',
  'http://127.0.0.01:PORT/',
  'http://00127.00.00.01:PORT/',
  'http://0:PORT/',
  'http://0.0.0.0:PORT/',
  'http://１２７.０.０.１:PORT/',
  'http://127。0。0。1:PORT/',
  'http://①②⑦.⓪.⓪.①:PORT/',
  'http://%31%32%37.0.0.1:PORT/',
  'http://[::1]:PORT/',
  'http://[::]:PORT/',
  'http://[0:0:0:0:0:0:0:1]:PORT/',
  'http://[::127.0.0.1]:PORT/',
  'http://[::ffff:127.0.0.1]:PORT/',
  'http://[::ffff:7f00:1]:PORT/',
  'http://[0:0:0:0:0:ffff:7f00:0001]:PORT/',
  'http://[::ffff:0:127.0.0.1]:PORT/',
  'http://[64:ff9b::127.0.0.1]:PORT/',
  'http://[64:ff9b:1::7f00:1]:PORT/',
  'http://[2002:7f00:1::]:PORT/',
  'http://[2001:0:7f00:1::]:PORT/',
  'http://[fe80::1]:PORT/',
  'http://[fc00::1]:PORT/',
  'http://[fd00:ec2::254]/latest/meta-data/',
  'http://[ff02::1]:PORT/',
  'http://[2001:db8::1]:PORT/',
  'http://localhost:PORT/',
  'http://LOCALHOST:PORT/',
  'http://localhost.:PORT/',
  'http://internal.example:PORT/',
  'http://internal.example.:PORT/',
  'http://user@127.0.0.1:PORT/',
  'http://user:word@public.example:PORT/',
  'http://public.example@127.0.0.1:PORT/',
  'http:127.0.0.1:PORT/',
  'http:\\\\127.0.0.1:PORT\\',
  'http:///127.0.0.1:PORT/',
  ' \thttp://127.0.0.1:PORT/',
  'ht\ntp://127.0.0.1:PORT/',
  'http://127.0.0.1:PORT#@public.example/',
  'http://127.0.0.1:PORT?@public.example/',
  'http://169.254.169.254/latest/meta-data/',
  'http://2852039166/latest/meta-data/',
  'http://168.63.129.16/metadata/',
  'http://100.100.100.200/latest/meta-data/',
  'http://10.0.0.1/',
  'http://172.16.0.1/',
  'http://192.168.1.1/',
  'http://224.0.0.1/',
  'http://255.255.255.255/',
  'file:///etc/passwd',
  'gopher://127.0.0.1:PORT/_x',
  'ftp://127.0.0.1:PORT/',
  'data:text/plain,inside',
  'blob:http://127.0.0.1:PORT/x',
  'javascript:fetch("http://127.0.0.1:PORT/")',
  'ws://127.0.0.1:PORT/',
  'unix:/var/run/docker.sock',
  '//127.0.0.1:PORT/',
  '/relative',
  '',
]

describe('the one way out', () => {
  test('no form of an inside address is ever reached', async () => {
    await using egress = openEgress({ resolve: inside })
    reached = 0
    for (const form of hostileUrls) {
      await assert.rejects(egress.fetch(form.replaceAll('PORT', String(port))), { code: 'egress_refused' }, form)
    }
    assert.equal(reached, 0)
    assert.ok(hostileUrls.length >= 60)
  })

  test('the canary answers where private addresses are allowed, so that its silence means something', async () => {
    await using egress = openEgress({ allowPrivate: true, resolve: inside })
    for (const form of ['http://127.0.0.1:PORT/', 'http://2130706433:PORT/', 'http://internal.example:PORT/']) {
      const before = reached
      const reply = await egress.fetch(form.replace('PORT', String(port)))
      assert.equal(await reply.text(), 'inside')
      assert.equal(reached, before + 1, form)
    }
  })

  test('other schemes and passwords in addresses are refused even where private addresses are allowed', async () => {
    await using egress = openEgress({ allowPrivate: true, resolve: inside })
    reached = 0
    for (const form of ['file:///etc/passwd', `ftp://127.0.0.1:${port}/`, `http://a:b@127.0.0.1:${port}/`]) {
      await assert.rejects(egress.fetch(form), { code: 'egress_refused' })
    }
    assert.equal(reached, 0)
  })

  test('a name with one address outside and one inside is refused whole', async () => {
    await using egress = openEgress({ resolve: async () => ['8.8.8.8', '127.0.0.1'] })
    reached = 0
    await assert.rejects(egress.fetch(`http://both.example:${port}/`), { code: 'egress_refused' })
    assert.equal(reached, 0)
  })

  test('a name that moves inside between two answers is judged by each answer, and connected to that one', async () => {
    const answers = [['8.8.8.8'], ['127.0.0.1']]
    const lookup = checkedLookup(async () => answers.shift()!, isPublicAddress)
    const ask = () =>
      new Promise<unknown>(resolve =>
        lookup('rebinding.example', { all: true }, (error, found) => resolve(error ?? found)),
      )
    assert.deepEqual(await ask(), [{ address: '8.8.8.8', family: 4 }])
    assert.equal(((await ask()) as { code: string }).code, 'egress_refused')
  })

  test('redirects are answered as they came, whatever their kind, and never followed', async () => {
    await using egress = openEgress({ allowPrivate: true })
    for (const status of [301, 302, 303, 307, 308]) {
      for (const location of [`http://127.0.0.1:${port}/again`, 'file:///etc/passwd']) {
        answer = (_request, response) => response.writeHead(status, { location }).end()
        const before = reached
        const reply = await egress.fetch(`http://127.0.0.1:${port}/`)
        assert.equal(reply.status, status)
        assert.equal(reply.headers.get('location'), location)
        assert.equal(reached, before + 1)
      }
    }
  })

  const unboundedReplies: readonly (readonly [string, RequestListener])[] = [
    ['a body that never ends', (_request, response) => void setImmediate(pour, response)],
    [
      'a gzip bomb',
      (_request, response) =>
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000))),
    ],
    ['silence', () => {}],
    ['a body that dribbles', (_request, response) => dribble(response)],
    ['an enormous header', (_request, response) => response.writeHead(200, { 'x-long': 'x'.repeat(200_000) }).end()],
    ['a closed connection', request => request.socket.destroy()],
  ]
  for (const [what, listener] of unboundedReplies) {
    test(`${what} is cut off`, async () => {
      await using egress: Egress = openEgress({ allowPrivate: true, timeoutMs: 600 })
      answer = listener
      const startedAt = performance.now()
      await assert.rejects(egress.fetch(`http://127.0.0.1:${port}/`), { code: 'egress_refused' })
      assert.ok(performance.now() - startedAt < promisedMs(2_000))
    })
  }

  test('a caller cannot make the request claim another host', async () => {
    await using egress = openEgress({ allowPrivate: true })
    answer = (request, response) => response.end(request.headers.host)
    const reply = await egress.fetch(`http://127.0.0.1:${port}/`, { headers: { Host: 'other.example' } })
    assert.equal(await reply.text(), `127.0.0.1:${port}`)
  })

  test('no room of the product calls out by another way', async () => {
    const rooms = [
      'admitting',
      'protecting',
      'collecting',
      'segmenting',
      'mapping',
      'measuring',
      'listening',
      'helping',
    ]
    const root = join(import.meta.dirname, '..')
    const ways = /(?<![.\w])fetch\(|from '(node:)?(undici|https?|http2|net|tls|dns|dgram|dns\/promises)'/
    let read = 0
    for await (const path of glob(`{${rooms.join(',')},acting,improving,crowdtesting}/**/*.ts`, { cwd: root })) {
      // Tests, and the visitor that they send to the door, are outside.
      if (path.endsWith('.test.ts') || path === join('admitting', 'visitor.ts')) continue
      read++
      assert.doesNotMatch(await readFile(join(root, path), 'utf8'), ways, path)
    }
    assert.ok(read > 10)
  })

  test('addresses of the public Internet pass', () => {
    for (const address of ['8.8.8.8', '1.1.1.1', '172.15.0.1', '172.32.0.1', '192.169.0.1', '2606:4700::1111']) {
      assert.equal(isPublicAddress(address), true, address)
    }
    for (const text of ['', 'localhost', '1.2.3', '::ffff:8.8.8.8', 'fe80::1%eth0']) {
      assert.equal(isPublicAddress(text), false, text)
    }
  })
})

function pour(response: import('node:http').ServerResponse): void {
  const more = () => {
    while (!response.destroyed && response.write(Buffer.alloc(65_536))) {}
  }
  response.on('drain', more)
  more()
}

function dribble(response: import('node:http').ServerResponse): void {
  response.writeHead(200)
  const drip = setInterval(() => response.write('x'), 50)
  response.on('close', () => clearInterval(drip))
}
