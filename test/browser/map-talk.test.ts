import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { createMap, editMap, getMap } from '../../src/contract/mapping.ts'
import { placementsOf, stepsOf } from '../../src/vocabulary/map/journey-map.ts'
import type { MapEdit } from '../../src/vocabulary/map/map-edit.ts'
import { gatherPeople, type Person } from '../access/people.ts'
import { accessibilityFaults, type Look, openWeb, patienceMs, type Web } from './open-web.ts'

let opened: Web | undefined
let web: Web
let people: readonly Person[]
let map: string
let step: string
let placement: string
const address = (search = '') => `/w/${web.house.workspace.key}/maps/${map}?view=designed${search}`
const params = () => ({ workspace: web.house.workspace.key, map })

before(async () => {
  opened = await openWeb({ customers: 0 })
  if (!opened) return
  web = opened
  people = (await gatherPeople(web.house)).people
  const made = (await web.house.call(createMap, { body: { from: 'discovery-to-return' } })).answer
  map = made.map.id
  step = stepsOf(made.map)[0]!.id
  placement = placementsOf(made.map)[0]!.id
})
after(() => opened?.[Symbol.asyncDispose]())

function inBrowser(name: string, act: () => Promise<void>): void {
  test(name, context => (opened ? act() : context.skip('no Chromium on this machine')))
}

const headers = (role: string) => ({ ...people.find(one => one.who === `the ${role} of Test`)!.headers })

async function edit(edits: MapEdit[]): Promise<void> {
  const { revision } = (await web.house.call(getMap, { params: params() })).answer
  const answer = await web.house.call(editMap, { params: params(), body: { revision, edits } })
  assert.equal(answer.status, 200)
}

/** A page of somebody else's session. */
async function openAs(role: string, path: string): Promise<Page> {
  const first = await web.open('/sign-in')
  const browser = first.context().browser()!
  const [name, value] = headers(role).cookie!.split(';')[0]!.split('=')
  const context = await browser.newContext({ baseURL: web.house.url, locale: 'fr-FR', reducedMotion: 'reduce' })
  context.setDefaultTimeout(patienceMs)
  await context.addCookies([{ name: name!, value: value!, url: web.house.url }])
  await first.close()
  const page = await context.newPage()
  await page.goto(path)
  return page
}

inBrowser('a colleague is mentioned with the keyboard alone, hears of it, and comes to the comment', async () => {
  const page = await web.open(address('&talk=discussion'))
  const drawer = page.getByRole('dialog', { name: 'Discussion' })
  const field = drawer.getByLabel('Commentaire')
  await field.fill('Est-ce vrai partout, @view')
  await drawer.getByRole('option', { name: 'viewer of Test' }).waitFor()
  assert.deepEqual(await accessibilityFaults(page), [])
  await field.press('Enter')
  await field.pressSequentially('?  <img src=x onerror=alert(1)>')
  await field.press('Control+Enter')
  const thread = drawer.getByRole('article')
  await thread.getByText('<img src=x onerror=alert(1)>').waitFor()
  await thread.getByText('@viewer of Test').waitFor()
  assert.equal(await thread.locator('img').count(), 0)

  const viewer = await openAs('viewer', `/w/${web.house.workspace.key}/maps`)
  await viewer.getByRole('button', { name: /^Pour moi : 1 non lu/ }).click()
  await viewer.getByRole('link', { name: /Claire Vasseur vous mentionne/ }).click()
  await viewer.waitForURL(/comment=cmt_/)
  const heard = viewer.getByRole('dialog', { name: 'Discussion' }).getByRole('article')
  await heard.getByRole('button', { name: 'Répondre' }).click()
  await heard.getByLabel('Réponse').fill('Oui, partout.')
  await heard.getByRole('button', { name: 'Répondre' }).click()
  await heard.getByText('Oui, partout.').waitFor()
  await viewer.getByRole('button', { name: 'Pour moi', exact: true }).waitFor({ state: 'attached' })
  // The first one sees the answer without doing anything, and settles the thread.
  await thread.getByText('Oui, partout.').waitFor()
  await thread.getByRole('button', { name: 'Résoudre' }).click()
  await drawer.getByText('Aucun fil ouvert').waitFor()
  await drawer.getByText('Résolus').click()
  await drawer.getByText(/Résolu par Claire Vasseur/).waitFor()
  await viewer.context().close()
  await page.close()
})

