import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { createSurvey, publishSurvey, saveSurvey } from '../../src/contract/listening.ts'
import { createSurveyLink, listSurveyLinks } from '../../src/contract/survey-links.ts'
import { setProtection } from '../../src/contract/survey-protection.ts'
import { surveyResults } from '../../src/contract/survey-results.ts'
import { saveSurveyWebsite } from '../../src/contract/survey-website.ts'
import type { Survey } from '../../src/vocabulary/survey/survey.ts'
import { type SurveyDisplay, usualDisplay } from '../../src/vocabulary/survey/survey-display.ts'
import { openHouse, type TestHouse } from '../kit.ts'
import { openChromium } from './chromium.ts'
import { accessibilityFaults, patienceMs, slowDown } from './open-web.ts'

let house: TestHouse
let browser: (Browser & AsyncDisposable) | undefined
before(async () => {
  browser = await openChromium()
  if (!browser) return
  house = await openHouse()
})
after(async () => {
  await browser?.close()
  await house?.[Symbol.asyncDispose]()
})

/** A published survey of a template, shown on web sites as said. */
async function onSite(template: string, display: Partial<SurveyDisplay>, change = (survey: Survey) => survey) {
  const made = (await house.call(createSurvey, { body: { template } })).answer
  const params = { workspace: house.workspace.key, survey: made.id }
  const { kind, revision } = made
  const body = { revision, survey: change(made.survey), kind, touchpoint: null }
  const saved = (await house.call(saveSurvey, { params, body })).answer
  await house.call(publishSurvey, { params, body: { revision: saved.revision } })
  const { pages, notPages, sites, ...rest } = { ...usualDisplay, isOn: true, ...display }
  const rules = { ...rest, pages: [...pages], notPages: [...notPages], sites: [...sites] }
  assert.equal((await house.call(saveSurveyWebsite, { params, body: rules })).status, 200)
  return made.id
}

/**
 * A shop with a strict policy, styles that reach for everything, a dialog and shortcuts of its own. Its page counts in
 * `data-` what it heard.
 */
