import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvLine } from './csv-line.ts'

for (const [cells, line] of [
  [['a', 'b'], 'a,b\r\n'],
  [['=HYPERLINK("http://x")'], `"'=HYPERLINK(""http://x"")"\r\n`],
  [['+33 6 12', '-12', '-12.5', '-rm', '@x', '＝1'], `'+33 6 12,-12,-12.5,'-rm,'@x,'＝1\r\n`],
  [['two\nlines', 'a,b', 'say "no"'], '"two\nlines","a,b","say ""no"""\r\n'],
] as const)
  test(`${JSON.stringify(cells)} leaves as cells that hold words`, () => assert.equal(csvLine(cells), line))

test('a comma needs no quotes where semicolons part the cells', () =>
  assert.equal(csvLine(['1,5', 'a;b'], ';'), '1,5;"a;b"\r\n'))
