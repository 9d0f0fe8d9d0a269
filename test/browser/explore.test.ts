import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import type { Page } from 'playwright-core'
import * as exploring from '../../src/contract/exploring.ts'
import { followGraph } from '../../src/contract/measuring.ts'
import type { CallOf, ReplyOf, Route } from '../../src/contract/route.ts'
import { periodOf } from '../../src/web/measuring/view.ts'
import { accessibilityFaults, eventually, openWeb, type Web } from './open-web.ts'

let opened: Web | undefined
let web: Web
/** A key that is told what members are: nothing of too few customers. */
let reader: string
const lamp = 'map-buy-a-lamp'
const hostile = '<img src=x onerror=alert(1)>'
const address = (search: Record<string, unknown>) =>
  `/w/${web.house.workspace.key}/explore?${new URLSearchParams(
    Object.entries(search).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  )}`

before(async () => {
  opened = await openWeb({ customers: 600 })
  if (!opened) return
  web = opened
  const key = await web.house.createKey('secret')
  reader = key
  const lived = (event: string, customer: number, minutesAgo: number) => ({
    type: 'track',
    event,
    userId: `hostile-${customer}`,
    messageId: `hostile-${customer} ${event}`,
    timestamp: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
  })
  const messages = Array.from({ length: 60 }, (_, one) => [lived(hostile, one, 90), lived('=1+1', one, 60)]).flat()
  assert.equal((await web.house.send(key, messages)).status, 200)
  await web.house.settle()
})
after(() => opened?.[Symbol.asyncDispose]())

function inBrowser(name: string, act: () => Promise<void> | void): void {
  test(name, context => (opened ? act() : context.skip('no Chromium on this machine')))
}

/** The same question, asked of the API for the period that the page shows. */
async function ask<R extends Route>(
  route: R,
  query: Record<string, unknown>,
  params?: Record<string, string>,
): Promise<ReplyOf<R>> {
  const period = periodOf({}, web.house.installation.now(), web.house.workspace.timeZone)
  const input = { query: { ...period, ...query }, ...(params ? { params } : {}) }
  const { status, answer } = await web.house.call(route, input as unknown as Partial<CallOf<R>>, {
    authorization: `Bearer ${reader}`,
  })
  assert.equal(status, 200, JSON.stringify(answer))
  return answer
}

const numberIn = (text: string | null) => Number((text ?? '').replace(/[^\d.-]/g, ''))
/** The figures of one column of a table's body, from the left. */
async function column(page: Page, label: string, at: number): Promise<number[]> {
  const cells = page.getByRole('region', { name: label }).locator(`tbody tr > :nth-child(${at})`)
  await cells.first().waitFor()
  return (await cells.allTextContents()).map(numberIn)
}

const steps = [['Product Viewed'], ['Product Added', 'Store Visited'], ['Order Completed']]
/** Each question as its address asks it, and words that show that it is answered: French, English. */
const tabs: readonly (readonly [string, Record<string, unknown>, string, string])[] = [
  ['the graph', { map: lamp }, 'Ce qui suit quoi', 'What follows what'],
  ['variants', { question: 'variants', map: lamp }, 'Couvert jusqu’ici', 'Covered so far'],
  ['paths', { question: 'paths', map: lamp }, 'Étape par étape', 'Step by step'],
  ['a funnel', { question: 'funnel', steps, trait: 'persona' }, 'S’arrêtent ici', 'Stop here'],
  ['an empty funnel', { question: 'funnel', map: lamp }, 'Les phases de la carte', 'The phases of the map'],
  ['retention', { question: 'retention' }, 'Moyenne', 'Average'],
  ['conformance', { question: 'conformance', map: lamp }, 'En quoi ils diffèrent', 'How they differ'],
]
for (const [name, search, fr, en] of tabs) {
  inBrowser(`${name} is read by everybody, in two languages, on a desk and on a phone in the dark`, async () => {
    for (const [language, look] of [
      ['fr', {}],
      ['en', { scheme: 'dark', phone: true }],
    ] as const) {
      const page = await web.open(address(search), { language, ...look })
      await page
        .getByText(language === 'fr' ? fr : en)
        .first()
        .waitFor()
      assert.deepEqual(await accessibilityFaults(page), [])
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      )
      assert.equal(wide, false, 'the page itself must not scroll sideways')
      await page.close()
    }
  })
}

