import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readConfig } from '../server/config.ts'
import type { Terminal } from './terminal.ts'
import { verbs } from './verbs.ts'
import { Misuse } from './words.ts'

test('wrong words are told with what is wrong, and open nothing', async () => {
  const root = mkdtempSync(join(tmpdir(), 'parcours-words-'))
  const data = join(root, 'data')
  const terminal: Terminal = {
    config: readConfig({ PARCOURS_DATA: data }, root),
    root,
    locale: 'en',
    json: true,
    answer: () => assert.fail('nothing is answered'),
    say: () => {},
  }
  const cases: [string, string[], RegExp][] = [
    ['import events', [], /which file/],
    ['import events', ['a.csv', 'b.csv'], /--join/],
    ['import events', ['a.csv', '--map', 'x'], /COLUMN=ROLE/],
    ['import events', ['a.csv', '--map', 'x=hat'], /one of case, customer/],
    ['import events', ['a.csv', '--time-format', 'lunar'], /timestampFormat/],
    ['import events', ['a.csv', '--unknown'], /--unknown/],
    ['key create', [], /--kind/],
    ['key create', ['--kind', 'golden'], /--kind/],
    ['ask', ['why'], /map, graph/],
    ['ask', ['graph', '--from', 'yesterday'], /not a time/],
    ['export events', ['--from', 'yesterday'], /not a time/],
    ['sample', ['--customers', 'many'], /whole number/],
    ['workspace create', ['Großes Haus'], /key of a workspace/],
  ]
  for (const [name, words, said] of cases) {
    const verb = await verbs[name]!()
    await assert.rejects(verb.run(terminal, words), error => error instanceof Misuse && said.test(error.message))
  }
  assert.ok(!existsSync(data))
  rmSync(root, { recursive: true })
})
