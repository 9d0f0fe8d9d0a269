import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { Problem, problemSentence } from '../../vocabulary/problem.ts'
import { detectFile } from './detect-file.ts'
import { fileReasons } from './file-problem.ts'

const csv = 'dossier;événement;date\n1;Achat payé;2026-01-02\n2;Livré;2026-01-03\n'

test('a file is known by its bytes, whatever its encoding and compression', () => {
  const cases: [string, Buffer, string, string, boolean][] = [
    ['plain.csv', Buffer.from(csv), 'utf-8', 'none', false],
    ['mark.csv', Buffer.from(`\uFEFF${csv}`), 'utf-8', 'none', true],
    ['excel.csv', iconv.encode(csv, 'windows-1252'), 'windows-1252', 'none', false],
    ['unicode.txt', iconv.encode(csv, 'utf-16le', { addBOM: true }), 'utf-16le', 'none', true],
    ['unicode.txt', iconv.encode(csv, 'utf-16be', { addBOM: true }), 'utf-16be', 'none', true],
    ['unmarked.csv', iconv.encode(csv, 'utf-16le', { addBOM: false }), 'utf-16le', 'none', false],
    ['packed.csv.gz', gzipSync(csv), 'utf-8', 'gzip', false],
    ['packed-without-saying.csv', gzipSync(csv), 'utf-8', 'gzip', false],
    ['unpacked-on-the-way.csv.gz', Buffer.from(csv), 'utf-8', 'none', false],
  ]
  for (const [name, bytes, encoding, compression, byteOrderMark] of cases) {
    const found = detectFile(bytes, name)
    assert.deepEqual(
      [found.format, found.encoding, found.compression, found.byteOrderMark, found.csv?.delimiter],
      ['csv', encoding, compression, byteOrderMark, ';'],
      name,
    )
  }
})

test('the delimiter is what stands equally often in every line', () => {
  const cases: [string, string][] = [
    ['a,b,c\n1,2,3\n4,5,6\n', ','],
    ['a;b;c\n1,5;2,5;3,5\n4,1;5,1;6,1\n', ';'],
    ['a\tb\n1, 2\t3\n4\t5, 6\n', '\t'],
    ['a|b|c\n1|2|3\n', '|'],
    ['a~b~c\n1~2~3\n', '~'],
    ['a\u0001b\n1\u00012\n', '\u0001'],
    ['name,said\n"a; b; c",1\n"d; e; f",2\n', ','],
    ['sep=|\na|b;c\n1|2;3\n', '|'],
    ['only\none\ncolumn\n', ','],
    [' 00004 0001 19970101  2   29.33\n 00021 0002 19970101  3   63.34\n', ' '],
  ]
  for (const [text, delimiter] of cases) {
    assert.equal(detectFile(Buffer.from(text), 'x.txt').csv?.delimiter, delimiter, JSON.stringify(text))
  }
})

test('a first row of dates and numbers is no header', () => {
  const header = (text: string) => detectFile(Buffer.from(text), 'x.csv').csv?.headerRow
  assert.equal(header('case,event,at\n1,a,2026-01-01\n'), true)
  assert.equal(header(',event,at\n0,a,2026-01-01\n'), true)
  assert.equal(header('1,a,2026-01-01 10:00:00\n2,b,2026-01-02 10:00:00\n'), false)
})

test('formats are told apart by what they hold', () => {
  const cases: [string, string, string][] = [
    ['x.jsonl', '{"type":"track"}\n{"type":"page"}\n', 'jsonl'],
    ['x.json', '{"type":"track"}\n{"type":"page"}\n', 'jsonl'],
    ['x.json', ' [\n {"a":1},\n {"a":2}\n]', 'json'],
    ['x', '<?xml version="1.0"?><!-- a log --><log><trace/></log>', 'xes'],
    ['x.xml', '\uFEFF<xes:log xmlns:xes="http://www.xes-standard.org/"></xes:log>', 'xes'],
    ['notes.constructor', 'case,event\n1,a\n', 'csv'],
    ['notes.log', 'case,event\n1,a\n', 'csv'],
  ]
  for (const [name, text, format] of cases) assert.equal(detectFile(Buffer.from(text), name).format, format, text)
})