inBrowser('who may not edit suggests other words; the owner reads before and after, and accepts', async () => {
  const viewer = await openAs('viewer', address(`&step=${step}`))
  await viewer.getByRole('button', { name: 'Proposer une modification' }).click()
  const dialog = viewer.getByRole('dialog')
  await dialog.getByLabel('Titre de l’étape').fill('Je tombe sur la marque')
  await dialog.getByLabel('Pourquoi', { exact: false }).fill('Les clients le disent ainsi.')
  assert.deepEqual(await accessibilityFaults(viewer), [])
  await dialog.getByRole('button', { name: 'Proposer', exact: true }).click()
  await viewer.getByRole('article', { name: 'viewer of Test propose' }).waitFor()
  const page = await web.open(address(`&step=${step}&tab=discussion`))
  const card = page.getByRole('article', { name: 'viewer of Test propose' })
  await card.getByText('Je découvre la marque').waitFor()
  await card.getByText('Je tombe sur la marque').waitFor()
  assert.deepEqual(await accessibilityFaults(page), [])
  await card.getByRole('button', { name: 'Accepter' }).click()
  await card.getByText(/Acceptée par Claire Vasseur/).waitFor()
  await page.getByRole('heading', { name: 'Je tombe sur la marque' }).waitFor()
  await viewer.context().close()
  await page.close()
})

inBrowser('a workshop is opened, voted in by a colleague, watched live, and closed into evidence', async () => {
  const page = await web.open(address('&talk=workshop'))
  const drawer = page.getByRole('dialog', { name: 'Atelier' })
  await drawer.getByLabel('Question').fill('Où les clients souffrent-ils ?')
  await drawer.getByRole('button', { name: 'Ouvrir le vote' }).click()
  await drawer.getByText('Personne n’a voté.').waitFor()
  const viewer = await openAs('viewer', address(`&touchpoint=${placement}&tab=discussion`))
  const votes = viewer.getByRole('group', { name: 'Où les clients souffrent-ils ?' })
  await votes.getByRole('button', { name: /^Voter pour / }).click()
  await viewer.getByText(/1 vote, dont 1 de vous · 2 votes restants/).waitFor()
  await drawer.getByText('1 personne a voté').waitFor()
  assert.deepEqual(await accessibilityFaults(page), [])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Clore le vote' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Clore le vote' }).click()
  await page.getByRole('region', { name: 'Vote ouvert' }).waitFor({ state: 'detached' })
  const whole = (await web.house.call(getMap, { params: params() })).answer
  const evidence = whole.library.evidence.find(one => one.method === 'workshop')!
  assert.deepEqual(placementsOf(whole.map).find(one => one.id === placement)!.evidence, [evidence.id])
  await viewer.context().close()
  await page.close()
})

inBrowser('the changes of department between two phases are counted, and a tool shows what rests on it', async () => {
  await edit(
    placementsOf((await web.house.call(getMap, { params: params() })).answer.map).map(one => ({
      op: 'setPlacement' as const,
      placement: one.id,
      set: { presence: 'expected' as const },
    })),
  )
  const page = await web.open(address('&talk=handoffs'))
  const drawer = page.getByRole('dialog', { name: 'Passages de relais entre services' })
  await drawer.getByText(/changements de service de Découverte à Retour/).waitFor()
  await drawer.getByLabel('De la phase').selectOption({ label: 'Achat' })
  await drawer.getByLabel('à la phase').selectOption({ label: 'Réception' })
  await drawer.getByText(/changements? de service de Achat à Réception/).waitFor()
  await drawer.getByRole('rowheader', { name: 'Logistique' }).waitFor()
  assert.deepEqual(await accessibilityFaults(page), [])
  await page.close()
})

inBrowser('a lane is kept for some from the map, and goes from everybody else’s', async () => {
  const page = await web.open(address('&talk=lanes'))
  const drawer = page.getByRole('dialog', { name: 'Qui voit quelle ligne' })
  // The control is drawn over by its track: the keyboard reaches it.
  await drawer.getByRole('switch', { name: 'Pensées, Réservée' }).press('Space')
  await drawer.getByLabel('Qui voit « Pensées »').waitFor()
  assert.deepEqual(await accessibilityFaults(page), [])
  const viewer = await openAs('viewer', address())
  await viewer.getByRole('rowheader', { name: /Étapes/ }).waitFor()
  assert.equal(await viewer.getByText('On m’en a parlé').count(), 0)
  await viewer.context().close()
  await page.close()
})

const looks = [
  [{ language: 'fr', scheme: 'light' }, ['discussion', 'handoffs']],
  [{ language: 'en', scheme: 'dark' }, ['workshop', 'lanes']],
  [{ language: 'en', scheme: 'light', phone: true }, ['discussion', 'impact']],
  [{ language: 'fr', scheme: 'dark', phone: true }, ['workshop', 'handoffs']],
] as const satisfies [Look, string[]][]
for (const [look, panels] of looks) {
  inBrowser(`the talk around a map is read by everybody (${Object.values(look).join(', ')})`, async () => {
    for (const panel of panels) {
      const page = await web.open(address(`&talk=${panel}`), look)
      await page.getByRole('dialog').getByRole('heading').first().waitFor()
      assert.deepEqual(await accessibilityFaults(page), [], panel)
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      )
      assert.equal(wide, false, 'the page itself must not scroll sideways')
      await page.close()
    }
  })
}
