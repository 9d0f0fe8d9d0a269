import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, posix } from 'node:path'
import { mock, type TestContext, test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { SaxesParser } from 'saxes'
import { drawingFormats } from '../../contract/map-drawing.ts'
import type { WholeMap } from '../../contract/mapping.ts'
import { trialPng, trialWebp } from '../pictures/trial-pictures.ts'
import { drawMap } from './draw-map.ts'
import { trialMap, trialRequest } from './trial-map.ts'

const small = trialMap({ steps: 9, lanes: 9 })
const nasty = '<script>alert("1")</script> & ]]> \u0007\u202e=HYPERLINK("http://x")\u0000 😀 שלום \ufffe👩‍👩‍👧 A\u200fB'

/** A map in which every text that people write is the same hostile one. */
function poisoned(whole: WholeMap): WholeMap {
  const spoil = (value: unknown, key = ''): unknown => {
    if (Array.isArray(value)) return value.map(one => spoil(one))
    if (typeof value !== 'object' || value === null) {
      return ['fr', 'en', 'label'].includes(key) && typeof value === 'string' ? `${nasty} ${value}` : value
    }
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, spoil(inner, name)]))
  }
  return spoil(whole) as WholeMap
}

/** Reads XML as strictly as can be; gives its text. */
function textOfXml(xml: string, name: string): string {
  const parser = new SaxesParser({ xmlns: true })
  let text = ''
  parser.on('error', error => assert.fail(`${name}: ${error.message}`))
  parser.on('text', part => {
    text += `${part} `
  })
  parser.write(xml).close()
  return text
}

test('the same map gives the same bytes in every format, whatever the clock says', async () => {
  for (const format of drawingFormats) {
    const first = await drawMap(format, trialRequest(small))
    mock.timers.enable({ apis: ['Date'], now: Date.parse('2031-05-06T07:08:09Z') })
    try {
      assert.ok(Buffer.from(first).equals(await drawMap(format, trialRequest(small))), format)
    } finally {
      mock.timers.reset()
    }
  }
})

test('a change of the map changes the file', async () => {
  const other = { ...small, map: { ...small.map, name: { fr: 'Autre' } } }
  for (const format of drawingFormats) {
    const [one, two] = await Promise.all([drawMap(format, trialRequest(small)), drawMap(format, trialRequest(other))])
    assert.ok(!Buffer.from(one).equals(two), format)
  }
})

test('hostile text stands as text in an SVG that is well-formed and runs nothing', async () => {
  for (const whole of [small, poisoned(small)]) {
    const svg = new TextDecoder('utf-8', { fatal: true }).decode(await drawMap('svg', trialRequest(whole)))
    const text = textOfXml(svg, 'svg')
    assert.doesNotMatch(svg, /<script|<foreignObject|\son\w+=|href=/)
    for (const unwanted of ['\u0000', '\u0007', '\u202e', '\u200f', '\ufffe']) assert.ok(!text.includes(unwanted))
    assert.match(text, /Je\s+fais/)
  }
})

test('labels are in the language that is asked for, the other one where there is none', async () => {
  const svg = strFromU8(await drawMap('svg', trialRequest(small, { language: 'en' })))
  assert.match(svg, /I do thing/)
  assert.match(svg, />Touchpoints</)
  assert.match(svg, />Camille</)
  assert.doesNotMatch(svg, /Je fais/)
})

test('only the lanes and phases asked for are drawn', async () => {
  const svg = strFromU8(await drawMap('svg', trialRequest(small, { lanes: ['lan-0'], phases: ['pha-1'] })))
  assert.match(svg, />Points de contact</)
  assert.doesNotMatch(svg, />Pensées</)
  assert.doesNotMatch(svg, />Émotion</)
  assert.doesNotMatch(svg, /Phase numéro 1</)
  assert.match(svg, /Phase numéro 2</)
})

test('a map without a step, a lane or a name is still drawn', async () => {
  const map = { ...small.map, name: null, lanes: [], phases: [], momentsOfTruth: [] }
  const onePhase = { ...map, phases: [{ ...small.map.phases[0]!, steps: [] }] }
  for (const each of [map, onePhase]) {
    for (const format of drawingFormats) {
      for (const paper of ['fit', 'A4'] as const) {
        assert.ok((await drawMap(format, trialRequest({ ...small, map: each }, { paper }))).length > 500, format)
      }
    }
  }
})

