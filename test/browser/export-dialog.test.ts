import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { accessibilityFaults, looks, openWeb, type Web } from './open-web.ts'

let opened: Web | undefined
let web: Web
const address = () => `/w/${web.house.workspace.key}/maps/map-buy-a-lamp?view=designed`

before(async () => {
  opened = await openWeb({ customers: 1 })
  if (opened) web = opened
})
after(() => opened?.[Symbol.asyncDispose]())

function inBrowser(name: string, act: () => Promise<void> | void): void {
  test(name, context => (opened ? act() : context.skip('no Chromium on this machine')))
}

async function openDialog(page: Page, french: boolean) {
  await page.getByRole('button', { name: french ? 'Plus pour cette carte' : 'More for this map' }).click()
  await page.getByRole('menuitem', { name: french ? 'Exporter…' : 'Export…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByAltText(/Aperçu|Preview/).waitFor()
  return dialog
}

for (const [language, scheme, phone] of looks) {
  inBrowser(
    `the export dialog is read by everybody (${language}, ${scheme}, ${phone ? 'phone' : 'desk'})`,
    async () => {
      const page = await web.open(address(), { language, scheme, phone })
      const dialog = await openDialog(page, language === 'fr')
      const image = dialog.getByAltText(/Aperçu|Preview/)
      await page.waitForFunction(
        () => (document.querySelector('[role=dialog] img') as HTMLImageElement)?.naturalWidth > 0,
      )
      assert.match((await image.getAttribute('alt')) ?? '', language === 'fr' ? /Aperçu/ : /Preview/)
      if (process.env.PARCOURS_SHOTS)
        await page.screenshot({ path: `${process.env.PARCOURS_SHOTS}/export-${language}-${scheme}-${phone}.png` })
      assert.deepEqual(await accessibilityFaults(page), [])
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      )
      assert.equal(wide, false, 'the page itself must not scroll sideways')
      await page.close()
    },
  )
}

inBrowser('a map is downloaded as what was chosen, without the lane that was left out', async () => {
  const page = await web.open(address(), { language: 'en' })
  const dialog = await openDialog(page, false)
  await dialog.getByText('SVG', { exact: true }).click()
  await dialog.getByRole('checkbox', { name: 'Thoughts' }).uncheck()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Download' }).click(),
  ])
  assert.match(download.suggestedFilename(), /^I buy a lamp - Current map - .*\.svg$/)
  const svg = readFileSync(await download.path(), 'utf8')
  assert.match(svg, />Actions</)
  assert.doesNotMatch(svg, />Thoughts</)
  await page.getByText(/is in your downloads/).waitFor()
  await page.close()
})

inBrowser('a PDF on A3 sheets is chosen and downloaded with the keyboard', async () => {
  const page = await web.open(address(), { language: 'en' })
  const dialog = await openDialog(page, false)
  const paper = dialog.getByRole('combobox', { name: 'Paper' })
  await paper.focus()
  await paper.selectOption('A3')
  await dialog.getByRole('checkbox', { name: /one sheet/ }).waitFor()
  await dialog.getByRole('button', { name: 'Download' }).focus()
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
  assert.equal(
    readFileSync(await download.path())
      .subarray(0, 5)
      .toString(),
    '%PDF-',
  )
  await page.close()
})

inBrowser('no lane at all cannot be asked for', async () => {
  const page = await web.open(address(), { language: 'en' })
  const dialog = await openDialog(page, false)
  for (const box of await dialog.getByRole('checkbox').all()) await box.uncheck()
  await dialog.getByText('Choose at least one lane.').waitFor()
  assert.equal(await dialog.getByRole('button', { name: 'Download' }).isDisabled(), true)
  await page.close()
})

inBrowser('no page of these made the browser complain', () => assert.deepEqual(web.complaints, []))
