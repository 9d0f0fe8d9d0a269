import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { createMap, getMap, importMap } from '../../src/contract/mapping.ts'
import { type JourneyMap, placementsOf, stepsOf } from '../../src/vocabulary/map/journey-map.ts'
import { accessibilityFaults, eventually, type Look, openWeb, type Web } from './open-web.ts'

let opened: Web | undefined
let web: Web

before(async () => {
  opened = await openWeb({ customers: 300 })
  if (opened) web = opened
})
after(() => opened?.[Symbol.asyncDispose]())

/** The pages of a test are closed with it: each holds a line to the server, and a browser keeps few of them. */
const pages: Page[] = []

function inBrowser(name: string, act: () => Promise<void> | void): void {
  test(name, async context => {
    if (!opened) return context.skip('no Chromium on this machine')
    try {
      await act()
    } finally {
      for (const page of pages.splice(0)) await page.close()
    }
  })
}

async function open(path: string, look: Look = {}): Promise<Page> {
  const page = await web.open(path, look)
  pages.push(page)
  return page
}

const address = (map: string, rest = 'view=designed') => `/w/${web.house.workspace.key}/maps/${map}?${rest}`

/** A map of two phases with four steps each and six lanes of words, under its own ids. */
async function drawMap(id: string, change: (map: JourneyMap) => void = () => {}): Promise<string> {
  const lanes = ['thought', 'action', 'insight', 'text', 'text', 'opportunity']
  const map = {
    id,
    lanes: [
      { id: `${id}-touch`, type: 'touchpoint' },
      { id: `${id}-feel`, type: 'emotion' },
      ...lanes.map((type, index) => ({ id: `${id}-lane${index}`, type })),
    ],
    phases: ['A', 'B'].map(name => ({
      id: `${id}-${name}`,
      name: { en: `Phase ${name}` },
      steps: [1, 2, 3, 4].map(number => ({ id: `${id}-${name}${number}`, title: { en: `I do ${name}${number}` } })),
    })),
  }
  change(map as unknown as JourneyMap)
  const file = {
    format: 'parcours.map',
    formatVersion: '1.0',
    exportedAt: '2026-01-01T00:00:00Z',
    defaultLocale: 'en',
    journey: { id: `${id}-journey`, name: { en: `The journey ${id}` } },
    map,
    library: {
      touchpoints: [
        { id: `${id}-site`, name: { en: `Website ${id}` }, channels: ['web'] },
        { id: `${id}-shop`, name: { en: `Shop ${id}` }, channels: ['store'] },
      ],
      evidence: [{ id: `${id}-proof`, method: 'interview', date: '2026-01-10', level: 2 }],
    },
    bindings: [],
    measures: { included: false },
  }
  const told = await web.house.call(importMap, { query: { dryRun: 'false' }, body: file })
  assert.equal(told.status, 201, JSON.stringify(told.answer))
  return id
}

const draftOf = async (map: string) =>
  (await web.house.call(getMap, { params: { workspace: web.house.workspace.key, map } })).answer.map

/** Waits until the server has what the page shows. */
async function saved(page: Page): Promise<void> {
  await page
    .getByRole('status')
    .filter({ hasText: /^Saved$/ })
    .waitFor()
}

/** So many cells, and no other number, are selected in the end. */
const selected = (page: Page, holds: (amount: number) => boolean) =>
  eventually(() => page.locator('[role=gridcell][data-selected]').count(), holds)

const cellAt = (page: Page, row: string, column: string) => page.locator(`[data-row="${row}"][data-column="${column}"]`)

