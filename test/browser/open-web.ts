import { setTimeout as pause } from 'node:timers/promises'
import { AxeBuilder } from '@axe-core/playwright'
import type { BrowserContext, Page } from 'playwright-core'
import { ensureFirstOwner } from '../../src/admitting/index.ts'
import { importMap } from '../../src/contract/mapping.ts'
import { fillSample } from '../../src/sample/index.ts'
import { openHouse, type TestHouse } from '../kit.ts'
import { openChromium, slowDown } from './chromium.ts'

export { slowDown } from './chromium.ts'

export type Look = {
  readonly language?: 'fr' | 'en'
  readonly scheme?: 'light' | 'dark'
  readonly phone?: boolean
}

/** Every language with every scheme and on every size of page, each pair of them once. */
export const looks = [
  ['fr', 'light', false],
  ['en', 'dark', false],
  ['fr', 'dark', true],
  ['en', 'light', true],
] as const satisfies readonly (readonly ['fr' | 'en', 'light' | 'dark', phone: boolean])[]

/** A Parcours with an owner who is signed in, seen through a browser. */
export type Web = {
  readonly house: TestHouse
  /** A page of the owner's session at an address. */
  open(path: string, look?: Look): Promise<Page>
  /** Everything the browsers complained of: policy, errors, failed loads. */
  readonly complaints: string[]
  [Symbol.asyncDispose](): Promise<void>
}

/** How long a page may take for what is asked of it: the machine is shared with a server, two stores and other tests. */
export const patienceMs = 60_000

export const owner = { name: 'Claire Vasseur', email: 'claire@lumen.example', password: 'une lampe dans la nuit 42' }

/** `undefined` where there is no Chromium to be had. */
export async function openWeb({ customers }: { customers: number }): Promise<Web | undefined> {
  const found = await openChromium()
  if (!found) return undefined
  const browser = found
  const house = await openHouse()
  if (customers > 0) await fill(house, customers)
  const complaints: string[] = []
  const contexts = new Map<string, BrowserContext>()
  const idle = new Map<string, Page[]>()
  let session: Awaited<ReturnType<BrowserContext['storageState']>> | undefined

  async function contextOf(language: 'fr' | 'en'): Promise<BrowserContext> {
    const known = contexts.get(language)
    if (known) return known
    const context = await browser.newContext({
      baseURL: house.url,
      locale: language === 'fr' ? 'fr-FR' : 'en-GB',
      reducedMotion: 'reduce',
      ...(session ? { storageState: session } : {}),
    })
    context.setDefaultTimeout(patienceMs)
    context.on('console', message => {
      // Where pages rest there is no icon.
      if (message.location().url.endsWith('/favicon.ico')) return
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
    })
    context.on('weberror', error => complaints.push(String(error.error())))
    contexts.set(language, context)
    return context
  }

  /**
   * A page that was closed rests, and is the next one that is opened: what the browser compiled for it is still there.
   * A new page takes four times as long to show the same.
   */
  async function pageOf({ language = 'fr', scheme = 'light', phone = false }: Look): Promise<Page> {
    const resting = idle.get(language) ?? []
    idle.set(language, resting)
    let page = resting.pop()
    if (!page) {
      const fresh = await (await contextOf(language)).newPage()
      await slowDown(fresh)
      fresh.close = () => rest(fresh, resting)
      page = fresh
    }
    await page.setViewportSize(phone ? { width: 390, height: 844 } : { width: 1440, height: 900 })
    await page.emulateMedia({ colorScheme: scheme })
    return page
  }

  /** Leaves the page as one leaves a page by closing it: nobody is asked, and nothing of it is kept in the tab. */
  async function rest(page: Page, resting: Page[]): Promise<void> {
    page.removeAllListeners('dialog')
    page.on('dialog', dialog => void dialog.accept().catch(() => {}))
    await page.unrouteAll({ behavior: 'wait' })
    await page.goto(`${house.url}/version`)
    await page.evaluate(() => sessionStorage.clear())
    page.removeAllListeners('dialog')
    resting.push(page)
  }

  const first = await contextOf('fr')
  session = await becomeOwner(house, first)
  await first.close()
  contexts.clear()

  return {
    house,
    complaints,
    open: async (path, look = {}) => {
      const page = await pageOf(look)
      await page.goto(path)
      return page
    },
    [Symbol.asyncDispose]: async () => {
      await browser.close()
      await house[Symbol.asyncDispose]()
    },
  }
}

/** The first start's one-time link, followed as its reader would. */
async function becomeOwner(house: TestHouse, context: BrowserContext) {
  const link = await ensureFirstOwner(house.installation)
  const page = await context.newPage()
  await page.goto(link!)
  await page.getByLabel('Votre nom').fill(owner.name)
  await page.getByLabel('Adresse e-mail').fill(owner.email)
  await page.getByLabel('Mot de passe', { exact: true }).fill(owner.password)
  await page.getByRole('button', { name: 'Commencer' }).click()
  await page.waitForURL(/\/w\/[^/]+\/maps$/)
  return context.storageState()
}

async function fill(house: TestHouse, customers: number): Promise<void> {
  const key = await house.createKey('secret')
  await fillSample(
    {
      importMap: async file => {
        const told = await house.call(importMap, { query: { dryRun: 'false', onCollision: 'replace' }, body: file })
        if (told.status !== 201) throw new Error(`The sample map was refused: ${JSON.stringify(told.answer)}`)
      },
      sendBatch: async messages => {
        const response = await house.send(key, messages)
        if (!response.ok) throw new Error(`The sample was refused: ${await response.text()}`)
      },
    },
    { customers, until: house.installation.now() },
  )
  await house.settle()
}

/** Asks again until the answer holds, or patience ends; gives the last answer, for an assertion to say what is wrong. */
export async function eventually<Answer>(
  ask: () => Promise<Answer>,
  holds: (answer: Answer) => boolean,
): Promise<Answer> {
  const end = Date.now() + patienceMs
  for (;;) {
    const answer = await ask()
    if (holds(answer) || Date.now() > end) return answer
    await pause(50)
  }
}

/** What a page, or a part of it, lacks for those who cannot see it, hear it, or use a mouse: one line each. */
export async function accessibilityFaults(page: Page, within?: string): Promise<readonly string[]> {
  // In the page itself: the other way opens a second page for each look, which costs more than the look. It only serves
  // frames of other origins, and there are none.
  // Only faults are told of: describing all that is well takes longer than finding that it is.
  const look = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] })
  const { violations } = await (within ? look.include(within) : look).analyze()
  return violations.map(
    one =>
      `${one.id}: ${one.nodes
        .map(node => node.target.join(' '))
        .slice(0, 3)
        .join(' | ')}`,
  )
}
