import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as theAtlas from '../../src/contract/atlas.ts'
import * as mapping from '../../src/contract/mapping.ts'
import { stepsOf } from '../../src/vocabulary/map/journey-map.ts'
import { accessibilityFaults, eventually, looks, openWeb, type Web } from './open-web.ts'

let opened: Web | undefined
let web: Web
let buying: mapping.WholeMap
let using: mapping.WholeMap
const at = (path: string) => `/w/${web.house.workspace.key}${path}`

before(async () => {
  opened = await openWeb({ customers: 0 })
  if (!opened) return
  web = opened
  const { call } = web.house
  buying = (await call(mapping.createMap, { body: { from: 'discovery-to-return' } })).answer
  using = (await call(mapping.createMap, { body: { from: 'awareness-to-loyalty' } })).answer
  await call(mapping.publishMap, { params: of(buying), body: { revision: 0, note: 'Relue' } })
  const [step] = stepsOf(buying.map)
  const emotion = { persona: null, valence: -0.4, intensity: 0.5, label: null }
  const title = { fr: 'Je flâne', en: 'I stroll' }
  await call(mapping.editMap, {
    params: of(buying),
    body: {
      revision: 0,
      edits: [
        { op: 'setStep', step: step!.id, set: { title } },
        { op: 'setDeclared', step: step!.id, persona: null, emotion },
      ],
    },
  })
})
after(() => opened?.[Symbol.asyncDispose]())

const of = (whole: mapping.WholeMap) => ({ workspace: web.house.workspace.key, map: whole.map.id })

function inBrowser(name: string, act: () => Promise<void> | void): void {
  test(name, context => (opened ? act() : context.skip('no Chromium on this machine')))
}

for (const [language, scheme, phone] of looks) {
  const where = `${language}, ${scheme}, ${phone ? 'on a phone' : 'on a desk'}`
  inBrowser(`the atlas, the touchpoints, the reviews and a comparison are read by everybody (${where})`, async () => {
    const words = {
      '/maps': language === 'fr' ? 'J’achète et je reçois un produit' : /./,
      '/touchpoints': /./,
      '/reviews': language === 'fr' ? 'Journal des décisions' : 'Decision log',
      [`/compare?map=${buying.map.id}&version=1&with=${buying.map.id}`]:
        language === 'fr' ? 'Côte à côte' : 'Side by side',
    }
    for (const [path, heading] of Object.entries(words)) {
      const page = await web.open(at(path), { language, scheme, phone })
      await page.getByRole('heading', { name: heading }).first().waitFor()
      await page.waitForLoadState('networkidle')
      assert.deepEqual(await accessibilityFaults(page), [], path)
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      )
      assert.equal(wide, false, `${path} must not scroll sideways`)
      await page.close()
    }
  })
}

inBrowser('a journey is placed below another, by choosing and by dragging', async () => {
  const page = await web.open(at('/maps'), { language: 'en' })
  const journeyOf = async (whole: mapping.WholeMap) =>
    (await web.house.call(theAtlas.getAtlas, {})).answer.journeys.find(one => one.journey.id === whole.journey.id)!
      .journey
  const [upper, lower] = [buying.journey.name.en!, using.journey.name.en!]
  await page.getByRole('button', { name: `Actions for the journey ${lower}` }).click()
  await page.getByRole('menuitem', { name: 'Place in the atlas' }).click()
  await page.getByRole('combobox', { name: 'Below the journey' }).click()
  await page.getByRole('option', { name: upper }).click()
  await page.getByRole('combobox', { name: 'Life situation' }).click()
  await page.getByRole('option', { name: 'New life situation' }).click()
  await page.getByRole('textbox', { name: 'New life situation' }).fill('I move house')
  await page.getByRole('button', { name: 'Place it here' }).click()
  await page.getByText(`“${lower}” is placed.`).waitFor()
  assert.equal((await journeyOf(using)).parent, buying.journey.id)
  const situation = page.getByRole('heading', { name: 'I move house' })
  await situation.waitFor()

  const grip = page.getByRole('button', { name: `Drag to another journey or life situation: ${lower}` })
  await grip.dragTo(situation)
  const placed = await eventually(
    () => journeyOf(using),
    journey => journey.parent === null,
  )
  assert.equal(placed.parent, null)
  assert.notEqual(placed.lifeSituation, null)
  await page.close()
})

inBrowser('what is searched stands in the address', async () => {
  const page = await web.open(at('/maps'), { language: 'en' })
  await page.getByRole('textbox', { name: 'Search maps, journeys, owners' }).fill('nothing like it')
  await page.getByRole('heading', { name: 'No map is like that.' }).waitFor()
  await page.waitForURL(/q=nothing/)
  await page.close()
})