/** What a spreadsheet puts on the clipboard, pasted where the focus is. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate(words => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', words)
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    )
  }, text)
}

inBrowser('a whole map is built and published without a mouse', async () => {
  const { answer } = await web.house.call(createMap, { body: { from: 'empty', name: { en: 'I move house' } } })
  const page = await open(address(answer.map.id), { language: 'en' })
  const keys = async (...names: string[]) => {
    for (const name of names) await page.keyboard.press(name)
  }
  await page.getByRole('grid').waitFor()
  // Tab leads into the map, at one cell.
  for (let stop = 0; stop < 40; stop++) {
    await keys('Tab')
    if (await page.evaluate(() => document.activeElement?.hasAttribute('data-row'))) break
  }
  await keys('Control+Home', 'Enter')
  await page.locator('[role=columnheader]:focus').filter({ hasText: 'New phase' }).waitFor()
  await page.keyboard.type('Before the move')
  await keys('Enter', 'ArrowDown', 'F2', 'Control+A')
  await page.keyboard.type('I look for a flat')
  await keys('Enter', 'Control+Shift+ArrowRight')
  const second = page.locator('[role=columnheader]:focus').filter({ hasText: 'New step' })
  await second.waitFor()
  await keys('Enter', 'Control+A')
  await page.keyboard.type('I sign the lease')
  await keys('Control+Enter')
  // T adds a touchpoint to the step, and M marks it.
  await keys('t')
  await page.getByRole('combobox', { name: 'Touchpoint' }).waitFor()
  await page.keyboard.type('Estate agent')
  await page.getByRole('option', { name: /Create/ }).waitFor()
  await keys('ArrowDown', 'Enter')
  await page.getByRole('heading', { name: 'Estate agent' }).waitFor()
  const card = page.getByRole('button', { name: /Estate agent/ }).first()
  await card.waitFor()
  await page.locator('[role=gridcell]:focus').waitFor()
  await keys('m')
  await page.locator('[data-placement]', { hasText: 'hypothesis' }).waitFor()
  // The feeling of the step, as a slider.
  const feel = page.getByRole('slider', { name: /Declared feeling.*I sign the lease/ })
  const lane = await page.getByRole('rowheader', { name: /Emotion/ }).getAttribute('data-row')
  for (let row = 0; row < 8; row++) {
    if ((await page.evaluate(() => document.activeElement?.getAttribute('data-row'))) === lane) break
    await keys('ArrowDown')
  }
  await keys('Enter', '-', '4', '-', 'Escape')
  await page.waitForFunction(() =>
    [...document.querySelectorAll('[role=slider]')].some(one => one.getAttribute('aria-valuenow') === '-0.4'),
  )
  const felt = await eventually(
    () => feel.getAttribute('aria-valuetext'),
    text => text?.includes('−0.4') === true,
  )
  assert.match(felt ?? '', /step 2, −0\.4/)
  await saved(page)
  // Publish stands after the map in the order of Tab, or before it: it is reached by Tab either way.
  await page.keyboard.press('Escape')
  const publish = page.getByRole('button', { name: 'Publish' })
  for (let stop = 0; stop < 60; stop++) {
    if (await publish.evaluate(one => one === document.activeElement)) break
    await keys('Shift+Tab')
  }
  await keys('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  const doIt = dialog.getByRole('button', { name: 'Publish' })
  await doIt.waitFor()
  for (let stop = 0; stop < 12; stop++) {
    if (await doIt.evaluate(one => one === document.activeElement)) break
    await keys('Tab')
  }
  await keys('Enter')
  const map = await eventually(
    () => draftOf(answer.map.id),
    draft => draft.version === 1,
  )
  assert.equal(map.version, 1)
  assert.deepEqual(
    stepsOf(map).map(step => step.title.en),
    ['I look for a flat', 'I sign the lease'],
  )
  assert.equal(map.phases[0]?.name.en, 'Before the move')
  assert.equal(map.momentsOfTruth.length, 1)
  assert.equal(stepsOf(map)[1]?.emotion.declared[0]?.valence, -0.4)
})

inBrowser(
  'a range of six rows and eight columns pasted from a spreadsheet fills the cells; one Ctrl+Z takes it back',
  async () => {
    const id = await drawMap('paste')
    const before = await draftOf(id)
    const page = await open(address(id), { language: 'en' })
    await cellAt(page, 'paste-lane0', 'paste-A1').focus()
    const rows = [1, 2, 3, 4, 5, 6].map(row => [1, 2, 3, 4, 5, 6, 7, 8].map(column => `words ${row}.${column}`))
    rows[0]![0] = '"two\nlines, and ""quotes"""'
    await paste(page, rows.map(row => row.join('\t')).join('\r\n'))
    await cellAt(page, 'paste-lane5', 'paste-B4').filter({ hasText: 'words 6.8' }).waitFor()
    await page.getByText('48 cells were pasted').waitFor({ state: 'attached' })
    await saved(page)
    const after = await draftOf(id)
    assert.equal(stepsOf(after).flatMap(step => step.cells).length, 48)
    assert.equal(stepsOf(after)[0]?.cells[0]?.text?.en, 'two\nlines, and "quotes"')
    await page.keyboard.press('Control+Z')
    await cellAt(page, 'paste-lane5', 'paste-B4').filter({ hasText: 'words 6.8' }).waitFor({ state: 'detached' })
    const back = await eventually(
      () => draftOf(id),
      draft => stepsOf(draft).every(step => step.cells.length === 0),
    )
    assert.deepEqual(back, before)
  },
)

inBrowser('a range that is too large is shown first, and adds the steps that lack', async () => {
  const id = await drawMap('large')
  const page = await open(address(id), { language: 'en' })
  await cellAt(page, 'large-lane5', 'large-B4').focus()
  await paste(page, 'one\ttwo\tthree\nbelow\tthe\tlast')
  const dialog = page.getByRole('dialog', { name: 'Paste this range?' })
  await dialog.getByText('1 row lies below the last lane').waitFor()
  assert.deepEqual(await accessibilityFaults(page), [])
  await dialog.getByLabel('Add the 2 missing steps').waitFor()
  await dialog.getByRole('button', { name: 'Paste' }).click()
  const map = await eventually(
    () => draftOf(id),
    draft => stepsOf(draft).length === 10,
  )
  assert.deepEqual(
    stepsOf(map)
      .slice(7)
      .map(step => step.cells[0]?.text?.en),
    ['one', 'two', 'three'],
  )
})

inBrowser('a range is selected, copied, pasted elsewhere, filled and cleared with keys', async () => {
  const id = await drawMap('range')
  const page = await open(address(id), { language: 'en' })
  await cellAt(page, 'range-lane0', 'range-A1').focus()
  await paste(page, 'a\tb\nc\td')
  await cellAt(page, 'range-lane1', 'range-A2').filter({ hasText: 'd' }).waitFor()
  // What was pasted stays selected.
  assert.equal(await selected(page, amount => amount === 4), 4)
  const copied = await page.evaluate(() => {
    const clipboardData = new DataTransfer()
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }),
    )
    return [clipboardData.getData('text/plain'), clipboardData.getData('text/html')]
  })
  assert.deepEqual(copied, ['a\tb\nc\td', '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>'])
  await cellAt(page, 'range-lane0', 'range-A3').focus()
  await page.keyboard.type('once')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Control+D')
  await cellAt(page, 'range-lane0', 'range-B1').filter({ hasText: 'once' }).waitFor()
  await page.keyboard.press('Delete')
  await cellAt(page, 'range-lane0', 'range-B1').filter({ hasText: 'once' }).waitFor({ state: 'detached' })
  const cleared = await eventually(
    () => draftOf(id),
    draft => stepsOf(draft).flatMap(step => step.cells).length === 4,
  )
  assert.equal(stepsOf(cleared).flatMap(step => step.cells).length, 4)
  await page.keyboard.press('Control+A')
  assert.ok((await selected(page, amount => amount >= 64)) >= 64)
})

inBrowser('taking away a phase with evidence asks, says what goes, and comes back with every id', async () => {
  const id = await drawMap('gone', map => {
    const step = map.phases[0]!.steps[0]!
    Object.assign(step, {
      placements: [{ id: 'gone-p', touchpoint: 'gone-site', evidence: ['gone-proof'] }],
      cells: [{ lane: 'gone-lane0', text: { en: 'It is dark' }, evidence: ['gone-proof'] }],
    })
    Object.assign(map, { momentsOfTruth: [{ placement: 'gone-p' }] })
  })
  const before = await draftOf(id)
  const page = await open(address(id), { language: 'en' })
  await cellAt(page, 'phases', 'gone-A1').focus()
  await page.keyboard.press('Delete')
  const dialog = page.getByRole('dialog', { name: 'Take away “Phase A”?' })
  await dialog.getByText('4 steps, 1 touchpoint, 1 text, 2 pieces of evidence and 1 moment of truth').waitFor()
  assert.deepEqual(await accessibilityFaults(page), [])
  await dialog.getByRole('button', { name: 'Take away' }).click()
  await cellAt(page, 'phases', 'gone-A1').waitFor({ state: 'detached' })
  await saved(page)
  await page.keyboard.press('Control+Z')
  await cellAt(page, 'phases', 'gone-A1').waitFor()
  const back = await eventually(
    () => draftOf(id),
    draft => draft.phases.length === 2,
  )
  assert.deepEqual(back, before)
})

inBrowser('a title that would be a script or a formula is shown as text, and leaves as text', async () => {
  const id = await drawMap('hostile', map => {
    map.phases[0]!.steps[0]!.title = { en: '<script>document.title = "taken"</script>' }
    map.phases[0]!.steps[1]!.title = { en: '=HYPERLINK("https://evil.example","click")' }
    map.phases[0]!.steps[2]!.title = { en: 'javascript:alert(1) https://shop.example/a' }
  })
  const page = await open(address(id), { language: 'en' })
  await page.getByRole('columnheader', { name: '<script>document.title = "taken"</script>' }).waitFor()
  assert.match(
    (await cellAt(page, 'steps', 'hostile-A2').textContent()) ?? '',
    /^=HYPERLINK\("(https:\/\/)?evil\.example/,
  )
  assert.notEqual(await page.title(), 'taken')
  const links = await page
    .getByRole('grid')
    .locator('a')
    .evaluateAll(all => all.map(one => one.getAttribute('href')))
  assert.ok(
    links.every(link => link?.startsWith('https://')),
    String(links),
  )
  await cellAt(page, 'steps', 'hostile-A2').focus()
  const copied = await page.evaluate(() => {
    const clipboardData = new DataTransfer()
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }),
    )
    return clipboardData.getData('text/plain')
  })
  assert.match(copied, /^"?'=HYPERLINK/)
})

inBrowser(
  'a declared feeling is a slider whose value is spoken, and keys that follow each other are one change',
  async () => {
    const id = await drawMap('feel')
    const page = await open(address(id), { language: 'fr' })
    await cellAt(page, 'feel-feel', 'feel-A3').focus()
    await page.keyboard.press('Enter')
    /** The slider that has the focus says this in the end. */
    const says = (attribute: string, words: string) =>
      page.locator(`[role=slider]:focus[${attribute}*="${words}"]`).waitFor()
    await says('aria-label', 'Émotion déclarée, Tous les clients, I do A3')
    await says('aria-valuetext', 'étape 3, rien n’est encore déclaré')
    for (let press = 0; press < 4; press++) await page.keyboard.press('ArrowDown')
    await says('aria-valuetext', 'étape 3, −0,4')
    await page.keyboard.press('PageUp')
    await says('aria-valuetext', 'étape 3, +0,1')
    await page.keyboard.press('7')
    await says('aria-valuenow', '0.7')
    await page.keyboard.press('ArrowRight')
    // On to the next step; what was set before is sent.
    await says('aria-label', 'I do A4')
    await eventually(
      () => draftOf(id),
      draft => stepsOf(draft)[2]?.emotion.declared[0]?.valence === 0.7,
    )
    for (const key of ['ArrowUp', 'ArrowUp', 'ArrowUp', 'Enter']) await page.keyboard.press(key)
    const map = await eventually(
      () => draftOf(id),
      draft => stepsOf(draft)[3]?.emotion.declared[0]?.valence === 0.3,
    )
    assert.equal(stepsOf(map)[3]?.emotion.declared[0]?.valence, 0.3)
    await page.keyboard.press('Control+Z')
    const back = await eventually(
      () => draftOf(id),
      draft => stepsOf(draft)[3]?.emotion.declared.length === 0,
    )
    assert.deepEqual(stepsOf(back)[3]?.emotion.declared, [])
    assert.equal(stepsOf(back)[2]?.emotion.declared[0]?.valence, 0.7)
  },
)

