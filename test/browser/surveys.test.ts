import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createSurvey, publishSurvey, saveSurvey } from '../../src/contract/listening.ts'
import { listSurveyLinks } from '../../src/contract/survey-links.ts'
import { surveyResults } from '../../src/contract/survey-results.ts'
import type { Question, Survey } from '../../src/vocabulary/survey/survey.ts'
import { questionKinds } from '../../src/vocabulary/survey/survey-kinds.ts'
import { ofKind } from '../../src/web/listening/survey-edits.ts'
import { slowDown } from './chromium.ts'
import { accessibilityFaults, looks, openWeb, patienceMs, type Web } from './open-web.ts'

let opened: Web | undefined
let web: Web
before(async () => {
  opened = await openWeb({ customers: 0 })
  if (opened) web = opened
})
after(() => opened?.[Symbol.asyncDispose]())

function inBrowser(name: string, act: () => Promise<void>): void {
  test(name, context => (opened ? act() : context.skip('no Chromium on this machine')))
}

const at = (path: string) => `/w/${web.house.workspace.key}${path}`

/** A survey with a question of every kind, on one page, and the path at which it is answered. */
async function everyKind(): Promise<{ id: string; address: string }> {
  const both = (text: string) => ({ fr: `${text} ?`, en: `${text}?` })
  const named = (kind: string) => (one: { id: string }) => ({ ...one, label: both(`${kind} ${one.id}`) })
  const questions = questionKinds.map((kind): Question => {
    const made = ofKind({ id: kind, kind, text: both(`A ${kind}`) }, kind)
    return {
      ...made,
      help: both('In a few words'),
      ...(made.choices ? { choices: made.choices.map(named(kind)) } : {}),
      ...(made.rows ? { rows: made.rows.map(named(kind)) } : {}),
      ...(kind === 'nps' ? { required: true, lowLabel: both('no'), highLabel: both('yes') } : {}),
    }
  })
  const survey: Survey = {
    languages: ['fr', 'en'],
    title: both('Everything'),
    intro: both('A little of all'),
    pages: [{ id: 'all', questions }],
    endings: [{ id: 'end', title: both('The end') }],
  }
  return publishedAs(survey)
}

/** Publishes a survey, and gives the path at which it is answered. */
async function publishedAs(survey: Survey): Promise<{ id: string; address: string }> {
  const made = (await web.house.call(createSurvey, { body: { template: null } })).answer
  const params = { workspace: web.house.workspace.key, survey: made.id }
  const body = { revision: made.revision, survey, kind: 'test' as const, touchpoint: null }
  const saved = (await web.house.call(saveSurvey, { params, body })).answer
  const told = await web.house.call(publishSurvey, { params, body: { revision: saved.revision } })
  assert.equal(told.status, 200, JSON.stringify(told.answer))
  const [link] = (await web.house.call(listSurveyLinks, { params })).answer.links
  return { id: made.id, address: new URL(link!.address).pathname }
}

inBrowser('a survey is begun from a template, put in one’s own words, published, answered, and read', async () => {
  const page = await web.open(at('/surveys'))
  await page.getByRole('button', { name: 'Nouvelle enquête' }).click()
  await page.getByRole('button', { name: 'Commencer ainsi : Votre livraison' }).click()
  await page.getByLabel('Titre en français').fill('Votre lampe est là')
  await page.getByRole('button', { name: /Êtes-vous satisfait/ }).click()
  await page.getByLabel('Ce qui est demandé en français').fill('Êtes-vous content de votre lampe ?')
  await page.frameLocator('iframe').getByText('Êtes-vous content de votre lampe ?').waitFor()
  await page.getByRole('status').filter({ hasText: 'Enregistré' }).waitFor()
  await page.getByRole('button', { name: 'Publier' }).click()
  await page.getByRole('tab', { name: 'Adresses' }).click()
  const address = new URL((await page.locator('code').first().textContent()) ?? '').pathname

  // A customer's phone, on which no programme of the page runs.
  const phone = await page.context().browser()!.newContext({ javaScriptEnabled: false, locale: 'fr-FR' })
  const door = await phone.newPage()
  await door.goto(`${web.house.url}${address}`)
  await door.getByRole('button', { name: 'Continuer' }).click()
  await door.getByRole('link', { name: 'Êtes-vous content de votre lampe ?' }).click()
  await door.getByRole('radio', { name: '2', exact: true }).check()
  await door.keyboard.press('Enter')
  await door.getByRole('checkbox', { name: 'Le colis était abîmé' }).check()
  await door.getByRole('textbox', { name: /changer en premier/ }).fill('Mieux l’emballer.')
  await door.getByRole('button', { name: 'Envoyer' }).click()
  await door.getByRole('heading', { name: 'Merci de nous l’avoir dit.' }).waitFor()
  await phone.close()

  await page.getByRole('tab', { name: 'Résultats' }).click()
  await page.getByText('Trop peu de réponses pour une note : 1 sur 10.').waitFor()
  await page.getByText('Commentaires', { exact: true }).click()
  await page.getByText('Mieux l’emballer.').waitFor()
  await page.close()
})

