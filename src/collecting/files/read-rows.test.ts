import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { Problem } from '../../vocabulary/problem.ts'
import { detectFile, type SaidOfFile } from './detect-file.ts'
import { readRowBatches } from './read-rows.ts'
import type { ReadRow } from './row.ts'

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

/** Rows as short tables, and the reason of the refusal, if there is one. */
async function read(bytes: Buffer, name: string, size = 65_536, said: SaidOfFile = {}) {
  const rows: ReadRow[] = []
  let repairs = 0
  let refused = ''
  try {
    const notes = {
      onRepairedLines: (lines: number) => {
        repairs += lines
      },
    }
    const detected = detectFile(bytes.subarray(0, 65_536), name, said)
    for await (const batch of readRowBatches(pieces(bytes, size), detected, notes)) rows.push(...batch)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    refused = String(error.details.reasonKey)
  }
  const shown = rows.map(row =>
    row.ok ? [row.line, ...Object.values(row.values)] : [row.line, row.reason, row.column, row.value],
  )
  return { rows, shown, refused, repairs }
}

const sizes = [65_536, 7, 1]

test('a broken quote costs its own line, and the lines around it keep their numbers', async () => {
  const text =
    'a;b\n1;"x\n2;y\n3;"z"\n\n4;w\n5;"q"r\n6;5" s\n7;"a""b"\n8;"m\r\nn"\r\n9;;;\n10\n11;"zz\n12;u\n13;1;2\n\n\n'
  for (const size of sizes) {
    const { shown, refused } = await read(Buffer.from(text), 'x.csv', size)
    assert.equal(refused, '')
    assert.deepEqual(shown, [
      [2, 'quote_broken', '', '1;"x'],
      [3, '2', 'y'],
      [4, '3', 'z'],
      [5, 'empty_line', '', ''],
      [6, '4', 'w'],
      [7, '5', '"q"r'],
      [8, '6', '5" s'],
      [9, '7', 'a"b'],
      [10, '8', 'm\r\nn'],
      [12, '9', ''],
      [13, 'column_count', '', '1 / 2'],
      [14, 'quote_broken', '', '11;"zz'],
      [15, '12', 'u'],
      [16, 'column_count', '', '3 / 2'],
    ])
  }
})

test('an honest cell may begin with a quote and have several lines', async () => {
  const text = 'a,b\n1,"""Never again"" she said\nand left"\n2,x\n'
  for (const size of sizes) {
    assert.deepEqual((await read(Buffer.from(text), 'x.csv', size)).shown, [
      [2, '1', '"Never again" she said\nand left'],
      [4, '2', 'x'],
    ])
  }
})

test('French Excel comes through: Windows-1252, semicolons, any line ends, the line sep=', async () => {
  const text = 'sep=;\r\nétape;montant\r\nPayé à la caisse;"12,50 €"\r\nœuf;7\r\n'
  for (const size of sizes) {
    const { shown } = await read(iconv.encode(text, 'windows-1252'), 'x.csv', size)
    assert.deepEqual(shown, [
      [3, 'Payé à la caisse', '12,50 €'],
      [4, 'œuf', '7'],
    ])
  }
  const mac = await read(Buffer.from('a,b\r1,2\r3,4\r'), 'x.csv')
  assert.deepEqual(mac.shown, [
    [2, '1', '2'],
    [3, '3', '4'],
  ])
})

test('UTF-16 and UTF-8 are the same table, however the letters are cut', async () => {
  const text = 'nom,âge\nÉloïse 🌿,30\n'
  for (const encoding of ['utf-8', 'utf-16le', 'utf-16be']) {
    for (const size of sizes) {
      const { rows } = await read(iconv.encode(text, encoding, { addBOM: true }), 'x.csv', size)
      assert.deepEqual(
        rows.map(row => row.ok && row.values),
        [{ nom: 'Éloïse 🌿', âge: '30' }],
        `${encoding} ${size}`,
      )
    }
  }
})

test('a line in another encoding than its file is repaired and counted', async () => {
  const bytes = Buffer.concat([
    Buffer.from('a,b\nété,1\nmaïs,2\n'),
    iconv.encode('hôtel,3\n', 'windows-1252'),
    Buffer.from('forêt,4\n'),
  ])
  for (const size of sizes) {
    const { shown, repairs } = await read(bytes, 'x.csv', size)
    assert.deepEqual(
      shown.map(row => row[1]),
      ['été', 'maïs', 'hôtel', 'forêt'],
      String(size),
    )
    assert.equal(repairs, 1)
  }
})

