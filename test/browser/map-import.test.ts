import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { accessibilityFaults, openWeb, type Web } from './open-web.ts'

let opened: Web | undefined
let web: Web

before(async () => {
  opened = await openWeb({ customers: 0 })
  if (opened) web = opened
})
after(() => opened?.[Symbol.asyncDispose]())

function inBrowser(name: string, act: () => Promise<void> | void): void {
  test(name, context => (opened ? act() : context.skip('no Chromium on this machine')))
}

const maps = () => `/w/${web.house.workspace.key}/maps`
const grid = [
  'Phase;Étape;Ligne;Texte;Point de contact;Canal;Maîtrise;Présence;Valence;Service;Couleur',
  'Découverte;Je cherche une lampe;pensée;Par où commencer ?;;;;;;;bleu',
  'Découverte;Je cherche une lampe;;;Fiche produit;Web | Application;maîtrisé;attendu;;E-commerce;',
  'Achat;Je paie;émotion;confiance;;;;;0,5;;',
].join('\r\n')
const wrong = grid.replace('0,5', '5').replace('maîtrisé', 'à nous')

async function openDialog(page: Page, name: RegExp | string): Promise<void> {
  await page.getByRole('button', { name }).first().click()
  await page.getByRole('dialog').waitFor()
}

const file = (content: string, name: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(content) })

inBrowser('a grid saved by Excel is read, shown as it would be, and becomes a map', async () => {
  const page = await web.open(maps())
  await openDialog(page, 'Importer une carte')
  assert.deepEqual(await accessibilityFaults(page), [])
  const latin = { name: 'Ma lampe.csv', mimeType: 'text/csv', buffer: Buffer.from(grid, 'latin1') }
  await page.getByRole('dialog').locator('input[type=file]').setInputFiles(latin)
  await page.getByText('encodage Windows-1252').waitFor()
  await page.getByText('1 remarque').waitFor()
  await page.getByRole('cell', { name: /Cette colonne n’est pas de la grille/ }).waitFor()
  await page.getByText('2 étapes', { exact: true }).waitFor()
  assert.deepEqual(await accessibilityFaults(page), [])
  assert.equal(await page.getByLabel('Nom du parcours').inputValue(), 'Ma lampe')
  await page.getByLabel('Nom du parcours').fill('J’achète une lampe')
  await page.getByRole('button', { name: 'Créer la carte' }).click()
  await page.waitForURL(/\/maps\/map_/)
  await page.getByRole('heading', { name: 'J’achète une lampe' }).waitFor()
  await page.getByText('Par où commencer ?').waitFor()
  await page.close()
})

inBrowser('a file with problems shows them all and creates nothing', async () => {
  const page = await web.open(maps(), { language: 'en' })
  await openDialog(page, 'Import a map')
  await page.getByRole('dialog').locator('input[type=file]').setInputFiles(file(wrong, 'wrong.csv'))
  await page.getByText('2 problems stand in the way').waitFor()
  const rows = page.getByRole('dialog').getByRole('row')
  await rows.filter({ hasText: 'Maîtrise' }).filter({ hasText: 'à nous' }).filter({ hasText: '3' }).waitFor()
  await rows.filter({ hasText: 'Valence' }).filter({ hasText: '4' }).waitFor()
  assert.ok(await page.getByRole('button', { name: 'Create the map' }).isDisabled())
  assert.deepEqual(await accessibilityFaults(page), [])
  await page.getByRole('button', { name: 'Another file' }).click()
  await page.getByRole('dialog').locator('input[type=file]').setInputFiles(file('%PDF-1.7 \u0000', 'map.csv'))
  await page.getByRole('alert').filter({ hasText: 'neither text nor a workbook' }).waitFor()
  await page.close()
})

inBrowser('a Mermaid journey is pasted and made a map by keyboard alone', async () => {
  const page = await web.open(maps(), { language: 'en' })
  await page.getByRole('button', { name: 'Import a map' }).first().press('Enter')
  await page.getByRole('dialog').waitFor()
  const box = page.getByLabel('Or paste cells of a spreadsheet, or a text')
  for (let tab = 0; tab < 6; tab++) {
    if (await box.evaluate(one => one === document.activeElement)) break
    await page.keyboard.press('Tab')
  }
  await page.keyboard.insertText('journey\n title A day\n section Work\n  I make tea: 5: Me\n')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByText('Read as a Mermaid journey').waitFor()
  const create = page.getByRole('button', { name: 'Create the map' })
  for (let tab = 0; tab < 10; tab++) {
    if (await create.evaluate(one => one === document.activeElement)) break
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/maps\/map_/)
  await page.getByRole('columnheader', { name: 'I make tea' }).waitFor()
  await page.close()
})

inBrowser('nothing but the expected is written to the console', () => {
  assert.deepEqual(
    web.complaints.filter(line => !/status of 400/.test(line)),
    [],
  )
})