async function openShop(writeKey: string) {
  const script = `
    const seen = document.documentElement.dataset
    addEventListener('keydown', event => {
      if (event.key === 's') seen.shortcut = String(Number(seen.shortcut ?? 0) + 1)
      if (event.key === 'Escape') document.querySelector('[role=dialog]')?.remove()
    })
    parcours.consent({ measurement: true })
    document.querySelector('#buy').onclick = () => parcours.track('Order Completed')`
  const server = createServer((request, response) => {
    const policy = `default-src 'none'; script-src 'self' ${house.url}; connect-src ${house.url}; style-src 'self'; img-src data:; require-trusted-types-for 'script'; trusted-types parcours`
    response.setHeader('Content-Security-Policy', policy)
    if (request.url === '/shop.js') return void response.setHeader('Content-Type', 'text/javascript').end(script)
    if (request.url === '/shop.css')
      return void response
        .setHeader('Content-Type', 'text/css')
        .end('html { font-size: 9px } * { display: block !important; color: red !important; margin: 40px !important }')
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.end(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>
      <link rel="icon" href="data:,"><link rel="stylesheet" href="/shop.css">
      <script src="${house.url}/sdk/parcours.js" data-write-key="${writeKey}" data-surveys="true"></script></head>
      <body><main><h1>Shop</h1><button id="buy">Buy</button></main>
      <div role="dialog" aria-label="Cookies"><button id="in-dialog">Fine</button></div>
      <script src="/shop.js"></script></body></html>`)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.id)

test('a survey that shows on a page leaves the page its focus, its keys and its dialog, and is answered', async context => {
  if (!browser) return context.skip('no Chromium on this machine')
  const survey = await onSite('one-question', { moment: { kind: 'event', event: 'Order Completed' } })
  await using shop = await openShop(await house.createKey('write'))
  const own = await browser.newContext({ locale: 'en-GB' })
  own.setDefaultTimeout(patienceMs)
  const noise: string[] = []
  own.on('weberror', error => noise.push(error.error().message))
  own.on('console', message => {
    if (message.type() === 'error') noise.push(message.text())
  })
  const page = await own.newPage()
  await slowDown(page)
  await page.goto(shop.url)
  await page.locator('#buy').click()
  await page.locator('#in-dialog').focus()
  const region = page
    .getByRole('region', { name: /./ })
    .filter({ has: page.getByRole('button', { name: 'Close the survey' }) })
  await region.waitFor()
  assert.equal(await focused(page), 'in-dialog', 'the focus stays where it was')
  await page.keyboard.press('s')
  await page.keyboard.press('Escape')
  assert.equal(await page.getByRole('dialog').count(), 0, 'Escape closes the dialog of the page')
  assert.equal(await region.count(), 1, 'and leaves the survey')
  assert.equal(await page.evaluate(() => document.documentElement.dataset.shortcut), '1')
  assert.deepEqual(await accessibilityFaults(page, 'parcours-survey'), [])
  // Tab goes on through the page; the survey comes at its end.
  await page.locator('#buy').focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await region.getByRole('textbox').pressSequentially('so easy, s')
  assert.equal(await page.evaluate(() => document.documentElement.dataset.shortcut), '1', 'typed words are no shortcut')
  await region.getByRole('radio', { name: 'happy', exact: true }).press('Space')
  // In a tunnel: the answers wait in the browser, and are one response when they arrive.
  await own.setOffline(true)
  await region.getByRole('button', { name: 'Send' }).click()
  await region.getByRole('heading', { name: /Thank you/ }).waitFor()
  await region.locator('.end').getByText('Without a network').waitFor()
  await own.setOffline(false)
  const { completed } = await answered(survey, 1)
  assert.equal(completed, 1)
  assert.deepEqual(
    noise.filter(one => !/ERR_INTERNET_DISCONNECTED/.test(one)),
    [],
  )
  await own.close()
})

async function answered(survey: string, amount: number) {
  const end = Date.now() + patienceMs
  for (;;) {
    const told = (await house.call(surveyResults, { params: { workspace: house.workspace.key, survey } })).answer
    if (told.completed >= amount || Date.now() > end) return told
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}

test('a tablet asks one person after the other, asks who went away, and loses nothing without a network', async context => {
  if (!browser) return context.skip('no Chromium on this machine')
  const survey = await onSite('one-question', { isOn: false })
  const params = { workspace: house.workspace.key, survey }
  const body = { place: 'Till 3', kind: 'kiosk' as const }
  const { address } = (await house.call(createSurveyLink, { params, body })).answer
  const own = await browser.newContext({ locale: 'en-GB', hasTouch: true, viewport: { width: 1024, height: 768 } })
  own.setDefaultTimeout(patienceMs)
  const page = await own.newPage()
  await slowDown(page)
  await page.clock.install()
  await page.goto(`${house.url}${new URL(address).pathname}`)
  await page.getByRole('button', { name: 'Start again' }).waitFor()
  assert.deepEqual(await accessibilityFaults(page), [])
  const small = await page.evaluate(
    () =>
      [...document.querySelectorAll('button, .point, textarea')].filter(
        one => one.getBoundingClientRect().height < 43.5,
      ).length,
  )
  assert.equal(small, 0, 'a thumb finds everything')

  await own.setOffline(true)
  await page.getByRole('radio', { name: 'happy', exact: true }).check({ force: true })
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByRole('heading', { name: /Thank you/ }).waitFor()
  await page.getByText('1 page waits for the network').waitFor()
  await page.clock.fastForward(15_000)
  // The next one begins to write, and walks away.
  await page.getByRole('textbox').fill('My name is nobody’s business')
  await page.clock.fastForward(41_000)
  await page.getByRole('alertdialog', { name: 'Are you still there?' }).waitFor()
  await page.getByRole('button', { name: 'I go on' }).click()
  await page.getByRole('alertdialog').waitFor({ state: 'hidden' })
  assert.equal(await page.getByRole('textbox').inputValue(), 'My name is nobody’s business')
  await page.clock.fastForward(41_000)
  await page.getByRole('alertdialog').waitFor()
  await page.clock.fastForward(21_000)
  await page.getByRole('alertdialog').waitFor({ state: 'hidden' })
  assert.equal(await page.getByRole('textbox').inputValue(), '', 'nothing of them is left')

  await own.setOffline(false)
  await page.getByText('1 page waits for the network').waitFor({ state: 'hidden' })
  const { completed, started } = await answered(survey, 1)
  assert.deepEqual([started, completed], [1, 1])
  assert.equal(await page.evaluate(() => localStorage.length), 0)
  await own.close()
})

test('a page that asks the browser to work waits for that by itself, however soon it is sent', async context => {
  if (!browser) return context.skip('no Chromium on this machine')
  const survey = await onSite('one-question', { isOn: false })
  const params = { workspace: house.workspace.key, survey }
  await house.call(setProtection, { params, body: { level: 2 } })
  const [link] = (await house.call(listSurveyLinks, { params })).answer.links
  const own = await browser.newContext({ locale: 'en-GB' })
  own.setDefaultTimeout(patienceMs)
  const page = await own.newPage()
  await slowDown(page)
  await page.goto(`${house.url}${new URL(link!.address).pathname}`)
  await page.getByRole('radio', { name: 'happy', exact: true }).check({ force: true })
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByRole('heading', { name: /Thank you/ }).waitFor()
  await own.close()
})
