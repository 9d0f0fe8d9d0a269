import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOnPage, isOnSite } from './survey-display.ts'

test('a survey shows on the pages of its patterns, and on none of those left out', () => {
  const cases: readonly (readonly [
    pages: readonly string[],
    notPages: readonly string[],
    path: string,
    shows: boolean,
  ])[] = [
    [[], [], '/anything', true],
    [['/basket'], [], '/basket', true],
    [['/basket'], [], '/basket/', true],
    [['/basket'], [], '/basket/lines', false],
    [['/orders/*'], [], '/orders/12', true],
    [['/orders/*'], [], '/orders', false],
    [['*'], [], '/', true],
    [['*/thanks'], [], '/fr/order/thanks', true],
    [['/a*b*c'], [], '/a-b-c', true],
    [['/a*b*c'], [], '/a-c-b', false],
    [['/aba*aba'], [], '/aba', false],
    [['/.*'], [], '/anything', false],
    [['/orders/*'], ['/orders/*/pay'], '/orders/12/pay', false],
    [['#/x', '*#/basket'], [], '/app#/basket', true],
  ]
  for (const [pages, notPages, path, shows] of cases)
    assert.equal(isOnPage({ pages, notPages }, path), shows, JSON.stringify([pages, notPages, path]))
  const long = 'a*'.repeat(2000)
  const before = performance.now()
  isOnPage({ pages: [`/${long}b`], notPages: [] }, `/${'a'.repeat(20_000)}`)
  assert.ok(performance.now() - before < 2000, 'no pattern takes long')
})

test('a survey shows on its sites, told by the browser and by no look-alike', () => {
  const sites = ['shop.example.com', 'localhost:8080']
  const cases: readonly (readonly [string | null, boolean])[] = [
    ['https://shop.example.com', true],
    ['https://SHOP.example.com', true],
    ['http://localhost:8080', true],
    ['http://localhost:8081', false],
    ['https://shop.example.com.evil.example', false],
    ['https://evil.example/shop.example.com', false],
    ['null', false],
    [null, false],
  ]
  for (const [origin, shows] of cases) assert.equal(isOnSite(sites, origin), shows, String(origin))
  assert.ok(isOnSite([], null))
})
