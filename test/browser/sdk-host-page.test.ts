import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Parcours } from '../../src/sdk/index.ts'
import { cleanAddress, masked } from '../../src/sdk/page.ts'
import type { Json } from '../sdks/recorder.ts'
import { testsOnSites, until } from './sdk-site.ts'

declare const parcours: Parcours

const inChromium = testsOnSites()

const measured = `<script>
  parcours.load({ writeKey: 'wk', host: '{host}' })
  parcours.consent({ measurement: true })
</script>`

type PageProperties = { path: string; title: string; referrer: string; n: number }
const pageOf = (message: Json | undefined) => (message?.properties ?? {}) as PageProperties
const contextOf = (message: Json | undefined) => (message?.context ?? {}) as Json

inChromium(
  'a page whose prototypes were polluted is measured as any other',
  {
    head: measured,
    before: () => {
      const everything = Object.prototype as unknown as Record<string, unknown>
      const evil = {
        userId: 'somebody else',
        previousId: 'x',
        consent: 'exempt',
        autoPageViews: false,
        measurement: true,
        method: 'GET',
        headers: 'no',
        body: 'no',
        signal: 5,
        keepalive: 'x',
        ifAvailable: 'x',
        steal: 'x',
        mode: 'navigate',
        once: 'x',
        get: undefined,
        set: undefined,
        polluted: { deep: true },
      }
      for (const key of Object.keys(evil)) everything[key] = evil[key as keyof typeof evil]
      const lists = Array.prototype as unknown as Record<string, unknown>
      lists.toJSON = () => 'broken'
      lists.polluted = 'x'
      everything.toJSON = () => 'broken too'
    },
  },
  async site => {
    const page = await site.visit('/x?utm_source=s')
    await page.evaluate(() => parcours.track('Bought', { tags: ['a', { b: 1 }], total: 3 }))
    await site.receive(3)
    assert.deepEqual(
      site.received().map(({ type, event }) => event ?? type),
      ['Consent Changed', 'page', 'Bought'],
    )
    const [bought] = site.received('track', 'Bought')
    assert.deepEqual(bought?.properties, { tags: ['a', { b: 1 }], total: 3 })
    assert.deepEqual(contextOf(bought).consent, { mode: 'opt-in', categoryPreferences: { measurement: true } })
    assert.equal(JSON.stringify(site.recorder.requests.map(({ body }) => body)).includes('somebody'), false)
    assert.deepEqual(site.noise, [])
  },
)

inChromium(
  'the host page keeps its globals, its functions and its console as they were',
  {
    tag: `<script>
    const ofBrowser = () => [history.pushState, history.replaceState, fetch, XMLHttpRequest.prototype.send, Storage.prototype.setItem,
      addEventListener, Promise, JSON.stringify, onerror, onpagehide, console.log, setTimeout, navigator.sendBeacon]
    window.before = { names: Object.getOwnPropertyNames(window), parts: ofBrowser(),
      object: Object.getOwnPropertyNames(Object.prototype).length, array: Object.getOwnPropertyNames(Array.prototype).length }
  </script><script src="{host}/parcours.js"></script>${measured}`,
  },
  async site => {
    const page = await site.visit()
    await site.receive(2)
    const found = await page.evaluate(`({
    names: Object.getOwnPropertyNames(window).filter(name => !before.names.includes(name)),
    same: ofBrowser().every((part, place) => part === before.parts[place]),
    object: Object.getOwnPropertyNames(Object.prototype).length - before.object,
    array: Object.getOwnPropertyNames(Array.prototype).length - before.array,
  })`)
    assert.deepEqual(found, { names: ['before', 'parcours'], same: true, object: 0, array: 0 })
    assert.deepEqual(site.noise, [])
    assert.deepEqual(await site.context.cookies(), [])
  },
)