test('columns without a name, or with the same one, and a hostile one are told apart', async () => {
  const { rows } = await read(Buffer.from(',a,a,__proto__\n1,2,3,4\n'), 'x.csv')
  assert.deepEqual(rows[0]?.ok && Object.entries(rows[0].values), [
    ['column 1', '1'],
    ['a', '2'],
    ['a (2)', '3'],
    ['_proto_', '4'],
  ])
})

test('a line of more than a megabyte, and a table of more than 2,000 columns, are refused after what stands before', async () => {
  const long = await read(Buffer.from(`a,b\n1,2\n3,${'x'.repeat(1_200_000)}\n`), 'x.csv')
  assert.deepEqual([long.shown, long.refused], [[[2, '1', '2']], 'line_too_long'])
  const json = await read(Buffer.from(`{"a":1}\n{"a":"${'x'.repeat(1_200_000)}"}\n`), 'x.jsonl')
  assert.deepEqual([json.shown.length, json.refused], [1, 'line_too_long'])
  const xes = await read(
    Buffer.from(`<log><trace><event><string key="a" value="${'x'.repeat(1_200_000)}"/></event></trace></log>`),
    'x.xes',
  )
  assert.equal(xes.refused, 'line_too_long')
  const header = Array.from({ length: 2001 }, (_, index) => `c${index}`).join(',')
  assert.equal((await read(Buffer.from(`${header}\n`), 'x.csv')).refused, 'too_many_columns')
})

test('a quote open on a megabyte of lines costs one line', async () => {
  const lines = Array.from({ length: 60_000 }, (_, index) => `${index},some text about it`)
  lines[10] = '10,"open'
  const { rows, refused } = await read(Buffer.from(`a,b\n${lines.join('\n')}\n`), 'x.csv')
  assert.deepEqual([rows.length, rows.filter(row => !row.ok).length, refused], [60_000, 1, ''])
  assert.deepEqual(
    rows.filter(row => !row.ok).map(row => row.line),
    [12],
  )
  assert.equal(rows.at(-1)!.line, 60_001)
})

test('a cut gzip gives its complete rows, then says that it is cut', async () => {
  const table = `a,b\n${Array.from({ length: 20_000 }, (_, index) => `${index},${Math.sin(index)}`).join('\n')}\n`
  const packed = gzipSync(table)
  const { rows, refused } = await read(packed.subarray(0, packed.length * 0.6), 'x.csv.gz', 1000)
  assert.equal(refused, 'gzip_cut')
  assert.ok(rows.length > 10_000 && rows.length < 13_000)
  const written = table.split('\n')
  const last = rows.at(-1)!
  assert.ok(last.ok)
  assert.equal(Object.values(last.values).join(','), written[last.line - 1], 'no row is half')
  const torn = Buffer.from(packed)
  torn.fill(0xff, packed.length / 2, packed.length / 2 + 40)
  const damaged = await read(torn, 'x.csv.gz')
  assert.equal(damaged.refused, 'gzip_cut')
  assert.ok(damaged.rows.length > 5_000)
  assert.equal((await read(Buffer.concat([gzipSync('a,b\n1,2\n'), gzipSync('3,4\n')]), 'x.csv.gz')).shown.length, 2)
})

test('a gzip bomb is stopped before it fills the memory', async () => {
  const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024, 'a,b\n'), { level: 9 })
  let most = 0
  let refused = ''
  let rows = 0
  try {
    for await (const batch of readRowBatches(pieces(bomb, 65_536), detectFile(bomb.subarray(0, 65_536), 'x.csv.gz'))) {
      rows += batch.length
      most = Math.max(most, process.memoryUsage().arrayBuffers)
    }
  } catch (error) {
    refused = String((error as Problem).details.reasonKey)
  }
  assert.equal(refused, 'gzip_bomb')
  assert.ok(rows < 12_000_000, `${rows} rows`)
  assert.ok(most < 150e6, `${most} bytes`)
})

test('JSON Lines: a line that is no object is reported, the next ones go on', async () => {
  const text = '{"a":{"b":1},"c":[1,2],"d":null,"e":true}\nnot json\n[1]\n\n{"a":"é"}\n{"a":2}'
  for (const size of sizes) {
    const { rows, shown } = await read(Buffer.from(text), 'x.jsonl', size)
    assert.deepEqual(rows[0]?.ok && rows[0].values, { 'a.b': '1', c: '[1,2]', e: 'true' })
    assert.deepEqual(shown.slice(1), [
      [2, 'not_json', '', 'not json'],
      [3, 'not_json', '', '[1]'],
      [4, 'empty_line', '', ''],
      [5, 'é'],
      [6, '2'],
    ])
  }
})

test('JSON nested beyond reason is one bad row', async () => {
  const deep = `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`
  const { shown, refused } = await read(Buffer.from(`${deep}\n{"a":1}\n`), 'x.jsonl')
  assert.deepEqual(
    [shown.map(row => row.slice(0, 2)), refused],
    [
      [
        [1, 'too_deep'],
        [2, '1'],
      ],
      '',
    ],
  )
})

