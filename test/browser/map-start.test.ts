import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { templateFaces } from '../../src/contract/map-templates.ts'
import { editMap, getMap } from '../../src/contract/mapping.ts'
import { newId } from '../../src/vocabulary/id.ts'
import { accessibilityFaults, openWeb, type Web } from './open-web.ts'

let opened: Web | undefined
let web: Web

before(async () => {
  opened = await openWeb({ customers: 300 })
  if (opened) web = opened
})
after(() => opened?.[Symbol.asyncDispose]())

function inBrowser(name: string, act: () => Promise<void> | void): void {
  test(name, context => (opened ? act() : context.skip('no Chromium on this machine')))
}

const at = (path: string) => `/w/${web.house.workspace.key}${path}`

for (const [language, scheme, phone] of [
  ['fr', 'light', false],
  ['en', 'dark', true],
] as const) {
  inBrowser(
    `the ways to begin are shown to everybody (${language}, ${scheme}${phone ? ', on a phone' : ''})`,
    async () => {
      const page = await web.open(at('/maps'), { language, scheme, phone })
      await page
        .getByRole('button', { name: language === 'fr' ? 'Nouvelle carte' : 'New map' })
        .first()
        .click()
      for (const face of templateFaces) await page.getByRole('heading', { name: face.name[language] }).first().waitFor()
      assert.deepEqual(await accessibilityFaults(page), [])
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      )
      assert.equal(wide, false, 'the page itself must not scroll sideways')
      await page.close()
    },
  )
}

inBrowser('« Je déménage » is begun in French and read in English; what has only French words shows them', async () => {
  const page = await web.open(at('/maps'), { language: 'fr' })
  await page.getByRole('button', { name: 'Nouvelle carte' }).first().click()
  await page.getByRole('button', { name: 'Partir de là : Télécoms, Je déménage' }).click()
  await page.getByRole('heading', { name: 'Je déménage' }).waitFor()
  await page.getByRole('columnheader', { name: 'Je cherche comment faire' }).waitFor()
  const map = /\/maps\/(map_\w+)/.exec(page.url())![1]!
  const params = { workspace: web.house.workspace.key, map }
  const { answer } = await web.house.call(getMap, { params })
  const [phase] = answer.map.phases
  const step = {
    id: newId('stp'),
    title: { fr: 'Je fais mes cartons' },
    description: null,
    placements: [],
    cells: [],
    emotion: { declared: [], desired: null },
  }
  const added = await web.house.call(editMap, {
    params,
    body: { revision: answer.revision, edits: [{ op: 'addStep', step, phase: phase!.id, at: 1 }] } as never,
  })
  assert.equal(added.status, 200, JSON.stringify(added.answer))
  await page.close()
  const english = await web.open(at(`/maps/${map}?view=designed`), { language: 'en' })
  await english.getByRole('heading', { name: 'I move house' }).waitFor()
  await english.getByRole('columnheader', { name: 'I look for how to do it' }).waitFor()
  await english.getByText('Will this cut off my line?').waitFor()
  await english.getByRole('columnheader', { name: /Je fais mes cartons/ }).waitFor()
  await english.close()
})

inBrowser('a draft is drawn from what was lived, and is not published', async () => {
  const page = await web.open(at('/explore'), { language: 'en' })
  await page.getByRole('button', { name: 'Draft from data' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/\d+ cases of \d+ customers/).waitFor()
  assert.deepEqual(await accessibilityFaults(page), [])
  await dialog.getByLabel('Make one step of what follows within').selectOption({ label: 'never: a step each' })
  await dialog.getByLabel('Name of the journey').fill('As it is lived')
  await dialog.getByRole('button', { name: 'Draw the draft' }).click()
  await page.waitForURL(/\/maps\/map_/)
  await page.getByRole('heading', { name: 'As it is lived' }).waitFor()
  await page.getByText('Draft, never published').waitFor()
  await page.close()
})

inBrowser('no page of these made the browser complain', () => assert.deepEqual(web.complaints, []))