inChromium('nothing a page calls with makes the SDK throw', { head: measured }, async site => {
  const page = await site.visit()
  const thrown = await page.evaluate(async () => {
    const circle: Record<string, unknown> = { n: 1 }
    circle.self = circle
    const trap = {
      get bad() {
        throw new Error('host')
      },
      fine: 1,
    }
    const odd = [
      undefined,
      null,
      0,
      '',
      'x',
      Symbol('s'),
      10n,
      circle,
      trap,
      [circle],
      () => {},
      document.body,
      new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error('proxy')
          },
        },
      ),
    ]
    const errors: string[] = []
    // biome-ignore lint/suspicious/noExplicitAny: what a page without types may do.
    const api = parcours as any
    for (const a of odd) {
      for (const b of odd) {
        for (const name of ['load', 'page', 'track', 'identify', 'group', 'alias', 'reset']) {
          try {
            api[name](a, b)
          } catch (error) {
            errors.push(`${name}: ${error}`)
          }
        }
        try {
          api.push([a, b], a)
          api.consent(a, b)
          api.consent.withdraw(a, b)
        } catch (error) {
          errors.push(`push or consent: ${error}`)
        }
      }
    }
    await api.flush('now')
    parcours.consent({ measurement: true })
    parcours.track('Circle', circle)
    parcours.track('Huge', { text: 'x'.repeat(40_000) })
    return errors
  })
  assert.deepEqual(thrown, [])
  const [circle] = await site.receive(1, 'track', 'Circle')
  assert.equal(pageOf(circle).n, 1)
  assert.deepEqual(site.noise, [])
})

const strict = `default-src 'none'; script-src {host}; connect-src {host}; require-trusted-types-for 'script'`

inChromium(
  'a strict content policy lets it work from its tag alone',
  {
    tag: `<script async src="{host}/parcours.js" data-write-key="wk" data-consent="exempt"></script>`,
    contentSecurityPolicy: strict,
  },
  async site => {
    await site.visit()
    assert.equal((await site.receive(1))[0]?.type, 'page')
    assert.equal(site.recorder.requests[0]?.body?.writeKey, 'wk')
    assert.deepEqual(site.noise, [])
  },
)

inChromium(
  'a content policy that does not name the host makes it silent after one attempt',
  {
    tag: `<script src="{host}/parcours.js" data-write-key="wk" data-consent="exempt"></script>`,
    contentSecurityPolicy: `default-src 'none'; script-src {host}; connect-src 'none'`,
    before: () =>
      document.addEventListener('securitypolicyviolation', event => {
        if (event.effectiveDirective === 'connect-src') document.documentElement.lang = 'refused'
      }),
    clock: true,
  },
  async site => {
    const page = await site.visit()
    await site.live(30_000, () => page.evaluate(() => document.documentElement.lang === 'refused'))
    /** What the page had said until now is known once this is. */
    const said = async (word: string) => {
      await page.evaluate(text => console.log(text), word)
      await until(
        () => site.noise.includes(`console: ${word}`),
        () => 'The console is not heard.',
      )
      return site.noise.length - 1
    }
    const attempts = await said('attempted')
    assert.ok(attempts > 0)
    await page.evaluate(() => parcours.track('A'))
    await page.evaluate(() => parcours.flush())
    await site.live(3500)
    assert.equal((await said('lived')) - 1, attempts, site.noise.join('\n'))
    assert.equal(
      site.noise.some(line => line.startsWith('error')),
      false,
    )
    assert.equal(site.recorder.requests.length, 0)
  },
)

inChromium('a sandboxed frame without storage is measured from memory', { head: measured }, async site => {
  const page = await site.visit()
  await site.receive(2)
  await page.setContent(`<iframe sandbox="allow-scripts" src="${site.url}/cadre"></iframe>`)
  await site.receive(2, 'page')
  assert.equal(pageOf(site.received('page')[1])?.path, '/cadre')
})

