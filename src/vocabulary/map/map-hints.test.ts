import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Label } from '../label.ts'
import { journeyMapShape } from './journey-map.ts'
import { emptyLibrary, libraryShape } from './library.ts'
import { hintsOf } from './map-hints.ts'

const library = libraryShape.parse({ departments: [{ id: 'd', name: { fr: 'Service client', en: 'Customer care' } }] })

const hints = (...titles: readonly Label[]) =>
  hintsOf(
    journeyMapShape.parse({
      id: 'm',
      phases: [{ id: 'p', name: { fr: 'P' }, steps: titles.map((title, index) => ({ id: `s${index}`, title })) }],
    }),
    library,
  ).map(hint => hint.code)

const titles: readonly { title: Label; says: readonly string[] }[] = [
  { title: { fr: 'Je reçois ma lampe' }, says: [] },
  { title: { en: 'I receive my lamp' }, says: [] },
  { title: { fr: 'Traitement de la commande' }, says: ['internalStep'] },
  { title: { fr: 'Envoi de la facture' }, says: ['internalStep'] },
  { title: { en: 'Process the order' }, says: ['internalStep'] },
  { title: { en: 'I process my own return' }, says: [] },
  { title: { fr: 'J’appelle le service client' }, says: ['departmentInTitle'] },
  { title: { en: 'I call customer care' }, says: ['departmentInTitle'] },
  { title: { en: 'I call customer careful people' }, says: [] },
  { title: { fr: 'Livraison' }, says: [] },
]
for (const { title, says } of titles) {
  test(`a step told by the company is pointed out: ${title.fr ?? title.en}`, () => assert.deepEqual(hints(title), says))
}

test('a journey of more than forty steps is better told as several', () => {
  const many = Array.from({ length: 41 }, () => ({ fr: 'Je fais' }))
  assert.ok(hints(...many).includes('longMap'))
})

test('a map without departments and with few steps is given no advice', () => {
  const map = journeyMapShape.parse({ id: 'm', phases: [{ id: 'p', name: { fr: 'P' }, steps: [] }] })
  assert.deepEqual(hintsOf(map, emptyLibrary), [])
})