inBrowser(
  'a version is read as it was, and brought back into the draft by one change that undo takes back',
  async () => {
    const page = await web.open(at(`/maps/${buying.map.id}?view=designed`), { language: 'fr' })
    await page.getByRole('columnheader', { name: 'Je flâne' }).waitFor()
    await page.getByRole('button', { name: 'Plus pour cette carte' }).click()
    await page.getByRole('menuitem', { name: 'Versions' }).click()
    await page.getByRole('button', { name: 'Lire' }).click()
    await page.getByText(/Vous lisez la version 1, publiée le/).waitFor()
    await page.waitForURL(/version=1/)
    const then = stepsOf(buying.map)[0]!.title.fr!
    await page.getByRole('columnheader', { name: then }).waitFor()
    assert.equal(await page.getByRole('button', { name: 'Publier' }).count(), 0)

    await page.getByRole('link', { name: 'Aller au brouillon' }).click()
    await page.getByRole('columnheader', { name: 'Je flâne' }).waitFor()
    await page.getByRole('button', { name: 'Plus pour cette carte' }).click()
    await page.getByRole('menuitem', { name: 'Versions' }).click()
    await page.getByRole('button', { name: 'Actions sur la version 1' }).click()
    await page.getByRole('menuitem', { name: 'Remettre dans le brouillon' }).click()
    await page.getByRole('columnheader', { name: then }).waitFor()
    await page
      .getByRole('button', { name: 'Annuler (Ctrl+Z)' })
      .or(page.getByRole('button', { name: 'Annuler' }))
      .first()
      .click()
    await page.getByRole('columnheader', { name: 'Je flâne' }).waitFor()
    await page.close()
  },
)

inBrowser('publishing that is refused brings the reader to the place, scenario 5', async () => {
  const placement = stepsOf(using.map)
    .flatMap(step => step.placements)
    .find(one => one.presence === 'expected')!
  await web.house.call(mapping.editMap, {
    params: of(using),
    body: { revision: 0, edits: [{ op: 'setPlacement', placement: placement.id, set: { raci: [] } }] },
  })
  const page = await web.open(at(`/maps/${using.map.id}?view=designed`), { language: 'fr' })
  await page.getByRole('button', { name: 'Publier' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/exactement un service en répond/).waitFor()
  assert.equal(await dialog.getByRole('button', { name: 'Publier' }).isDisabled(), true)
  await dialog.getByRole('button', { name: 'Montrer' }).first().click()
  await page.waitForURL(url => url.searchParams.get('touchpoint') === placement.id)
  await page.waitForURL(/tab=owners/)
  await page.waitForFunction(() => document.activeElement?.matches('aside [role="tabpanel"] input'))
  await page.close()
})

inBrowser('a review is held, and the map is up to date', async () => {
  const page = await web.open(at('/reviews'), { language: 'en' })
  await page.getByRole('button', { name: 'Hold the review' }).first().click()
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('button', { name: 'Hold the review' }).click()
  await drawer.getByRole('checkbox').first().check()
  await drawer.getByRole('textbox', { name: 'Decision', exact: true }).fill('Place the chat after delivery')
  assert.deepEqual(await accessibilityFaults(page), [])
  await drawer.getByRole('button', { name: 'Keep the review' }).click()
  await drawer.getByText('by Claire Vasseur').waitFor()
  await page.keyboard.press('Escape')
  await page.getByText('Place the chat after delivery').waitFor()
  await page.close()
})

inBrowser('two touchpoints are merged and parted again', async () => {
  const page = await web.open(at('/touchpoints'), { language: 'fr' })
  const [from, into] = using.library.touchpoints
  const names = [from!.name.fr!, into!.name.fr!]
  await page
    .getByRole('button', { name: `Actions sur ${names[0]}`, exact: true })
    .first()
    .click()
  await page.getByRole('menuitem', { name: 'Fusionner avec un autre' }).click()
  await page.getByRole('combobox', { name: 'Avec' }).click()
  await page.getByRole('option', { name: names[1]!, exact: true }).first().click()
  await page.getByRole('button', { name: 'Fusionner', exact: true }).click()
  await page.getByText(`« ${names[0]} » avec « ${names[1]} »`).waitFor()
  await page.getByRole('button', { name: 'Annuler' }).click()
  await page.getByText('annulée').waitFor()
  await page.close()
})

inBrowser('a public page is made, read on a phone without an account, and ended', async () => {
  const page = await web.open(at(`/maps/${buying.map.id}`), { language: 'en' })
  await page.getByRole('button', { name: 'More for this map' }).click()
  await page.getByRole('menuitem', { name: 'Read without an account' }).click()
  await page.getByRole('textbox', { name: 'For whom, or for what' }).fill('The agency')
  await page.getByRole('button', { name: 'Make an address' }).click()
  const address = (await page.locator('pre').filter({ hasText: '/p/' }).textContent())!
  const path = new URL(address).pathname
  for (const language of ['fr', 'en'] as const) {
    for (const scheme of ['light', 'dark'] as const) {
      const guest = await web.open(path, { language, scheme, phone: true })
      await guest.getByRole('heading', { level: 1 }).waitFor()
      assert.equal(await guest.locator('script').count(), 0)
      assert.deepEqual(await accessibilityFaults(guest), [])
      const wide = await guest.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      )
      assert.equal(wide, false)
      await guest.close()
    }
  }
  await page.getByRole('button', { name: 'End it' }).click()
  await page.getByText(/ended on/).waitFor()
  const gone = await web.open(path, { language: 'en' })
  await gone.getByRole('heading', { name: 'This page is not, or no longer, open' }).waitFor()
  await page.close()
  await gone.close()
})

inBrowser('no page complained of anything', () => {
  // A page that is gone says so by its status, which a browser tells in its console.
  assert.deepEqual(
    web.complaints.filter(one => !/404/.test(one)),
    [],
  )
})
