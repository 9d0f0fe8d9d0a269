import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { accessibilityFaults, openWeb, owner, patienceMs, type Web } from './open-web.ts'

let opened: Web | undefined
let web: Web
const at = (path: string) => `/w/${web.house.workspace.key}${path}`

before(async () => {
  opened = await openWeb({ customers: 250 })
  if (!opened) return
  web = opened
  const key = await web.house.createKey('write')
  await web.house.send(
    key,
    Array.from({ length: 8 }, (_, visitor) => sampleOf(`visitor-${visitor}`)),
  )
  await web.house.settle()
})
after(() => opened?.[Symbol.asyncDispose]())

/** A view of a page whose picture is clicked in fury. */
function sampleOf(visitor: string): object {
  return {
    type: 'track',
    event: '$page_sample',
    messageId: visitor,
    anonymousId: visitor,
    timestamp: new Date().toISOString(),
    context: { consent: { mode: 'opt-in', categoryPreferences: { measurement: true } } },
    properties: {
      ...{ view: randomUUID(), part: 0, template: '/panier', viewport: 'wide', height: 1700, reach: 600 },
      elements: [
        ['main', 40, 80, 920, 1400],
        ['#picture', 60, 160, 430, 420],
      ],
      clicks: [
        [1, 500, 500, 0, 3],
        [1, 500, 500, 2, 1],
      ],
      bands: Array.from({ length: 20 }, (_, band) => Math.max(0, 12 - band) * 500),
    },
  }
}

function inBrowser(name: string, act: () => Promise<void> | void): void {
  test(name, context => (opened ? act() : context.skip('no Chromium on this machine')))
}

/** Each page, and words that show that it is drawn: French, English. */
const pages: readonly (readonly [string, string, string])[] = [
  ['/maps', 'J’achète une lampe', 'I buy a lamp'],
  ['/explore', 'Ce qui suit quoi', 'What follows what'],
  ['/contacts', 'Par motif', 'By reason'],
  ['/contacts?ask=selfService&through=Product%20Viewed&sample=90', 'Ce qui est compté', 'What is counted'],
  ['/contacts?ask=channels', 'D’un canal à l’autre', 'From one channel to another'],
  ['/contacts?ask=flow', 'Où les parcours trébuchent', 'Where journeys stumble'],
  ['/contacts?ask=spectrum', 'La même chose en tableau', 'The same as a table'],
  ['/explain', 'décident de la suite', 'decide what customers do next'],
  ['/explain?about=trend&against=before', 'chiffre', 'figure'],
  ['/heatmaps', 'Éléments cliqués', 'Elements clicked'],
  ['/touchpoints/tch-home-delivery', 'Ce qui est voulu, et l’écart', 'What is wanted, and the gap'],
  ['/segments', 'Aucun segment pour l’instant', 'No segment yet'],
  ['/customers', 'Vus en dernier', 'Seen last'],
  ['/sources', 'Clés', 'Keys'],
  ['/sources?tab=live', 'Les événements à leur arrivée', 'Events as they arrive'],
  ['/sources?tab=quarantine', 'Événements refusés', 'Refused events'],
  ['/sources?tab=imports', 'Choisir un fichier', 'Choose a file'],
  ['/settings', 'Votre profil', 'Your profile'],
]
for (const [path, fr, en] of pages) {
  inBrowser(`${path} is read by everybody, in French on a desk and in English on a phone in the dark`, async () => {
    for (const [look, words] of [
      [{ language: 'fr' }, fr],
      [{ language: 'en', scheme: 'dark', phone: true }, en],
    ] as const) {
      const page = await web.open(at(path), look)
      await page.getByText(words).first().waitFor()
      assert.deepEqual(await accessibilityFaults(page), [])
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      )
      assert.equal(wide, false, 'the page itself must not scroll sideways')
      await page.close()
    }
  })
}