inBrowser('the variants on the screen are those of the API, and their shares sum to a hundred', async () => {
  const told = await ask(exploring.askVariants, { map: lamp, limit: 25 })
  const page = await web.open(address({ question: 'variants', map: lamp }), { language: 'en' })
  const cases = await column(page, 'Variants', 3)
  assert.deepEqual(cases, [...told.rows.map(row => row.cases), told.other.cases])
  assert.equal(
    cases.reduce((sum, one) => sum + one, 0),
    told.cases,
  )
  const shares = await column(page, 'Variants', 4)
  assert.equal(Math.round(shares.reduce((sum, one) => sum + one, 0) * 10), 1000)
  await page.close()
})

inBrowser('a variant is kept apart by a click, and the address keeps it so for a colleague', async () => {
  const page = await web.open(address({ question: 'variants', map: lamp }), { language: 'en' })
  const second = page.getByRole('region', { name: 'Variants' }).getByRole('button').nth(1)
  await second.click()
  await page.waitForURL(/variant=v\d+/)
  assert.equal(
    await eventually(
      () => second.getAttribute('aria-pressed'),
      pressed => pressed === 'true',
    ),
    'true',
  )
  const words = await second.textContent()
  const colleague = await web.open(page.url().replace(web.house.url, ''), { language: 'fr' })
  const kept = colleague.locator('tr[data-chosen]')
  await kept.waitFor()
  assert.equal(await kept.count(), 1)
  assert.equal((await kept.locator('td').first().textContent())?.trim(), '2')
  await second.click()
  await page.waitForURL(url => !url.search.includes('variant='))
  assert.ok(words)
  await page.close()
  await colleague.close()
})

inBrowser('the graph tells all that is lived: what is drawn, and the others, sum to every visit', async () => {
  const told = await ask(followGraph, { activities: 12 })
  const page = await web.open(address({}), { language: 'en' })
  const times = await column(page, 'What follows what', 3)
  assert.equal(
    times.reduce((sum, one) => sum + one, 0),
    told.events + told.cases,
  )
  assert.equal(await page.locator('svg g[class*=box]').count(), told.activities.length + 2)
  await page.getByText(/\d+ rarer activities are passed over \(\d+ visits\)/).waitFor()
  await page.close()
})

inBrowser('fewer paths leave every activity in its place, on a way from the beginning to the end', async () => {
  const page = await web.open(address({}), { language: 'en' })
  const places = () =>
    page
      .locator('svg g[class*=box]')
      .evaluateAll(boxes => boxes.map(box => `${box.querySelector('title')?.textContent} ${box.getAttribute('style')}`))
  await page.locator('svg g[class*=box]').first().waitFor()
  const [before, paths] = [await places(), await page.locator('svg g[class*=flow]').count()]
  const slider = page.getByRole('slider', { name: /^Paths/ })
  await slider.focus()
  for (let press = 0; press < 4; press++) await page.keyboard.press('ArrowLeft')
  await page.waitForURL(/drawn=20/)
  await page.waitForFunction(many => document.querySelectorAll('svg g[class*=flow]').length < many, paths)
  assert.deepEqual(await places(), before)
  const again = await web.open(page.url().replace(web.house.url, ''), { language: 'en' })
  await again.locator('svg g[class*=box]').first().waitFor()
  assert.equal(await again.locator('svg g[class*=flow]').count(), await page.locator('svg g[class*=flow]').count())
  assert.deepEqual(
    await again
      .locator('svg g[class*=box]')
      .evaluateAll(boxes =>
        boxes.map(box => `${box.querySelector('title')?.textContent} ${box.getAttribute('style')}`),
      ),
    before,
  )
  await page.close()
  await again.close()
})