inBrowser('a feeling is dragged with the mouse, by the same change', async () => {
  const id = await drawMap('drag', map => {
    map.phases[0]!.steps[0]!.emotion = {
      declared: [{ persona: null, valence: 0, intensity: 0.5, label: 'stress' }],
      desired: null,
    }
  })
  const page = await open(address(id), { language: 'en' })
  const slider = page.getByRole('slider', { name: /I do A1/ })
  const box = (await slider.boundingBox())!
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x, y - 30, { steps: 4 })
  await page.mouse.up()
  const map = await eventually(
    () => draftOf(id),
    draft => (stepsOf(draft)[0]?.emotion.declared[0]?.valence ?? 0) > 0,
  )
  const said = stepsOf(map)[0]!.emotion.declared[0]!
  assert.ok(said.valence > 0.1, String(said.valence))
  assert.equal(said.label, 'stress')
  await page.keyboard.press('Control+Z')
  const back = await eventually(
    () => draftOf(id),
    draft => stepsOf(draft)[0]?.emotion.declared[0]?.valence === 0,
  )
  assert.equal(stepsOf(back)[0]?.emotion.declared[0]?.valence, 0)
})

inBrowser('cards, steps and lanes are dragged, and “Move to…” does the same', async () => {
  const id = await drawMap('move', map => {
    Object.assign(map.phases[0]!.steps[0]!, {
      placements: [
        { id: 'move-p1', touchpoint: 'move-site' },
        { id: 'move-p2', touchpoint: 'move-shop' },
      ],
    })
  })
  const page = await open(address(id), { language: 'en' })
  const card = page.locator('[data-placement="move-p1"]')
  await card.dragTo(cellAt(page, 'move-touch', 'move-A3'))
  await cellAt(page, 'move-touch', 'move-A3').locator('[data-placement="move-p1"]').waitFor()
  await cellAt(page, 'steps', 'move-A1').dragTo(cellAt(page, 'steps', 'move-B2'), {
    sourcePosition: { x: 5, y: 40 },
    targetPosition: { x: 8, y: 20 },
  })
  const moved = await eventually(
    () => draftOf(id),
    draft => draft.phases[1]?.steps.length === 5,
  )
  assert.deepEqual(
    moved.phases[1]?.steps.map(step => step.id),
    ['move-B1', 'move-A1', 'move-B2', 'move-B3', 'move-B4'],
  )
  // The same by keyboard, from the menu of the card.
  await page.locator('[data-placement="move-p2"]').focus()
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Move to…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Move to…' })
  await dialog.getByRole('combobox', { name: 'To which step?' }).click()
  await page.getByRole('option', { name: 'I do A3' }).click()
  assert.deepEqual(await accessibilityFaults(page), [])
  await dialog.getByRole('button', { name: 'Move', exact: true }).click()
  const both = await eventually(
    () => draftOf(id),
    draft => stepsOf(draft).some(step => step.placements.length === 2),
  )
  assert.deepEqual(
    stepsOf(both)
      .find(step => step.id === 'move-A3')
      ?.placements.map(one => one.id),
    ['move-p1', 'move-p2'],
  )
})