test('a file that is not what its name says is refused in one clear sentence', () => {
  const png = Buffer.concat([Buffer.from([0x89]), Buffer.from('PNG\r\n\u001a\n'), Buffer.alloc(64, 7)])
  const cases: [string, Buffer, string][] = [
    ['empty.csv', Buffer.alloc(0), 'empty'],
    ['blank.csv', Buffer.from('  \n\n'), 'empty'],
    ['nothing.csv.gz', gzipSync(''), 'empty'],
    ['photo.csv', png, 'known_binary'],
    ['photo.csv.gz', gzipSync(png), 'known_binary'],
    ['book.csv', Buffer.from('PK\x03\x04\x14\0\x06\0[Content_Types].xml xl/workbook.xml', 'latin1'), 'spreadsheet'],
    ['old.csv', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'spreadsheet'],
    ['log.zip', Buffer.from('PK\x03\x04\x14\0\0\0log.csv', 'latin1'), 'archive'],
    ['noise.csv', Buffer.from([1, 2, 3, 0, 9, 8, 7, 0, 0, 0, 0, 5]), 'binary'],
    ['page.csv', Buffer.from('<!DOCTYPE html><html><body>Sign in</body></html>'), 'html_page'],
    ['events.csv', Buffer.from('{"type":"track"}\n'), 'not_what_its_name_says'],
    ['log.xes', Buffer.from('case,event\n1,a\n'), 'not_what_its_name_says'],
    ['log.jsonl', Buffer.from('case,event\n1,a\n'), 'not_what_its_name_says'],
    ['feed.xes', Buffer.from('<rss><item/></rss>'), 'xml_not_xes'],
    ['evil.xes', Buffer.from('<!DOCTYPE log [<!ENTITY x SYSTEM "file:///etc/passwd">]><log>&x;</log>'), 'xml_doctype'],
    ['one.json', Buffer.from('{\n  "type": "page"\n}\n'), 'json_single'],
    ['orders.json', Buffer.from('{"objectTypes":[],"eventTypes":[],"objects":[],"events":[]}'), 'object_centric'],
    ['orders.jsonocel', Buffer.from('{\n "ocel:global-log": {"ocel:version": "1.0"}}'), 'object_centric'],
    ['orders.xml', Buffer.from('<log><object-types><object-type name="o"/></object-types></log>'), 'object_centric'],
    ['log.parquet', Buffer.from('PAR1\x15\x04', 'latin1'), 'known_binary'],
    ['ocel.sqlite', Buffer.from('SQLite format 3\0', 'latin1'), 'known_binary'],
    ['twice.csv.gz', gzipSync(gzipSync(csv)), 'gzip_twice'],
    ['torn.csv.gz', Buffer.concat([gzipSync(csv).subarray(0, 10), Buffer.alloc(50, 255)]), 'gzip_cut'],
  ]
  for (const [name, bytes, reason] of cases) {
    assert.throws(
      () => detectFile(bytes, name),
      (error: unknown) => {
        assert.ok(error instanceof Problem, name)
        assert.equal(error.code, 'file_unreadable')
        assert.equal(error.details.reasonKey, reason, name)
        for (const locale of ['fr', 'en'] as const) {
          assert.doesNotMatch(
            problemSentence(error.code, error.details, locale),
            /\{|undefined|\.\.|\[object/,
            `${name} ${locale}`,
          )
        }
        return true
      },
    )
  }
})

test('what a person said of the file goes before its name and its bytes', () => {
  const found = detectFile(Buffer.from('a;b,c\n1;2,3\n'), 'x.jsonl', {
    format: 'csv',
    delimiter: ',',
    encoding: 'iso-8859-15',
  })
  assert.deepEqual([found.format, found.csv?.delimiter, found.encoding], ['csv', ',', 'iso-8859-15'])
  assert.throws(() => detectFile(Buffer.from('a'), 'x.csv', { encoding: 'klingon' }), /klingon/)
})

test('every reason and advice is written in both languages', () => {
  for (const [key, { reason, advice }] of Object.entries(fileReasons)) {
    for (const words of [reason, advice]) assert.ok(words.en && words.fr && words.en !== words.fr, key)
    assert.match(advice.en, /\.$/, key)
    assert.match(advice.fr, /\.$/, key)
  }
})