inBrowser('a path kept apart with the keyboard opens exactly the journeys that take it', async () => {
  const told = await ask(followGraph, { activities: 12 })
  const strongest = told.follows[0]!
  const page = await web.open(address({}), { language: 'en' })
  const keep = page.getByRole('button', { name: `Keep apart: ${strongest.from} → ${strongest.to}`, exact: true })
  await keep.focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/apart=/)
  await page.getByRole('button', { name: 'Open the journeys behind' }).click()
  await page.getByRole('dialog').getByText(`${strongest.cases} journeys, counted by this very list.`).waitFor()
  assert.deepEqual(await accessibilityFaults(page), [])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Look only at these journeys' }).click()
  await page.waitForURL(/follower=/)
  await page.getByText(new RegExp(`^${strongest.cases} journeys of `)).waitFor()
  await page.close()
})

inBrowser(
  'every question is held against another period or other customers, and says in a sentence what that means',
  async () => {
    const against = 'cohort persona:student'
    for (const [question, search] of [
      ['graph', {}],
      ['variants', {}],
      ['paths', {}],
      ['funnel', { steps }],
      ['retention', {}],
      ['conformance', { map: lamp }],
    ] as const) {
      for (const other of ['before', against]) {
        const page = await web.open(address({ question, against: other, ...search }), { language: 'en' })
        await page
          .getByText(
            /figures? (was|were) compared|by more than chance would make|nothing can be compared|nothing to compare/,
          )
          .first()
          .waitFor()
        if (other === against && question === 'graph') assert.deepEqual(await accessibilityFaults(page), [])
        await page.close()
      }
    }
  },
)

inBrowser('filters that leave nothing say which of them does, and go back by a click', async () => {
  const page = await web.open(address({ first: 'Order Completed', last: 'Product Viewed', channel: 'locker' }), {
    language: 'en',
  })
  await page.getByText('No journey is left by these filters').waitFor()
  assert.equal(await page.getByRole('button', { name: /^Without/ }).count(), 3)
  assert.deepEqual(await accessibilityFaults(page), [])
  await page.getByRole('button', { name: /^Without “locker”/ }).click()
  await page.waitForURL(url => !url.search.includes('channel='))
  await page.close()
})

inBrowser('a filter chosen on one question narrows the next one, and is saved as a view for a colleague', async () => {
  const filter = { follower: JSON.stringify([['Product Viewed', '>>', 'Order Completed']]) }
  const told = await ask(exploring.askVariants, { ...filter, limit: 25 })
  const page = await web.open(address({}), { language: 'en' })
  await page.getByRole('button', { name: 'More filters' }).click()
  const form = page.getByRole('dialog', { name: 'More filters' })
  for (const [label, choice] of [
    ['First activity', 'Product Viewed'],
    ['Then', 'Order Completed'],
  ] as const) {
    await form.getByRole('combobox', { name: label, exact: true }).fill(choice)
    await page.getByRole('option', { name: choice, exact: true }).locator('visible=true').click()
  }
  await form.getByRole('combobox', { name: 'How it follows' }).selectOption('>>')
  assert.deepEqual(await accessibilityFaults(page), [])
  await form.getByRole('button', { name: 'Use these filters' }).click()
  await page.waitForURL(/follower=/)
  await page.getByRole('tab', { name: 'Variants' }).click()
  await page.getByText(new RegExp(`^${told.cases} journeys in ${told.variants} different orders`)).waitFor()
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('textbox', { name: 'Name of the view' }).fill('Those who buy')
  await page.getByRole('button', { name: 'Save this view' }).click()
  await page.getByText('“Those who buy” is saved for everybody.').waitFor()
  const colleague = await web.open(address({}), { language: 'en' })
  await colleague.getByRole('button', { name: 'Views' }).click()
  await colleague.getByRole('button', { name: 'Those who buy', exact: true }).click()
  await colleague.getByText(new RegExp(`^${told.cases} journeys in ${told.variants} different orders`)).waitFor()
  await colleague.getByRole('button', { name: 'Views' }).click()
  await colleague.getByRole('button', { name: 'Remove the view “Those who buy”' }).click()
  await colleague.getByRole('button', { name: 'Bring it back' }).click()
  await colleague.getByRole('button', { name: 'Views' }).click()
  await colleague.getByRole('button', { name: 'Those who buy', exact: true }).waitFor()
  await page.getByRole('button', { name: /^Remove the filter: Product Viewed/ }).click()
  await page.waitForURL(url => !url.search.includes('follower='))
  await page.close()
  await colleague.close()
})