/** Those whose name is known: of a visitor who was only seen on a page, nothing is told but that. */
const namedCustomers = (page: Page) =>
  page.getByRole('main').getByRole('table').getByRole('link').filter({ hasNotText: '…' })

inBrowser('a visitor who was only seen on pages has nothing to tell, and the page says so', async () => {
  const page = await web.open(at('/customers'))
  await page.getByRole('main').getByRole('table').getByRole('link', { name: '…' }).first().click()
  await page.getByText('Aucun événement n’est connu').waitFor()
  await page.close()
})

inBrowser('a customer is found by an identifier, which stays out of the address', async () => {
  const page = await web.open(at('/customers'))
  const first = namedCustomers(page).first()
  const name = await first.textContent()
  await first.click()
  await page.getByRole('heading', { level: 1, name: name ?? '' }).waitFor()
  await page.getByRole('region', { name: 'Fil' }).waitFor()
  assert.deepEqual(await accessibilityFaults(page), [])
  await page.goBack()
  await page.getByRole('textbox', { name: 'Identifiant' }).fill('nobody@nowhere.example')
  await page.getByRole('button', { name: 'Chercher', exact: true }).click()
  await page.getByText('Personne n’a cet identifiant').waitFor()
  assert.doesNotMatch(page.url(), /nobody/)
  await page.close()
})

inBrowser('the timeline and the list of a customer hold the same events', async () => {
  const page = await web.open(at('/customers'), { language: 'en' })
  await namedCustomers(page).first().click()
  await page.getByText('List', { exact: true }).click()
  const rows = page.getByRole('main').getByRole('row')
  await rows.nth(1).waitFor()
  await rows.nth(1).getByRole('button').click()
  await page.getByRole('tab', { name: 'Event', selected: true }).waitFor()
  await page.close()
})