inBrowser('several touchpoints are chosen and changed at once', async () => {
  const id = await drawMap('bulk', map => {
    map.phases[0]!.steps.slice(0, 3).forEach((step, index) => {
      Object.assign(step, { placements: [{ id: `bulk-p${index}`, touchpoint: 'bulk-site' }] })
    })
  })
  const page = await open(address(id), { language: 'en' })
  for (const index of [0, 2]) {
    await page.locator(`[data-placement="bulk-p${index}"]`).click({ modifiers: ['Control'] })
  }
  const bar = page.getByRole('region', { name: 'Chosen touchpoints' })
  await bar.getByText('2 touchpoints').waitFor()
  assert.deepEqual(await accessibilityFaults(page), [])
  await bar.getByRole('combobox', { name: 'Presence' }).click()
  await page.getByRole('option', { name: 'Expected' }).click()
  const map = await eventually(
    () => draftOf(id),
    draft => placementsOf(draft).filter(one => one.presence === 'expected').length === 2,
  )
  assert.deepEqual(
    placementsOf(map).map(one => one.presence),
    ['expected', 'possible', 'expected'],
  )
})

inBrowser('words are found anywhere on the map, in folded phases too', async () => {
  const page = await open(address('map-buy-a-lamp', 'view=designed&fold=pha-reception'), { language: 'en' })
  await page.getByRole('grid').waitFor()
  await page.keyboard.press('Control+F')
  await page.getByRole('textbox', { name: 'Find on this map' }).fill('lamp')
  await page.getByText(/^1 \/ \d+$/).waitFor()
  await page.keyboard.press('Enter')
  await page.getByText(/^2 \/ \d+$/).waitFor()
  const found = page.locator('[data-found="here"]')
  await found.waitFor()
  assert.equal(await found.count(), 1)
  assert.deepEqual(await accessibilityFaults(page), [])
  await page.keyboard.press('Escape')
  await page.locator('[data-found]').first().waitFor({ state: 'detached' })
})