inBrowser('the graph is taken as a picture of lines or of points, whole and by itself', async () => {
  const page = await web.open(address({}), { language: 'en' })
  await page.locator('svg g[class*=box]').first().waitFor()
  for (const [button, name, begins] of [
    ['Take the picture (SVG)', 'graph.svg', '<svg'],
    ['Take the picture (PNG)', 'graph.png', '\u0089PNG'],
  ] as const) {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: button }).click(),
    ])
    assert.equal(file.suggestedFilename(), name)
    const parts: Buffer[] = []
    for await (const part of await file.createReadStream()) parts.push(part as Buffer)
    const content = Buffer.concat(parts)
    assert.ok(content.toString('latin1').startsWith(begins))
    assert.ok(content.length > 4000)
    if (name === 'graph.svg') assert.doesNotMatch(content.toString('utf8'), /class=|var\(|style=/)
  }
  // What is a table with bars is drawn as it stands on the page.
  await page.getByRole('tab', { name: 'Variants' }).click()
  await page
    .getByRole('cell', { name: 'Others' })
    .or(page.getByRole('rowheader', { name: 'Total' }))
    .first()
    .waitFor()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Take the picture (SVG)' }).click(),
  ])
  assert.equal(file.suggestedFilename(), 'variants.svg')
  const parts: Buffer[] = []
  for await (const part of await file.createReadStream()) parts.push(part as Buffer)
  const drawn = Buffer.concat(parts).toString('utf8')
  assert.match(drawn, />Product Viewed</)
  assert.match(drawn, />100\.0%</)
  assert.doesNotMatch(drawn, /class=|var\(|style=/)
  await page.close()
})

inBrowser('every column of the paths holds all the journeys, as the API counts them', async () => {
  const told = await ask(exploring.askPaths, { start: 'Product Viewed', direction: 'before', depth: 4, top: 3 })
  const search = { question: 'paths', start: 'Product Viewed', direction: 'before', depth: 4, top: 3 }
  const page = await web.open(address(search), { language: 'en' })
  const bodies = page.getByRole('region', { name: 'Step by step' }).locator('tbody')
  await bodies.first().waitFor()
  assert.equal(await bodies.count(), told.columns.length)
  for (const [index, { entries }] of told.columns.entries()) {
    const figures = (await bodies.nth(index).locator('tr > :nth-child(3)').allTextContents()).map(numberIn)
    assert.deepEqual(
      figures.slice(0, entries.length),
      entries.map(entry => entry.cases),
    )
    const whole = figures.slice(0, -1).reduce((sum, one) => sum + one, 0)
    assert.deepEqual([whole, figures.at(-1)], [told.anchored, told.anchored])
  }
  await page.getByRole('button', { name: 'Keep this flow: Product Viewed' }).first().click()
  await page.waitForURL(/flow=/)
  const colleague = await web.open(page.url().replace(web.house.url, ''), { language: 'en' })
  await colleague.getByText(/Product Viewed, step 1: .* journeys/).waitFor()
  await page.close()
  await colleague.close()
})

