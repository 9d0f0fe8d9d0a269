import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { wordsBlock } from './blocks.ts'
import { drawMap } from './draw-map.ts'
import { takeLacking, widthOf } from './fonts.ts'
import { paintSvg } from './paint-svg.ts'
import { isRightToLeft, textRuns } from './text-runs.ts'
import { trialMap, trialRequest } from './trial-map.ts'

const cases: readonly { says: string; line: string; seen: string; fonts: string }[] = [
  { says: 'Latin, Greek and Cyrillic are one run', line: 'Été Ωμέγα Жду', seen: 'Été Ωμέγα Жду', fonts: 'own' },
  { says: 'words of Hebrew go from right to left', line: 'שלום לך', seen: 'לך| |שלום', fonts: 'hebrew own hebrew' },
  {
    says: 'numbers keep their own direction within Arabic',
    line: 'اشتريت 12 مصباحا',
    seen: 'مصباحا| |12| |اشتريت',
    fonts: 'arabic own own own arabic',
  },
  {
    says: 'brackets are turned about with what they hold',
    line: 'abc שלום (לך) def',
    seen: 'abc| |(|לך|)| |שלום| |def',
    fonts: 'own own own hebrew own own hebrew own own',
  },
  { says: 'Chinese has its font', line: '客户 ok', seen: '客户| ok', fonts: 'chinese own' },
  { says: 'what is Japanese is drawn so', line: '東京へ行く', seen: '東京へ行く', fonts: 'japanese' },
  { says: 'Korean has its font', line: '고객', seen: '고객', fonts: 'korean' },
  { says: 'what no font has is a hollow square', line: 'ก', seen: '□', fonts: 'own' },
]
for (const { says, line, seen, fonts } of cases) {
  test(`a line is drawn in the order in which it is read: ${says}`, () => {
    const runs = textRuns(line)
    assert.equal(runs.map(run => run.text).join('|'), seen)
    assert.equal(runs.map(run => run.font).join(' '), fonts)
  })
}

for (const [text, right] of [
  ['שלום לך', true],
  ['مرحبا 12', true],
  ['Parcours שלום', false],
  ['שלום ויום טוב, Lumen', true],
  ['12 %', false],
  ['', false],
] as const) {
  test(`the side at which a text begins is that of most of its letters: “${text}”`, () => {
    assert.equal(isRightToLeft(text), right)
  })
}

test('what is read from right to left begins at the right edge of its frame', () => {
  const style = { face: 'regular', size: 10, leading: 14 } as const
  const block = wordsBlock([{ text: 'שלום לך', style, colour: '#000' }], 200, { padX: 10 })
  const picture = { width: 200, height: 40, marks: [{ kind: 'block', x: 0, y: 0, block } as const] }
  const words = { language: 'fr', title: '', description: '' } as const
  assert.match(paintSvg(picture, words), /<text x="190" [^>]*direction="rtl"/)
  const runsOf = () => [
    { text: 'לך', x: 0, width: 20 },
    { text: 'שלום', x: 24, width: 36 },
  ]
  assert.match(paintSvg(picture, { ...words, runsOf }), /<text x="130" .*<text x="154" /)
})

test('what is lacking is told by its characters, once', async () => {
  takeLacking()
  const whole = trialMap({ steps: 2, lanes: 2 })
  const named = (fr: string) => ({ ...whole, journey: { ...whole.journey, name: { fr } } })
  await drawMap('pdf', trialRequest(named('Ж 客户 مرحبا')))
  assert.deepEqual(takeLacking(), [])
  for (const format of ['pdf', 'png'] as const) {
    await drawMap(format, trialRequest(named('กา ก')))
    assert.deepEqual(takeLacking(), ['ก', 'า'])
  }
})

test('a PDF in seven scripts holds their words to be searched, and the same bytes each time', async context => {
  const whole = trialMap({ steps: 2, lanes: 3 })
  const name = { fr: 'Ωμέγα Жду 客户体验 東京へ行く 고객 여정' }
  const request = trialRequest({ ...whole, journey: { ...whole.journey, name } })
  const pdf = await drawMap('pdf', request)
  assert.deepEqual(await drawMap('pdf', request), pdf)
  assert.ok(pdf.length < 400_000, `only the characters used are in the file: ${pdf.length}`)
  assert.ok(widthOf('客户', 'regular', 10) > 15)
  try {
    execFileSync('which', ['pdftotext'], { stdio: 'pipe' })
  } catch {
    return context.diagnostic('not checked with pdftotext: it is not on this machine')
  }
  const directory = mkdtempSync(join(tmpdir(), 'parcours-scripts-'))
  try {
    writeFileSync(join(directory, 'map.pdf'), pdf)
    const text = execFileSync('pdftotext', [join(directory, 'map.pdf'), '-'], { encoding: 'utf8' })
    for (const word of ['Ωμέγα', 'Жду', '客户体验', '東京へ行く', '고객']) assert.ok(text.includes(word), word)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
})