inBrowser('the keys are told, Ctrl+S answers, and zooming to fit shows every step', async () => {
  const page = await open(address('map-buy-a-lamp'), { language: 'en' })
  await page.getByRole('columnheader', { name: 'I pay' }).focus()
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keys of the map' })
  await sheet.getByText('mark a moment of truth').waitFor()
  assert.deepEqual(await accessibilityFaults(page), [])
  await page.keyboard.press('Escape')
  await sheet.waitFor({ state: 'detached' })
  await page.keyboard.press('Control+S')
  // It answers once: two such notes would not be waited for.
  await page.locator('.mantine-Notification-root').filter({ hasText: 'Saved. Every change is kept' }).waitFor()
  await page.keyboard.press('Shift+Digit1')
  await page.waitForURL(/zoom=fit/)
  const fits = await eventually(
    () => page.locator('[data-scroller]').evaluate(one => one.scrollWidth <= one.clientWidth + 1),
    Boolean,
  )
  assert.equal(fits, true, 'the whole map is on the screen')
  await page.keyboard.press('Control+0')
  await page.waitForURL(/zoom=usual/)
})

// Every other view in the other language and the other scheme: what is wrong in one is seldom right in its neighbours.
for (const [at, look] of [
  'view=designed',
  'view=gap',
  'view=designed&both=yes',
  'view=designed&zoom=fit',
  'mode=table',
  'mode=matrix',
  'mode=matrix&by=departments',
  'view=designed&step=stp-pay',
  'view=designed&step=stp-pay&lane=lan-thought',
  'view=designed&phase=pha-purchase',
].entries()) {
  const [language, scheme] = at % 2 === 0 ? (['fr', 'light'] as const) : (['en', 'dark'] as const)
  inBrowser(`every view is read by everybody (${look}, ${language}, ${scheme})`, async () => {
    const page = await open(address('map-buy-a-lamp', look), { language, scheme })
    await page.locator('[role=grid], table').first().waitFor()
    assert.deepEqual(await accessibilityFaults(page), [])
  })
}

