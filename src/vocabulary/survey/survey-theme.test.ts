import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contrastOf, nearestStandingOut } from './contrast.ts'
import { surveyThemeShape } from './survey.ts'
import { accentFault, isLogo, themeColours, themeStyle } from './survey-theme.ts'

const known: readonly (readonly [string, string, number])[] = [
  ['#000000', '#ffffff', 21],
  ['#ffffff', '#ffffff', 1],
  ['#777777', '#ffffff', 4.48],
  ['#767676', '#ffffff', 4.54],
  ['#ff0000', '#ffffff', 4.0],
]
for (const [one, other, ratio] of known)
  test(`${one} on ${other} has a contrast of ${ratio}`, () => {
    assert.equal(Math.round(contrastOf(one, other) * 100) / 100, ratio)
    assert.equal(contrastOf(one, other), contrastOf(other, one))
  })

const grid = ['00', '33', '66', '99', 'cc', 'ff']
const every = grid.flatMap(red => grid.flatMap(green => grid.map(blue => `#${red}${green}${blue}`)))

test('for every page colour and every accent, all text is readable by day and by night once the offered accent is taken', () => {
  for (const paper of every)
    for (const wished of ['#ffcc00', '#3366cc', '#000000', '#ffffff', paper]) {
      const fault = accentFault({ paper, accent: wished })
      const theme = { paper, accent: fault?.nearest ?? wished }
      const both = themeColours(theme)
      for (const [when, colours] of Object.entries(both)) {
        const { ink, soft, muted, edge, accent } = colours
        const told = `${paper} ${wished} ${when} ${JSON.stringify(colours)}`
        // A card is a shade of its page: in the middle of the greys no text passes on both, and the guard says so.
        for (const ground of [colours.paper, colours.card]) {
          assert.ok(contrastOf(edge, ground) >= 3, told)
          if (accentFault(theme)) continue
          for (const text of [ink, soft, muted, accent]) assert.ok(contrastOf(text, ground) >= 4.5, `${text} ${told}`)
        }
        assert.ok(contrastOf(colours['on-accent'], accent) >= 4.5, told)
      }
    }
})

test('the nearest colour that passes keeps what passes, and moves the others as little as it must', () => {
  assert.equal(nearestStandingOut('#27467a', ['#ffffff'], 4.5), '#27467a')
  const found = nearestStandingOut('#ffcc00', ['#ffffff'], 4.5)
  assert.ok(contrastOf(found, '#ffffff') >= 4.5 && contrastOf(found, '#ffffff') < 4.8, found)
  assert.deepEqual(accentFault({}), undefined)
  assert.equal(accentFault({ accent: '#ffcc00' })?.needed, 4.5)
})

const pictures: readonly (readonly [string, boolean])[] = [
  ['data:image/png;base64,iVBORw0KGgoAAAANSUhEUg==', true],
  ['data:image/png;base64,PHN2Zz48L3N2Zz4=', false],
  ['data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=', false],
  ['data:image/png;base64,iVBORw0KGgo" onload="x', false],
  ['https://elsewhere.example/logo.png', false],
]
for (const [text, is] of pictures)
  test(`${text.slice(0, 44)} is ${is ? 'taken' : 'refused'} as a logo`, () => {
    assert.equal(isLogo(text), is)
    assert.equal(surveyThemeShape.safeParse({ logo: text }).success, is)
  })

test('a theme is one style that says day and night, and none says nothing', () => {
  assert.equal(themeStyle(undefined), '')
  assert.equal(themeStyle({ corner: 4, text: 110 }), '--corner:4px;font-size:110%')
  assert.match(themeStyle({ accent: '#7a2746' }), /--accent:var\(--day,#7a2746\) var\(--night,#[0-9a-f]{6}\)/)
})