test('a PNG is an image of the map, never larger than what readers take', async () => {
  const png = Buffer.from(await drawMap('png', trialRequest(small)))
  assert.equal(png.subarray(1, 4).toString(), 'PNG')
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)]
  assert.ok(width > 2000 && width <= 16_000 && height > 800, `${width} × ${height}`)
  const wide = Buffer.from(await drawMap('png', trialRequest(trialMap({ steps: 130, lanes: 1 }))))
  assert.ok(wide.readUInt32BE(16) <= 16_000)
})

test('a presentation is whole: every part is XML, every relation leads somewhere, every part has a type', async () => {
  const file = unzipSync(await drawMap('pptx', trialRequest(poisoned(small))))
  const names = new Set(Object.keys(file))
  const texts = new Map<string, string>()
  for (const name of names) if (/\.(xml|rels)$/.test(name)) texts.set(name, textOfXml(strFromU8(file[name]!), name))
  for (const name of [...names].filter(each => each.endsWith('.rels'))) {
    const from = posix.join(posix.dirname(name), '..')
    for (const [, target] of strFromU8(file[name]!).matchAll(/Target="([^"]+)"/g)) {
      const at = target!.startsWith('/') ? target!.slice(1) : posix.join(from, target!)
      assert.ok(names.has(at), `${name} leads to ${at}, which is not there`)
    }
  }
  const types = strFromU8(file['[Content_Types].xml']!)
  const typed = new Set([...types.matchAll(/PartName="\/([^"]+)"/g)].map(([, name]) => name))
  const extensions = new Set([...types.matchAll(/Extension="([^"]+)"/g)].map(([, name]) => name))
  for (const name of typed) assert.ok(names.has(name!), `${name} has a type and is not there`)
  for (const name of names) {
    if (name !== '[Content_Types].xml') assert.ok(typed.has(name) || extensions.has(name.split('.').at(-1)!), name)
  }
  const slides = [...texts].filter(([name]) => /slides\/slide\d+\.xml$/.test(name))
  assert.ok(slides.length >= 4)
  assert.match(slides.map(([, text]) => text).join(' '), /<script>alert\("1"\)<\/script>/)
  for (const name of names) if (/slides\/slide\d+\.xml$/.test(name)) assertFit(strFromU8(file[name]!), name)
})

/** Nothing smaller than nine points, nothing outside the slide, no paragraph left for the reader to repair. */
function assertFit(xml: string, name: string): void {
  for (const [, size] of xml.matchAll(/\ssz="(\d+)"/g)) assert.ok(Number(size) >= 900, `${name}: ${size}`)
  assert.doesNotMatch(xml, /<a:t><\/a:t>|<a:t\/>/)
  for (const [, x, y, width, height] of xml.matchAll(
    /<a:off x="(-?\d+)" y="(-?\d+)"\/><a:ext cx="(\d+)" cy="(\d+)"/g,
  )) {
    assert.ok(Number(x) >= 0 && Number(x) + Number(width) <= 12_192_000 + 12_700, `${name}: ${x} + ${width}`)
    assert.ok(Number(y) >= 0 && Number(y) + Number(height) <= 6_858_000 + 12_700, `${name}: ${y} + ${height}`)
  }
}

test('a presentation has a slide a phase, two for more than six steps, and its feelings as a native chart', async () => {
  const file = unzipSync(await drawMap('pptx', trialRequest(trialMap({ steps: 8, lanes: 5, stepsPerPhase: 8 }))))
  const slides = Object.keys(file).filter(name => /slides\/slide\d+\.xml$/.test(name))
  // The title, steps 1 to 4, steps 5 to 8, the moments of truth.
  assert.equal(slides.length, 4)
  const chart = strFromU8(file['ppt/charts/chart1.xml']!)
  assert.match(chart, /<c:lineChart>/)
  assert.match(chart, /Je fais la chose numéro 1/)
  assert.match(textOfXml(strFromU8(file['ppt/slides/slide2.xml']!), 'slide 2'), /étapes 1 à 4 sur 8/)
  const workbook = Object.keys(file).find(name => name.endsWith('Worksheet1.xlsx'))
  for (const [name, part] of Object.entries(unzipSync(file[workbook!]!))) {
    if (/\.(xml|rels)$/.test(name)) textOfXml(strFromU8(part), name)
  }
})

test('a lane too high for a slide or a sheet goes on with the next, and no word is lost', async () => {
  const [phase] = small.map.phases
  const words = Array.from({ length: 900 }, (_, index) => `mot${index}`).join(' ')
  const steps = phase!.steps
    .slice(0, 2)
    .map(step => ({ ...step, cells: [{ lane: 'lan-3', text: { fr: words }, refs: [], span: 1, evidence: [] }] }))
  const whole = { ...small, map: { ...small.map, phases: [{ ...phase!, steps }] } }
  const file = unzipSync(await drawMap('pptx', trialRequest(whole)))
  const slides = Object.keys(file).filter(name => /slides\/slide\d+\.xml$/.test(name))
  const said = slides.map(name => textOfXml(strFromU8(file[name]!), name)).join(' ')
  for (let index = 0; index < 900; index++) assert.equal(said.match(new RegExp(`\\bmot${index}\\b`, 'g'))?.length, 2)
  assert.match(said, /Pensées \(suite\)/)
})

test('a PDF holds its fonts, its text and a bookmark for each phase', async context => {
  const pdf = Buffer.from(await drawMap('pdf', trialRequest(small, { paper: 'A3' })))
  const plain = pdf.toString('latin1')
  assert.match(plain, /\/FontFile2/)
  assert.ok(plain.match(/\/Title/g)!.length >= 3)
  assert.match(plain, /\/MarkInfo/)
  withTool(context, 'pdftotext', pdf, 'pdf', path => {
    const text = execFileSync('pdftotext', [path, '-'], { encoding: 'utf8' })
    assert.match(text, /Je fais la chose/)
    assert.match(text, /Brouillon, jamais publié/)
    const fonts = execFileSync('pdffonts', [path], { encoding: 'utf8' }).trim().split('\n').slice(2)
    assert.ok(
      fonts.length >= 3 && fonts.every(line => /Inter/.test(line) && /yes yes yes/.test(line)),
      fonts.join('\n'),
    )
  })
})

test('sixty steps can be read on one A1 sheet, and on A4 on several that say which they are', async context => {
  const pages = async (steps: number, lanes: number, paper: 'A1' | 'A3' | 'A4') => {
    const pdf = Buffer.from(await drawMap('pdf', trialRequest(trialMap({ steps, lanes }), { paper })))
    return { pdf, count: pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)!.length }
  }
  const wall = await pages(60, 12, 'A1')
  assert.equal(wall.count, 1)
  const many = await pages(60, 12, 'A4')
  assert.ok(many.count > 5, String(many.count))
  withTool(context, 'pdftotext', many.pdf, 'pdf', path => {
    const text = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' })
    assert.match(text, new RegExp(`Feuille ${many.count} sur ${many.count}`))
  })
})