inBrowser('the table changes the map by the same edits, and is sorted', async () => {
  const id = await drawMap('table', map => {
    Object.assign(map.phases[0]!.steps[0]!, {
      placements: [
        { id: 'table-p1', touchpoint: 'table-site' },
        { id: 'table-p2', touchpoint: 'table-shop' },
      ],
    })
  })
  const page = await open(address(id, 'mode=table'), { language: 'en' })
  await page.getByRole('button', { name: 'Touchpoint', exact: true }).click()
  const names = await eventually(
    () => page.getByRole('rowheader').allInnerTexts(),
    ([first]) => first === 'Shop table',
  )
  assert.deepEqual(names, ['Shop table', 'Website table'])
  await page.getByRole('combobox', { name: 'Presence, Shop table' }).click()
  await page.getByRole('option', { name: 'Expected' }).click()
  const map = await eventually(
    () => draftOf(id),
    draft => placementsOf(draft).some(one => one.presence === 'expected'),
  )
  assert.equal(placementsOf(map).find(one => one.id === 'table-p2')?.presence, 'expected')
})

inBrowser('the matrix gives a touchpoint a channel and takes it back', async () => {
  const id = await drawMap('matrix', map => {
    Object.assign(map.phases[0]!.steps[0]!, {
      placements: [
        { id: 'matrix-p1', touchpoint: 'matrix-site' },
        { id: 'matrix-p2', touchpoint: 'matrix-shop' },
      ],
    })
  })
  const page = await open(address(id, 'mode=matrix'), { language: 'en' })
  await page.getByRole('button', { name: 'Website matrix, Shop: not used' }).click()
  await page.getByRole('button', { name: 'Website matrix, Shop: used' }).waitFor()
  const map = await eventually(
    () => draftOf(id),
    draft => placementsOf(draft)[0]?.channels.length === 2,
  )
  assert.deepEqual(placementsOf(map)[0]?.channels, ['web', 'store'])
})