inBrowser('a funnel is begun from the phases, changed by buttons, and counts what the API counts', async () => {
  const page = await web.open(address({ question: 'funnel', map: lamp }), { language: 'en' })
  await page.getByRole('button', { name: 'The phases of the map' }).click()
  await page.waitForURL(/steps=/)
  await page.getByRole('button', { name: 'Remove step 1' }).click()
  await page.getByRole('button', { name: 'Move step 2 up' }).click()
  await page.getByRole('combobox', { name: 'All within' }).selectOption('P30D')
  await page.waitForURL(/within=P30D/)
  const asked = new URL(page.url()).searchParams.get('steps') ?? ''
  const told = await ask(exploring.askFunnel, { map: lamp, steps: asked, within: 'P30D' })
  const amounts = told.steps.map(step => step.amount)
  const shown = await eventually(
    async () => (await column(page, 'Funnel', 2)).map((one, at) => (amounts[at] === null ? null : one)),
    figures => isDeepStrictEqual(figures, amounts),
  )
  assert.deepEqual(shown, amounts)
  const colleague = await web.open(page.url().replace(web.house.url, ''), { language: 'en' })
  assert.deepEqual(await column(colleague, 'Funnel', 2), await column(page, 'Funnel', 2))
  await page.close()
  await colleague.close()
})

inBrowser('cohorts on the screen are those of the API', async () => {
  const told = await ask(exploring.askRetention, { unit: 'month', start: 'Order Completed', periods: 12 })
  const page = await web.open(address({ question: 'retention', unit: 'month', start: 'Order Completed' }), {
    language: 'en',
  })
  assert.deepEqual(
    await column(page, 'Cohorts', 2),
    told.cohorts.map(cohort => cohort.size),
  )
  await page.close()
})

inBrowser('a deviation opens exactly the journeys that it counts', async () => {
  const told = await ask(exploring.askConformance, {}, { map: lamp })
  const { cases } = told.deviations.find(one => one.kind === 'skipped')!
  const page = await web.open(address({ question: 'conformance', map: lamp }), { language: 'en' })
  await page.getByRole('button', { name: 'Open the journeys behind: Skipped' }).first().click()
  const list = page.getByRole('dialog')
  await list.getByText(`${cases} journeys, counted by this very list.`).waitFor()
  assert.ok((await list.getByRole('link').count()) > 0)
  assert.deepEqual(await accessibilityFaults(page), [])
  await page.close()
})

inBrowser('the name of an event that would be a tag is read as the words that it is', async () => {
  for (const question of ['graph', 'variants', 'paths']) {
    const page = await web.open(
      address({ question, looked: 60, ...(question === 'paths' ? { start: hostile } : {}) }),
      {
        language: 'en',
      },
    )
    await page.getByText(hostile).locator('visible=true').first().waitFor()
    assert.equal(await page.locator('img[onerror]').count(), 0)
    await page.close()
  }
})

inBrowser('a table is taken as a file in which no cell is a formula', async () => {
  const page = await web.open(address({ question: 'paths', start: hostile }), { language: 'en' })
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Take the table (CSV)' }).click(),
  ])
  const parts: Buffer[] = []
  for await (const part of await file.createReadStream()) parts.push(part as Buffer)
  const text = Buffer.concat(parts).toString('utf8')
  assert.equal(file.suggestedFilename(), 'paths.csv')
  assert.match(text, /,'=1\+1,/)
  assert.doesNotMatch(text, /(^|,)"?=/m)
  await page.close()
})

inBrowser('a period without journeys, and an activity that nobody sent, are said in a sentence', async () => {
  for (const question of ['variants', 'paths', 'retention']) {
    const page = await web.open(address({ question, from: '2001-01-01', to: '2001-02-01' }), { language: 'en' })
    await page.getByText('No lived journey in this period').waitFor()
    await page.close()
  }
  const page = await web.open(address({ question: 'paths', start: 'Never Sent' }), { language: 'en' })
  await page.getByRole('alert').getByRole('button', { name: 'Try again' }).waitFor()
  await page.close()
})

inBrowser('no page of these made the browser complain, but for what was asked and is not there', () =>
  assert.deepEqual(
    web.complaints.filter(one => !/404/.test(one)),
    [],
  ),
)