test('LibreOffice opens the presentation and finds its words', async context => {
  const pptx = Buffer.from(await drawMap('pptx', trialRequest(poisoned(small))))
  withTool(context, 'soffice', pptx, 'pptx', (path, directory) => {
    const profile = `-env:UserInstallation=file://${directory}/profile`
    const args = [profile, '--headless', '--convert-to', 'pdf', '--outdir', directory, path]
    execFileSync('soffice', args, { timeout: 120_000, stdio: 'pipe' })
    assert.ok(readFileSync(join(directory, 'file.pdf')).length > 10_000)
  })
})

/** Does it where the tool is on the machine; says so where not. */
function withTool(
  context: TestContext,
  tool: string,
  content: Buffer,
  extension: string,
  act: (path: string, directory: string) => void,
): void {
  try {
    execFileSync('which', [tool], { stdio: 'pipe' })
  } catch {
    context.diagnostic(`not checked with ${tool}: it is not on this machine`)
    return
  }
  const directory = mkdtempSync(join(tmpdir(), 'parcours-drawing-'))
  try {
    const path = join(directory, `file.${extension}`)
    writeFileSync(path, content)
    act(path, directory)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

test('what was measured is a third series beside declared and desired, with its n, and a gap where there is too little', async () => {
  const feelings = small.map.phases
    .flatMap(phase => phase.steps)
    .map(({ id }, index) => ({
      step: id,
      mean: index === 2 ? null : 0.31,
      low: index === 2 ? null : 0.2,
      high: index === 2 ? null : 0.4,
      customers: 100 + index,
      reading: index === 2 ? ('hidden' as const) : ('reliable' as const),
    }))
  const request = trialRequest(small, {
    lived: {
      feelings,
      from: '2026-08-23T22:00:00Z',
      to: '2026-11-21T23:00:00Z',
      cases: 1234,
      reach: new Map([['tch-0', 0.284]]),
      view: 'lived',
    },
  })
  const text = textOfXml(strFromU8(await drawMap('svg', request)), 'svg')
  assert.match(text, /\+0,31 \s*n\u00a0100/)
  assert.doesNotMatch(text, /n\u00a0102/)
  assert.match(text, /mesurée,\s+24\s+août/)
  assert.match(text, /28\u00a0%\s+des\s+parcours/)
  assert.match(text, /Mesuré\s+24\s+août[\s\S]*n\s=\s1.234\s+parcours/)
  const gap = textOfXml(
    strFromU8(await drawMap('svg', { ...request, lived: { ...request.lived!, view: 'gap' } })),
    'svg',
  )
  assert.match(gap, /\+0,31 \(Δ\u00a0−0,29\)/)
  assert.match(gap, /écart/)
  const file = unzipSync(await drawMap('pptx', request))
  const chart = strFromU8(file['ppt/charts/chart1.xml']!)
  assert.match(chart, /mesurée,\s+24\s+août/)
  assert.match(chart, /désirée/)
})

test('pictures stand in their cells in every form, and their words where one cannot be read', async () => {
  const [phase, ...others] = small.map.phases
  const [first, second, ...steps] = phase!.steps
  const blank = { text: null, refs: [], span: 1, evidence: [] }
  const cells = (lane: string, id: string, alt: string) => [{ ...blank, lane, picture: { id, alt: { fr: alt } } }]
  const lane = { id: 'lan-pictures', type: 'image' as const, name: null, visibility: 'all' as const }
  const map = {
    ...small.map,
    lanes: [lane, ...small.map.lanes],
    phases: [
      {
        ...phase!,
        steps: [
          { ...first!, cells: cells(lane.id, 'pic-a', 'Une lampe "allumée"') },
          { ...second!, cells: cells(lane.id, 'pic-b', 'Un reçu') },
          ...steps,
        ],
      },
      ...others,
    ],
  }
  const pictures = new Map([
    ['pic-a', { type: 'image/png' as const, width: 60, height: 40, content: trialPng(60, 40) }],
    ['pic-b', { type: 'image/webp' as const, width: 1, height: 1, content: trialWebp }],
  ])
  const request = trialRequest({ ...small, map }, { pictures })
  const svg = strFromU8(await drawMap('svg', request))
  assert.equal(svg.match(/<image [^>]*href="data:image\/png;base64,/g)?.length, 2)
  assert.match(textOfXml(svg, 'svg'), /Une lampe "allumée"/)
  const file = unzipSync(await drawMap('pptx', request))
  assert.equal(Object.keys(file).filter(name => /media\/.*\.png$/.test(name)).length, 2)
  assert.match(strFromU8(file['ppt/slides/slide2.xml']!), /descr="Une lampe &quot;allumée&quot;"/)
  const pdf = Buffer.from(await drawMap('pdf', request))
  // Each with the picture of what can be seen through.
  assert.equal(pdf.toString('latin1').match(/\/Subtype \/Image/g)?.length, 4)
  assert.match(pdf.toString('latin1'), /\/S \/Figure/)
  const plain = await drawMap('png', trialRequest({ ...small, map }))
  assert.notDeepEqual(await drawMap('png', request), plain)
  const lacking = strFromU8(await drawMap('svg', trialRequest({ ...small, map })))
  assert.match(textOfXml(lacking, 'svg'), /\[Un reçu\]/)
  for (const format of drawingFormats) {
    const damaged = new Map([...pictures].map(([id, one]) => [id, { ...one, content: one.content.slice(0, 50) }]))
    assert.ok((await drawMap(format, { ...request, pictures: damaged })).length > 500, format)
  }
})