inBrowser('evidence is attached to a cell, and what is out of date says so', async () => {
  const id = await drawMap('proof', map => {
    Object.assign(map.phases[0]!.steps[0]!, { cells: [{ lane: 'proof-lane0', text: { en: 'It is dark' } }] })
  })
  const page = await open(address(id, 'view=designed&step=proof-A1&lane=proof-lane0'), { language: 'en' })
  await page.getByRole('button', { name: 'Add evidence' }).click()
  await page.getByRole('textbox', { name: 'What it is' }).fill('Six visits at home')
  await page.getByLabel('Holds until').fill('2020-01-01')
  await page.getByRole('textbox', { name: 'Link' }).fill('javascript:alert(1)')
  await page.getByText('A link starts with https://').waitFor()
  await page.getByRole('textbox', { name: 'Link' }).fill('https://lumen.example/visits')
  assert.deepEqual(await accessibilityFaults(page), [])
  await page.getByRole('button', { name: 'Keep', exact: true }).click()
  await page.getByText('Out of date since 1 Jan 2020').waitFor()
  await cellAt(page, 'proof-lane0', 'proof-A1')
    .getByRole('button', { name: /1 piece of evidence, level 1 of 4 · out of date/ })
    .waitFor()
})

inBrowser('a map of four hundred steps is walked from end to end, drawn only where it is seen', async () => {
  const id = await drawMap('long', map => {
    for (const [index, phase] of map.phases.entries()) {
      Object.assign(phase, {
        steps: Array.from({ length: 100 }, (_, step) => ({
          id: `long-${index}-${step}`,
          title: { en: `I do ${index}.${step}` },
        })),
      })
    }
  })
  const page = await open(address(id), { language: 'en' })
  const grid = page.getByRole('grid')
  await grid.waitFor()
  await page.locator('[role=grid][aria-colcount="201"]').waitFor()
  assert.ok((await page.getByRole('columnheader').count()) < 60)
  await cellAt(page, 'steps', 'long-0-0').focus()
  await page.keyboard.press('End')
  const last = cellAt(page, 'steps', 'long-1-99')
  await last.waitFor()
  await page.waitForFunction(() => document.activeElement?.getAttribute('data-column') === 'long-1-99')
  assert.equal(await last.getAttribute('aria-colindex'), '201')
  await page.keyboard.press('Home')
  await page.waitForFunction(() => document.activeElement?.getAttribute('data-column') === 'titles')
})

inBrowser('no page of these made the browser complain', () => assert.deepEqual(web.complaints, []))
