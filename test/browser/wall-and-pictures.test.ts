import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { editMap, getMap } from '../../src/contract/mapping.ts'
import { trialPng } from '../../src/mapping/pictures/trial-pictures.ts'
import { stepsOf } from '../../src/vocabulary/map/journey-map.ts'
import type { MapEdit } from '../../src/vocabulary/map/map-edit.ts'
import { accessibilityFaults, openWeb, type Web } from './open-web.ts'

const map = 'map-buy-a-lamp'
let opened: Web | undefined
let web: Web
let steps: readonly { readonly id: string }[]
const address = (rest = '') => `/w/${web.house.workspace.key}/maps/${map}${rest}`

async function edit(edits: MapEdit[]): Promise<void> {
  const params = { workspace: web.house.workspace.key, map }
  const { revision } = (await web.house.call(getMap, { params, query: {} })).answer
  const { status } = await web.house.call(editMap, { params, body: { revision, edits } })
  assert.equal(status, 200)
}

before(async () => {
  opened = await openWeb({ customers: 200 })
  if (!opened) return
  web = opened
  const params = { workspace: web.house.workspace.key, map }
  steps = stepsOf((await web.house.call(getMap, { params, query: {} })).answer.map)
  await edit([{ op: 'addLane', at: 0, lane: { id: 'lan-pic', type: 'image', name: null, visibility: 'all' } }])
})
after(() => opened?.[Symbol.asyncDispose]())

function inBrowser(name: string, act: () => Promise<void>): void {
  test(name, context => (opened ? act() : context.skip('no Chromium on this machine')))
}

const cellAt = (page: Page, step: number) =>
  page.locator(`[role=gridcell][data-row="lan-pic"][data-column="${steps[step]!.id}"]`)

/** Gives the cell a file as a mouse or the clipboard would. */
async function give(page: Page, step: number, how: 'paste' | 'drop', name: string, bytes: Uint8Array): Promise<void> {
  const content = Buffer.from(bytes).toString('base64')
  await cellAt(page, step).evaluate(
    (cell, { content, how, name }) => {
      const transfer = new DataTransfer()
      const file = new File([Uint8Array.from(atob(content), sign => sign.charCodeAt(0))], name, {
        type: name.endsWith('.svg') ? 'image/svg+xml' : 'image/png',
      })
      transfer.items.add(file)
      const always = { bubbles: true, cancelable: true }
      if (how === 'paste') cell.dispatchEvent(new ClipboardEvent('paste', { ...always, clipboardData: transfer }))
      else cell.dispatchEvent(new DragEvent('drop', { ...always, dataTransfer: transfer }))
    },
    { content, how, name },
  )
}

inBrowser('a picture is chosen, pasted or dropped; it is described, taken off, and comes back with undo', async () => {
  const page = await web.open(address())
  await cellAt(page, 0).waitFor()
  await cellAt(page, 0).focus()
  const choosing = page.waitForEvent('filechooser')
  // The browser hears keys before it hears that choosers are waited for: one answer of the page puts them in order.
  await page.evaluate('undefined')
  await page.keyboard.press('Enter')
  const file = { name: 'lamp.png', mimeType: 'image/png', buffer: Buffer.from(trialPng(40, 30)) }
  await (await choosing).setFiles(file)
  await cellAt(page, 0).getByRole('img').waitFor()
  await give(page, 1, 'paste', 'pasted.png', trialPng(41, 30))
  await cellAt(page, 1).getByRole('img').waitFor()
  await give(page, 2, 'drop', 'dropped.png', trialPng(42, 30))
  await cellAt(page, 2).getByRole('img').waitFor()

  await cellAt(page, 0).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Ce qu’elle montre · En français' }).fill('Une lampe allumée')
  await page.keyboard.press('Tab')
  await cellAt(page, 0).getByRole('img', { name: 'Une lampe allumée' }).waitFor()
  assert.deepEqual(await accessibilityFaults(page), [])

  await cellAt(page, 2).focus()
  await page.keyboard.press('Delete')
  await cellAt(page, 2).getByRole('img').waitFor({ state: 'detached' })
  await page.keyboard.press('Control+z')
  const back = cellAt(page, 2).getByRole('img')
  await back.waitFor()
  await page.waitForFunction(image => (image as HTMLImageElement).naturalWidth === 42, await back.elementHandle())
  await page.close()
})

inBrowser('a drawing in SVG is refused with its reason, and nothing is written', async () => {
  const page = await web.open(address())
  await cellAt(page, 3).waitFor()
  const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>')
  await give(page, 3, 'drop', 'drawing.svg', svg)
  await page.getByText('Un dessin SVG n’est pas accepté', { exact: false }).waitFor()
  assert.equal(await cellAt(page, 3).getByRole('img').count(), 0)
  // The browser itself tells its console that an answer was a refusal.
  web.complaints.splice(0, web.complaints.length, ...web.complaints.filter(one => !/400/.test(one)))
  await page.close()
})

inBrowser('a wall shows the phase that its address names, turns, follows changes and is left by a key', async () => {
  const page = await web.open(address('/wall?at=2'), { language: 'en' })
  await page.getByRole('heading', { level: 2, name: /Choice/ }).waitFor()
  assert.deepEqual(await accessibilityFaults(page), [])
  assert.equal(await page.getByRole('button').count(), 0)
  await page.keyboard.press('ArrowRight')
  await page.getByRole('heading', { level: 2, name: /Purchase/ }).waitFor()
  const step = (await web.house.call(getMap, { params: { workspace: web.house.workspace.key, map }, query: {} })).answer
    .map.phases[2]!.steps[0]!
  await edit([{ op: 'setStep', step: step.id, set: { title: { en: 'I fill it again' } } }])
  await page.getByRole('heading', { level: 3, name: 'I fill it again' }).waitFor()
  await page.keyboard.press(' ')
  await page.waitForURL(/turn=20/)
  await page.goto(address('/wall?at=5&turn=3'))
  await page.getByRole('heading', { level: 2, name: /After the sale/ }).waitFor()
  await page.getByRole('heading', { level: 2, name: /Discovery/ }).waitFor()
  await page.keyboard.press('Escape')
  await page.waitForURL(url => url.pathname.endsWith(map))
  assert.deepEqual(web.complaints, [])
  await page.close()
})
