import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Block, blockOf, htmlOf, tsvOf } from './range-text.ts'

const cases: readonly { name: string; text: string; block: Block }[] = [
  { name: 'one word', text: 'delay', block: [['delay']] },
  { name: 'a row', text: 'a\tb\tc', block: [['a', 'b', 'c']] },
  {
    name: 'rows as Windows ends them',
    text: 'a\tb\r\nc\td\r\n',
    block: [
      ['a', 'b'],
      ['c', 'd'],
    ],
  },
  { name: 'a cell of two lines', text: '"one\ntwo"\tb', block: [['one\ntwo', 'b']] },
  { name: 'a quoted quote', text: '"say ""no"""\tb', block: [['say "no"', 'b']] },
  {
    name: 'a thought that begins with a quote',
    text: '"Too late", she said\tb',
    block: [['"Too late", she said', 'b']],
  },
  { name: 'a quote never closed', text: '"so be it\tb', block: [['"so be it', 'b']] },
  {
    name: 'empty cells at the edges',
    text: '\ta\t\n\t\t',
    block: [
      ['', 'a', ''],
      ['', '', ''],
    ],
  },
  { name: 'an empty row between', text: 'a\n\nb', block: [['a'], [''], ['b']] },
]

for (const { name, text, block } of cases) {
  test(`a range pasted from a spreadsheet is read: ${name}`, () => assert.deepEqual(blockOf(text), block))
}

test('a range that is copied and pasted is the same range', () => {
  const block = [
    ['plain', 'two\nlines', 'a\ttab'],
    ['say "no"', '', '=1+1'],
  ]
  assert.deepEqual(blockOf(tsvOf(block)), block)
})

test('a range leaves as a table whose words stay words', () => {
  assert.equal(htmlOf([['<b>&"', 'a\nb']]), '<table><tr><td>&lt;b&gt;&amp;&quot;</td><td>a<br>b</td></tr></table>')
})