inChromium(
  'each navigation inside the page is a page view, with the title it has then',
  { head: measured },
  async site => {
    const page = await site.visit('/')
    await site.receive(1, 'page')
    await page.evaluate(async () => {
      const rest = () => new Promise(resolve => setTimeout(resolve, 120))
      const go = (path: string, title: string) => {
        history.pushState(null, '', path)
        document.title = title
      }
      go('/produits', 'Produits')
      await rest()
      go('/produits?tri=prix', 'Produits')
      await rest()
      history.replaceState(null, '', '/produits#avis')
      await rest()
      go('/panier?mail=a@b.fr', 'Panier')
      await rest()
      const back = new Promise(resolve => addEventListener('popstate', resolve, { once: true }))
      history.back()
      await back
      await rest()
      location.hash = '#/etape/2'
      await rest()
      parcours.track('Last')
    })
    await site.receive(1, 'track', 'Last')
    assert.deepEqual(
      site
        .received('page')
        .map(message => [pageOf(message).path, pageOf(message).title, pageOf(message).referrer.replace(site.url, '')]),
      [
        ['/', 'Boutique', ''],
        ['/produits', 'Produits', '/'],
        ['/panier', 'Panier', '/produits'],
        ['/produits', 'Panier', '/panier'],
        ['/produits#/etape/2', 'Panier', '/produits'],
      ],
    )
  },
)

inChromium(
  'without the Navigation API the address is watched instead',
  {
    head: measured,
    before: () => void Object.defineProperty(globalThis, 'navigation', { value: undefined }),
  },
  async site => {
    const page = await site.visit('/')
    await site.receive(1, 'page')
    await page.evaluate(() => history.pushState(null, '', '/deux'))
    await site.receive(2, 'page')
    assert.equal(pageOf(site.received('page')[1])?.path, '/deux')
  },
)

inChromium(
  'calls made before the script arrived are made when it does',
  {
    tag: `<script>
    window.parcours = window.parcours || []
    parcours.push(['track', 'Early', { n: 1 }])
    parcours.push(['load', { writeKey: 'wk', host: '{host}', autoPageViews: false }], ['consent', { measurement: true }])
    ;(function () { parcours.push(arguments) })('track', 'As Arguments')
  </script><script async src="{host}/parcours.js"></script>`,
  },
  async site => {
    const page = await site.visit()
    await site.receive(3)
    await page.evaluate(
      () => void parcours.push(['track', 'Late'], ['consent.withdraw', 'measurement'], ['nonsense'], []),
    )
    await site.receive(2, 'track', 'Consent Changed')
    assert.deepEqual(
      site.received().map(({ event }) => event),
      ['Consent Changed', 'Early', 'As Arguments', 'Consent Changed'],
    )
  },
)

inChromium(
  'included twice, it measures once',
  { tag: `<script src="{host}/parcours.js"></script><script src="{host}/parcours.js"></script>`, head: measured },
  async site => {
    const page = await site.visit()
    await site.receive(1, 'page')
    await page.evaluate(() => parcours.track('Last'))
    await site.receive(1, 'track', 'Last')
    assert.equal(site.received('page').length, 1)
  },
)

test('of an address only what cannot identify is kept', () => {
  const cases = [
    ['https://a.fr/x?y=1', 'https://a.fr/x'],
    ['https://a.fr/x?utm_source=s&y=1&utm_medium=e', 'https://a.fr/x?utm_source=s&utm_medium=e'],
    ['https://a.fr/x?UTM_source=s', 'https://a.fr/x'],
    ['https://a.fr/x?utm_content=lea%40b.fr', 'https://a.fr/x?utm_content=***'],
    ['https://u:p@a.fr/x', 'https://a.fr/x'],
    ['https://a.fr/x#access_token=1', 'https://a.fr/x'],
    ['https://a.fr/x#/route?token=1', 'https://a.fr/x#/route'],
    ['https://a.fr/x#!/route', 'https://a.fr/x#!/route'],
    ['https://a.fr/compte/lea@b.fr/commandes', 'https://a.fr/compte/***/commandes'],
    ['https://a.fr/compte/lea%40b.fr', 'https://a.fr/compte/***'],
    ['https://a.fr/@lea', 'https://a.fr/@lea'],
    ['not an address', ''],
  ] as const
  for (const [given, kept] of cases) assert.equal(cleanAddress(given).url, kept)
  assert.equal(masked('Bonjour lea.du-pont@exemple.co.fr !'), 'Bonjour *** !')
})