inBrowser('a new source has a key that brings events in, seen live', async () => {
  const page = await web.open(at('/sources'), { language: 'en' })
  await page.getByRole('button', { name: 'New source' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Tills')
  await page.getByRole('combobox', { name: 'Channel' }).selectOption('till')
  await page.getByRole('button', { name: 'Create the source' }).click()
  const card = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Tills' }) })
  const key = (await card.locator('code').first().textContent()) ?? ''
  await page.getByRole('tab', { name: 'Live' }).click()
  const answer = await web.house.send(key, [
    {
      type: 'track',
      event: 'Lamp Carried Home',
      userId: 'u-1',
      messageId: 'carried-1',
      timestamp: new Date().toISOString(),
    },
  ])
  assert.equal(answer.status, 200)
  await page.getByRole('cell', { name: 'Lamp Carried Home' }).waitFor()
  await page.close()
})

inBrowser('a refused event says why, is corrected, and is taken', async () => {
  const key = await web.house.createKey('write', 'Careless')
  await web.house.send(key, [
    { type: 'track', userId: 'u-2', messageId: 'nameless-1', timestamp: new Date().toISOString() },
  ])
  const page = await web.open(at('/sources?tab=quarantine'), { language: 'en' })
  const card = page.getByRole('article').first()
  await card.getByRole('button', { name: 'Correct' }).click()
  const message = card.getByRole('textbox', { name: 'The message as it came' })
  const told = JSON.parse(await message.inputValue())
  await message.fill(JSON.stringify({ ...told, event: 'Lamp Named' }))
  await card.getByRole('button', { name: 'Send again' }).click()
  await page.getByText('The event was accepted.').waitFor()
  await page.close()
})

inBrowser('a French file is shown before it is read: a broken line is told, the others come in', async () => {
  const page = await web.open(at('/sources?tab=imports'))
  await page.locator('input[type=file]').setInputFiles({
    name: 'commandes.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      'date;client;n_commande;statut\n05/01/2026 10:12;C-01;4812;Expédiée\n31/02/2026 09:00;C-02;4813;Livrée\n',
      'latin1',
    ),
  })
  await page.getByText('Comment commandes.csv sera lu').waitFor()
  await page.getByText('« 31/02/2026 09:00 »').waitFor()
  await page.getByRole('combobox', { name: /statut/ }).selectOption('event')
  await page.getByRole('cell', { name: 'Expédiée', exact: true }).waitFor()
  assert.deepEqual(await accessibilityFaults(page), [])
  await page.getByRole('button', { name: 'Importer' }).click()
  await page.getByText('1 acceptés, 0 déjà vus, 1 rejetés').waitFor()
  await page.getByRole('link', { name: 'Lignes rejetées (CSV)' }).waitFor()
  await page.close()
})

inBrowser(
  'opening hours are said once in the settings, and durations count by them where they are switched on',
  async () => {
    const page = await web.open(at('/settings#opening-hours'), { language: 'en' })
    const part = page.getByRole('region', { name: 'Opening hours' })
    await part.getByRole('button', { name: 'Service: weekdays, 9–18' }).click()
    await part.getByRole('button', { name: 'On Saturday, the same hours as on the day before' }).press('Enter')
    await part.getByLabel('Saturday, closing 1').fill('12:30')
    await part.getByText('Add many').click()
    await part.getByLabel('Days, one a line').fill('24/12/2026 Stock-taking\nsome day')
    await part.getByRole('button', { name: 'Add these days' }).click()
    await part.getByText('1 line says no day and was left:').waitFor()
    assert.equal(await part.getByLabel('Days, one a line').inputValue(), 'some day')
    await part.getByText('Sat 09:00–12:30').waitFor()
    assert.deepEqual(await accessibilityFaults(page), [])
    await part.getByRole('button', { name: 'Save the opening hours' }).click()
    await part.getByRole('button', { name: 'Remove the opening hours' }).waitFor()
    await page.goto(at('/contacts?ask=flow'))
    await page.getByRole('switch', { name: 'Count opening hours only' }).press('Space')
    await page.getByText('Times are those of the opening hours “Customer service”').waitFor()
    assert.equal(new URL(page.url()).searchParams.get('clock'), 'open')
    await page.getByRole('button', { name: 'Customer service' }).focus()
    await page.getByRole('tooltip').getByText('Mon – Fri 09:00–18:00; Sat 09:00–12:30.').waitFor()
    await page.close()
  },
)

inBrowser('a choice of journeys reaches contacts and pages, and what cannot apply there is said', async () => {
  const page = await web.open(at('/contacts?channel=web'), { language: 'en' })
  await page.getByRole('button', { name: 'More filters' }).click()
  await page.getByRole('textbox', { name: 'at least' }).fill('1')
  await page.getByRole('button', { name: 'Use these filters' }).click()
  await page.getByText('only contacts made during one of them count').waitFor()
  await page.getByRole('button', { name: 'Remove the filter: at least 1 d' }).waitFor()
  const { search } = new URL(page.url())
  await page.goto(at(`/heatmaps${search}`))
  await page.getByText('only views during one of them count').waitFor()
  await page.getByText('The channels that were chosen elsewhere change nothing here').waitFor()
  await page.close()
})

inBrowser('an invited colleague joins with the role that was given', async () => {
  const page = await web.open(at('/settings'), { language: 'en' })
  await page.getByRole('textbox', { name: 'E-mail address' }).last().fill('hugo@lumen.example')
  await page.getByRole('combobox', { name: 'Role', exact: true }).selectOption('viewer')
  await page.getByRole('button', { name: 'Invite' }).click()
  const link = (await page.getByRole('alert').locator('code').textContent()) ?? ''
  const guest = await page.context().browser()!.newContext({ locale: 'en-GB' })
  guest.setDefaultTimeout(patienceMs)
  const door = await guest.newPage()
  await door.goto(link.replace(/^https?:\/\/[^/]+/, web.house.url))
  await door.getByRole('textbox', { name: 'Your name' }).fill('Hugo Perrin')
  await door.getByLabel('Password', { exact: true }).fill('a quiet harbour at dawn 7')
  assert.deepEqual(await accessibilityFaults(door), [])
  await door.getByRole('button', { name: 'Join' }).click()
  await door.waitForURL(/\/maps$/)
  await door.getByText('I buy a lamp').first().waitFor()
  assert.equal(await door.getByRole('link', { name: 'Customers' }).count(), 0, 'a viewer is not offered customers')
  await guest.close()
  await page.close()
})

inBrowser('the wrong password is refused in a sentence, the right one leads back to where one was going', async () => {
  const context = await (await web.open('/sign-in', { language: 'en' }))
    .context()
    .browser()!
    .newContext({ locale: 'en-GB' })
  context.setDefaultTimeout(patienceMs)
  const page = await context.newPage()
  await page.goto(`${web.house.url}${at('/explore')}`)
  await page.getByLabel('E-mail address').fill(owner.email)
  await page.getByLabel('Password', { exact: true }).fill('not this one')
  assert.deepEqual(await accessibilityFaults(page), [])
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('The e-mail address or the password is not right.').waitFor()
  await page.getByLabel('Password', { exact: true }).fill(owner.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(/\/explore$/)
  await context.close()
})

inBrowser('the command palette opens with the keyboard, even before it has loaded, and leads anywhere', async () => {
  const page = await web.open(at('/maps'), { language: 'en' })
  // What this first page still asks for must not be taken for the palette of the next.
  await page.goto('about:blank')
  let awaited = false
  await page.route(/\/Palette-[^/]*\.js$/, async route => {
    awaited = true
    await page.getByText('I buy a lamp').first().waitFor()
    await page.keyboard.press('Control+K')
    await route.continue()
  })
  await page.goto(at('/maps'))
  await page.getByRole('dialog').getByRole('textbox').fill('cust')
  assert.ok(awaited)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/customers$/)
  await page.unrouteAll({ behavior: 'wait' })
  await page.close()
})

inBrowser('an empty workspace begins with a template', async () => {
  const page = await web.open(at('/maps'), { language: 'en' })
  await page.getByRole('button', { name: 'New map' }).click()
  await page.getByRole('button', { name: /Start with this: From awareness/ }).click()
  await page.getByRole('grid').waitFor()
  assert.deepEqual(await accessibilityFaults(page), [])
  await page.close()
})

inBrowser('no page of these made the browser complain', () => assert.deepEqual(web.complaints, []))

inBrowser('a segment is written by rule, counted as it is written, and narrows what is explored', async () => {
  const page = await web.open(at('/segments'))
  await page.getByRole('button', { name: 'Nouveau segment par règle' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Nom').fill('Sans commande <b>')
  await dialog.getByRole('button', { name: 'N’a pas vécu' }).click()
  await dialog.getByLabel('Événement').fill('Jamais envoyé')
  await dialog.getByText(/clients sur/).waitFor()
  await dialog.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByRole('heading', { level: 1, name: 'Sans commande <b>' }).waitFor()
  await page.getByRole('heading', { name: 'Ses clients' }).waitFor()
  assert.deepEqual(await accessibilityFaults(page), [])
  await page.getByRole('link', { name: 'Explorer leurs parcours' }).click()
  await page.getByRole('button', { name: 'Sans commande <b>' }).waitFor()
  await page.getByRole('button', { name: 'En faire un segment' }).first().click()
  await page.getByRole('dialog').getByLabel('Nom du segment').fill('Les mêmes')
  await page.getByRole('dialog').getByRole('button', { name: 'Créer le segment' }).click()
  await page.getByRole('button', { name: 'L’ouvrir' }).click()
  await page.getByText('Une liste fixe, tirée de : parcours gardés par des filtres.').waitFor()
  await page.close()
})
