import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pageTemplate } from './page-template.ts'

const cases: readonly (readonly [string, string])[] = [
  ['/', '/'],
  ['', '/'],
  ['/Panier', '/panier'],
  ['/product/1234', '/product/:id'],
  ['/product/1234-red-lamp', '/product/:id'],
  ['/product/red-lamp-1234', '/product/:id'],
  ['/orders/3f2504e0-4f89-11d3-9a0c-0305e82c3301/track', '/orders/:id/track'],
  ['/account/lea@example.org', '/account/:id'],
  ['/account/lea%40example.org', '/account/:id'],
  ['/orders/CMD2026001234', '/orders/:id'],
  ['/help/returns?order=12', '/help/returns'],
  ['/v2/help', '/v2/help'],
  ['//a///b/', '/a/b'],
]

test('addresses that differ by a number or an identifier are one page', () => {
  for (const [path, template] of cases) assert.equal(pageTemplate(path), template, path)
})

test('a very long address is cut', () => {
  assert.ok(pageTemplate(`/${'a/'.repeat(5000)}`).length <= 160)
  assert.ok(pageTemplate(`/${'a'.repeat(5000)}`).length <= 160)
})