for (const [language, scheme, phone] of looks)
  inBrowser(
    `questions of every kind are answered by everybody (${language}, ${scheme}${phone ? ', phone' : ''})`,
    async () => {
      const { id, address } = await everyKind()
      const page = await web.open(address, { language, scheme, phone })
      assert.deepEqual(await accessibilityFaults(page), [])
      await page.getByRole('button', { name: /^(Envoyer|Send)$/ }).click()
      await page.getByRole('alert').waitFor()
      assert.deepEqual(await accessibilityFaults(page), [])
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      )
      assert.equal(wide, false, 'the page itself must not scroll sideways')
      for (const tab of ['write', 'results']) {
        await page.goto(at(`/surveys/${id}?tab=${tab}`))
        await page.getByRole('tab', { selected: true }).waitFor()
        await page
          .getByText(tab === 'write' ? /^Page 1$/ : /^(No answer yet|Pas encore de réponse)$/)
          .first()
          .waitFor()
        assert.deepEqual(await accessibilityFaults(page), [])
      }
      await page.close()
    },
  )

inBrowser(
  'a scale and a table are answered by keyboard alone, on a small screen, with large text and forced colours',
  async () => {
    const both = (text: string) => ({ fr: text, en: text })
    const ids = (...all: string[]) => all.map(id => ({ id, label: both(id) }))
    const survey: Survey = {
      languages: ['fr', 'en'],
      title: both('Livraison'),
      pages: [
        {
          id: 'first',
          questions: [
            {
              ...ofKind({ id: 'nps', kind: 'nps', text: { en: 'Would you recommend us?', fr: 'Et nous ?' } }, 'nps'),
              required: true,
              lowLabel: both('not at all likely'),
              highLabel: both('very likely'),
            },
          ],
        },
        {
          id: 'second',
          questions: [
            // Its English was never written.
            {
              id: 'table',
              kind: 'matrix',
              text: { fr: 'Le livreur' },
              rows: ids('late', 'kind'),
              choices: ids('no', 'yes'),
            },
          ],
        },
      ],
      endings: [{ id: 'end', title: both('The end') }],
    }
    const { id, address } = await publishedAs(survey)
    const first = await web.open('/version')
    const context = await first
      .context()
      .browser()!
      .newContext({
        viewport: { width: 320, height: 640 },
        forcedColors: 'active',
        locale: 'en-GB',
      })
    context.setDefaultTimeout(patienceMs)
    const page = await context.newPage()
    await slowDown(page)
    const isFine = async (what: string) => {
      assert.deepEqual(await accessibilityFaults(page), [], what)
      for (const [width, size] of [
        [320, '100%'],
        [640, '200%'],
      ] as const) {
        await page.setViewportSize({ width, height: 640 })
        const wide = await page.evaluate(text => {
          document.documentElement.style.setProperty('font-size', text)
          return document.documentElement.scrollWidth > document.documentElement.clientWidth
        }, size)
        assert.equal(wide, false, `${what} scrolls sideways, ${width} wide with text of ${size}`)
      }
    }
    const focused = () => page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.value)
    await page.goto(`${web.house.url}${address}`)
    await isFine('the first page')
    await page.getByRole('group', { name: /^Would you recommend us/ }).waitFor()
    await page.getByRole('radio', { name: /^0 ?, not at all likely$/ }).waitFor({ state: 'attached' })
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    assert.equal(await focused(), '0')
    await page.keyboard.press('Space')
    for (let step = 0; step < 9; step++) await page.keyboard.press('ArrowRight')
    assert.equal(await focused(), '9', 'arrows move, and nothing goes on by itself')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('group', { name: 'late' }).waitFor()
    assert.equal(await page.title(), 'Livraison · Page 2 of 2')
    assert.equal(await page.locator('html').getAttribute('lang'), 'en')
    assert.equal(await page.getByText('Le livreur').getAttribute('lang'), 'fr', 'read aloud in its own language')
    await isFine('the second page')
    await page.getByRole('group', { name: 'late' }).getByRole('radio', { name: 'no' }).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Tab')
    assert.equal(await focused(), 'no')
    await page.keyboard.press('Space')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'The end' }).waitFor()
    await isFine('the end')
    const params = { workspace: web.house.workspace.key, survey: id }
    for (const path of ['/s/0000000000000', '/u/0000000000000']) {
      await page.goto(`${web.house.url}${path}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await isFine(path)
    }
    const { questions } = (await web.house.call(surveyResults, { params })).answer
    assert.deepEqual(
      questions.map(({ answers }) => answers.filter(({ n }) => n > 0).map(one => one.answer)),
      [['9'], ['late/yes', 'kind/no']],
    )
    await context.close()
    await first.close()
  },
)

inBrowser('no page of these made the browser complain', async () => {
  assert.deepEqual(
    web.complaints.filter(one => !/422/.test(one)),
    [],
  )
})