test('a JSON array is read object by object, and its cut end is said', async () => {
  const text = '[\n{"a":"x ] } \\" {"},\n{"a":{"b":[{"c":1}]}},\n{"a":3 3}\n]'
  for (const size of sizes) {
    const { shown, refused } = await read(Buffer.from(text), 'x.json', size)
    assert.deepEqual(
      [shown, refused],
      [
        [
          [2, 'x ] } " {'],
          [3, '[{"c":1}]'],
          [4, 'not_json', '', '{"a":3 3}'],
        ],
        '',
      ],
    )
  }
  assert.deepEqual(await read(Buffer.from('[{"a":1},{"a":'), 'x.json').then(({ shown, refused }) => [shown, refused]), [
    [[1, '1']],
    'json_cut',
  ])
  assert.equal((await read(Buffer.from('[{"a":1}, 5]'), 'x.json')).refused, 'json_not_objects')
})

const xes = `<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0">
  <global scope="event"><string key="lifecycle:transition" value="complete"/><string key="concept:name" value="__INVALID__"/><date key="time:timestamp" value="1970-01-01T00:00:00Z"/></global>
  <classifier name="Activity" keys="concept:name 'lifecycle transition'"/>
  <string key="source" value="test"/>
  <trace>
    <string key="concept:name" value="case &lt;1&gt;"/>
    <event>
      <string key="concept:name" value="a"><string key="why" value="because"/></string>
      <list key="goods"><values><string key="good" value="tea"/><string key="good" value="pot"/></values></list>
    </event>
    <event><string key="concept:name" value="b"/><string key="lifecycle:transition" value="start"/></event>
    <int key="amount" value="5"/>
  </trace>
  <trace><event/></trace>
</log>`

test('XES: attributes of the trace, nested ones, lists and defaults stand in each row', async () => {
  for (const size of sizes) {
    const { rows } = await read(Buffer.from(xes), 'x.xes', size)
    assert.deepEqual(
      rows.map(row => row.ok && { line: row.line, ...row.values }),
      [
        {
          line: 8,
          'case:concept:name': 'case <1>',
          'case:amount': '5',
          'lifecycle:transition': 'complete',
          'concept:name': 'a',
          'concept:name.why': 'because',
          goods: '["tea","pot"]',
        },
        {
          line: 12,
          'case:concept:name': 'case <1>',
          'case:amount': '5',
          'lifecycle:transition': 'start',
          'concept:name': 'b',
        },
        { line: 15, 'case:#': '2', 'lifecycle:transition': 'complete' },
      ],
    )
  }
})

test('XES in another encoding is read as its declaration says', async () => {
  const text =
    '<?xml version="1.0" encoding="ISO-8859-1"?><log><trace><event><string key="a" value="déjà"/></event></trace></log>'
  assert.deepEqual((await read(iconv.encode(text, 'latin1'), 'x.xes')).shown, [[1, '1', 'déjà']])
})

test('XML that is broken, too deep or has entities is refused after its good rows', async () => {
  const good =
    '<log><trace><string key="concept:name" value="1"/><event><string key="concept:name" value="a"/></event></trace>'
  const cases: [string, string][] = [
    [`${good}<trace><event></trace>`, 'xml_broken'],
    [`${good}<trace>`, 'xml_broken'],
    [`${good}<trace>&evil;</trace></log>`, 'xml_broken'],
    [`${good}${'<x>'.repeat(100)}`, 'xml_too_deep'],
  ]
  for (const [text, reason] of cases) {
    const { shown, refused } = await read(Buffer.from(text), 'x.xes')
    assert.deepEqual([shown, refused], [[[1, '1', 'a']], reason], text.slice(-40))
  }
  const hidden = `${' '.repeat(10)}<?xml-model href="x"?>${'<!-- long -->'.repeat(10_000)}<!DOCTYPE log SYSTEM "http://x/y"><log/>`
  assert.match((await read(Buffer.from(hidden), 'x.xes', 65_536, { format: 'xes' })).refused, /xml_doctype|xml_broken/)
})

test('a name held from running as a formula is itself again in a log that we wrote, and untouched in others', async () => {
  const row = "\no1,'=A,2026-01-01T10:00:00Z,web,ann\n"
  const own = await read(Buffer.from(`case:concept:name,concept:name,time:timestamp,channel,customer${row}`), 'x.csv')
  const other = await read(Buffer.from(`case:concept:name,concept:name,time:timestamp,a,b${row}`), 'x.csv')
  assert.equal(own.shown[0]![2], '=A')
  assert.equal(other.shown[0]![2], "'=A")
})
