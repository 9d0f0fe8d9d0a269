import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cleanText } from './clean-text.ts'
import { widthOf } from './fonts.ts'
import { textOf, wrapText } from './wrap-text.ts'

const texts = [
  'Je vois une lampe qui me plaît, et je la veux !',
  'avec-un-mot-vraiment-très-très-long/chemin/vers/quelque_part_ailleurs@exemple.fr',
  'Un\ndeux\n\ntrois',
  '👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧 漢字漢字漢字漢字漢字漢字',
  'a',
]

test('no line is wider than its column, and no letter is lost', () => {
  for (const text of texts) {
    for (const width of [40, 90, 300]) {
      const lines = wrapText(text, 'regular', 9, width)
      for (const line of lines) {
        const single = [...new Intl.Segmenter().segment(line.text)].length === 1
        assert.ok(single || widthOf(line.text, 'regular', 9) <= width + 0.01, `${line.text} in ${width}`)
      }
      assert.equal(textOf(lines).replace(/\s/g, ''), text.replace(/\s/g, ''))
    }
  }
})

test('a French mark never begins a line, nor does a quotation mark end one', () => {
  for (let width = 80; width < 240; width += 7) {
    for (const { text } of wrapText('« Et l’ampoule : elle est comprise ? » Oui !', 'italic', 9, width)) {
      assert.doesNotMatch(text, /^[:;!?»]|«$/, `${width}: ${text}`)
    }
  }
})

test('what XML cannot hold and what turns the direction of writing is gone; letters of every script stay', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['a\u0000b\u0007c\u001b', 'abc'],
    ['\u202egnp.exe\u202c', 'gnp.exe'],
    ['\ud800lone', '\ufffdlone'],
    ['\ufffe\uffff\ufeffx', 'x'],
    ['line\r\nline\u2028line\tend', 'line\nline\nline end'],
    ['שלום 😀 漢字', 'שלום 😀 漢字'],
  ]
  for (const [given, kept] of cases) assert.equal(cleanText(given), kept)
})
