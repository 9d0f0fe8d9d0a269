import assert from 'node:assert/strict'
import { posix } from 'node:path'
import { before, test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { SaxesParser } from 'saxes'
import { trialPng } from '../pictures/trial-pictures.ts'
import { drawMap } from './draw-map.ts'
import { trialMap, trialRequest } from './trial-map.ts'

type Element = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Element[]
  text: string
}

const types = 'application/vnd.openxmlformats-officedocument'

/** What each relation leads to, as the standard (ISO/IEC 29500) names it. */
const contentOf: Readonly<Record<string, string>> = {
  slide: `${types}.presentationml.slide+xml`,
  slideLayout: `${types}.presentationml.slideLayout+xml`,
  slideMaster: `${types}.presentationml.slideMaster+xml`,
  notesMaster: `${types}.presentationml.notesMaster+xml`,
  notesSlide: `${types}.presentationml.notesSlide+xml`,
  theme: `${types}.theme+xml`,
  chart: `${types}.drawingml.chart+xml`,
  package: `${types}.spreadsheetml.sheet`,
  image: 'image/png',
  officeDocument: `${types}.presentationml.presentation.main+xml`,
  presProps: `${types}.presentationml.presProps+xml`,
  viewProps: `${types}.presentationml.viewProps+xml`,
  tableStyles: `${types}.presentationml.tableStyles+xml`,
}

let file: Record<string, Uint8Array>
let whole: ReturnType<typeof trialMap>
const textOf = (name: string) => strFromU8(file[name]!)
const parts = () => Object.keys(file).filter(name => /\.xml$/.test(name))

before(async () => {
  const drawn = trialMap({ steps: 14, lanes: 6, stepsPerPhase: 5 })
  const [phase, ...others] = drawn.map.phases
  const [step, ...steps] = phase!.steps
  const picture = {
    lane: 'lan-pic',
    text: null,
    refs: [],
    span: 1,
    evidence: [],
    picture: { id: 'pic-a', alt: { fr: 'Une lampe' } },
  }
  const lane = { id: 'lan-pic', type: 'image' as const, name: null, visibility: 'all' as const }
  whole = {
    ...drawn,
    map: {
      ...drawn.map,
      lanes: [...drawn.map.lanes, lane],
      phases: [{ ...phase!, steps: [{ ...step!, cells: [...step!.cells, picture] }, ...steps] }, ...others],
    },
  }
  const pictures = new Map([
    ['pic-a', { type: 'image/png' as const, width: 60, height: 40, content: trialPng(60, 40) }],
  ])
  const feelings = drawn.map.phases
    .flatMap(each => each.steps)
    .map(({ id }, index) => ({
      step: id,
      mean: index === 3 ? null : 0.2,
      low: 0.1,
      high: 0.3,
      customers: 40,
      reading: index === 3 ? ('hidden' as const) : ('reliable' as const),
    }))
  const lived = {
    feelings,
    from: '2026-08-01T00:00:00Z',
    to: '2026-11-01T00:00:00Z',
    cases: 400,
    reach: new Map(),
    view: 'lived' as const,
  }
  file = unzipSync(await drawMap('pptx', trialRequest(whole, { pictures, lived })))
})

test('every relation of every part leads to a part that is there, of the type that it says', () => {
  const contentType = typesOf()
  for (const name of Object.keys(file).filter(each => each.endsWith('.rels'))) {
    const owner = posix.join(posix.dirname(name), '..', posix.basename(name, '.rels'))
    if (name !== '_rels/.rels') assert.ok(file[owner], `${name} belongs to no part`)
    const relations = childrenOf(parsed(name), 'Relationship')
    const ids = relations.map(one => one.attributes.Id)
    assert.equal(new Set(ids).size, ids.length, `${name} gives an id twice`)
    for (const { attributes } of relations) {
      assert.equal(attributes.TargetMode, undefined, `${name} leads out of the file`)
      const target = attributes.Target!.startsWith('/')
        ? attributes.Target!.slice(1)
        : posix.join(posix.dirname(owner), attributes.Target!)
      assert.ok(file[target], `${name} leads to ${target}, which is not there`)
      const kind = attributes.Type!.split('/').at(-1)!
      if (contentOf[kind]) assert.equal(contentType(target), contentOf[kind], `${name} → ${target}`)
    }
    const used = [...(file[owner] ? textOf(owner) : '').matchAll(/\sr:(?:id|embed|link)="([^"]+)"/g)].map(
      ([, id]) => id,
    )
    for (const id of used) assert.ok(ids.includes(id), `${owner} uses ${id}, which ${name} does not give`)
  }
  for (const name of parts()) {
    const rels = posix.join(posix.dirname(name), '_rels', `${posix.basename(name)}.rels`)
    if (/\sr:(id|embed|link)="/.test(textOf(name))) assert.ok(file[rels], `${name} uses relations and has none`)
  }
})

test('every part has one content type, and no type is given to what is not there', () => {
  const { children } = parsed('[Content_Types].xml')
  const overrides = children.filter(one => one.name === 'Override').map(one => one.attributes.PartName!.slice(1))
  const defaults = children.filter(one => one.name === 'Default').map(one => one.attributes.Extension!)
  assert.equal(new Set(overrides).size, overrides.length, 'a part has two types')
  assert.equal(new Set(defaults).size, defaults.length, 'an extension has two types')
  for (const name of overrides) assert.ok(file[name], `${name} has a type and is not there`)
  const contentType = typesOf()
  for (const name of Object.keys(file)) if (name !== '[Content_Types].xml') assert.ok(contentType(name), name)
})

test('ids are given once: of shapes on a slide, of slides, of layouts and their master', () => {
  for (const name of parts().filter(each => /^ppt\/(slides|slideLayouts|slideMasters)\//.test(each))) {
    const ids = [...textOf(name).matchAll(/<p:cNvPr id="(\d+)"/g)].map(([, id]) => id)
    assert.equal(new Set(ids).size, ids.length, `${name} gives a shape id twice`)
  }
  const slides = [...textOf('ppt/presentation.xml').matchAll(/<p:sldId id="(\d+)"/g)].map(([, id]) => Number(id))
  assert.equal(new Set(slides).size, slides.length)
  assert.ok(slides.every(id => id >= 256 && id < 2 ** 31))
  const large = ['ppt/presentation.xml', 'ppt/slideMasters/slideMaster1.xml'].flatMap(name =>
    [...textOf(name).matchAll(/<p:sld(?:Master|Layout)Id id="(\d+)"/g)].map(([, id]) => Number(id)),
  )
  assert.equal(new Set(large).size, large.length, 'masters and layouts share one line of ids')
  assert.ok(large.every(id => id >= 2 ** 31))
})

test('what the presentation holds comes in the order of its schema', () => {
  const order = [
    'sldMasterIdLst',
    'notesMasterIdLst',
    'handoutMasterIdLst',
    'sldIdLst',
    'sldSz',
    'notesSz',
    'defaultTextStyle',
    'extLst',
  ]
  const found = parsed('ppt/presentation.xml').children.map(one => order.indexOf(one.name.replace('p:', '')))
  assert.deepEqual(
    found,
    found.toSorted((a, b) => a - b),
  )
  assert.ok(!found.includes(-1))
  for (const name of parts().filter(each => /^ppt\/slides\/slide\d+\.xml$/.test(each))) {
    const { children } = parsed(name)
    assert.equal(children[0]?.name, 'p:cSld', name)
    for (const shape of everyElement(children[0]!, 'p:sp')) {
      const inner = ['p:nvSpPr', 'p:spPr', 'p:style', 'p:txBody', 'p:extLst']
      const at = shape.children.map(one => inner.indexOf(one.name))
      assert.deepEqual(
        at,
        at.toSorted((a, b) => a - b),
        name,
      )
    }
    // A text body without a paragraph is what makes a reader offer to repair the file.
    for (const body of [...everyElement(children[0]!, 'p:txBody'), ...everyElement(children[0]!, 'a:txBody')]) {
      assert.ok(
        body.children.some(one => one.name === 'a:p'),
        `${name} has a text without a paragraph`,
      )
    }
  }
  const slides = parts().filter(each => /^ppt\/slides\/slide\d+\.xml$/.test(each)).length
  assert.equal(/<Slides>(\d+)<\/Slides>/.exec(textOf('docProps/app.xml'))?.[1], String(slides))
})

test('each phase has its slide, named after it; feelings are a chart there, pictures are pictures', () => {
  const titles = parts()
    .filter(each => /^ppt\/slides\/slide\d+\.xml$/.test(each))
    .map(name => parsed(name))
    .flatMap(slide => {
      const title = everyElement(slide, 'p:sp').find(shape =>
        everyElement(shape, 'p:ph').some(one => one.attributes.type === 'title'),
      )
      return title
        ? [
            everyElement(title, 'a:t')
              .map(one => one.text)
              .join(''),
          ]
        : []
    })
  for (const phase of whole.map.phases)
    assert.equal(titles.filter(title => title === phase.name.fr).length, 1, phase.name.fr)
  const charts = parts().filter(each => /^ppt\/charts\/chart\d+\.xml$/.test(each))
  assert.equal(charts.length, whole.map.phases.length)
  assert.equal(Object.keys(file).filter(name => /^ppt\/media\//.test(name)).length, 1)
})

test('each chart holds its own workbook, and what it shows is what stands there', () => {
  for (const name of parts().filter(each => /^ppt\/charts\/chart\d+\.xml$/.test(each))) {
    const chart = parsed(name)
    const axes = everyElement(chart, 'c:axId').map(one => one.attributes.val)
    for (const id of axes)
      assert.equal(axes.filter(each => each === id).length, 2, `${name}: axis ${id} is used and defined`)
    const [external] = everyElement(chart, 'c:externalData')
    const rels = childrenOf(parsed(posix.join('ppt/charts/_rels', `${posix.basename(name)}.rels`)), 'Relationship')
    const target = rels.find(one => one.attributes.Id === external?.attributes['r:id'])?.attributes.Target
    assert.ok(target, `${name} has no workbook`)
    const book = unzipSync(file[posix.join('ppt/charts', target)]!)
    const cells = cellsOf(book)
    for (const series of everyElement(chart, 'c:ser')) {
      for (const reference of [...everyElement(series, 'c:strRef'), ...everyElement(series, 'c:numRef')]) {
        const [formula] = childrenOf(reference, 'c:f')
        const places = placesOf(formula!.text)
        for (const point of everyElement(reference, 'c:pt')) {
          const place = places[Number(point.attributes.idx)]!
          const shown = childrenOf(point, 'c:v')[0]!.text
          assert.equal(cells.get(place), shown, `${name} ${formula!.text} ${place}`)
        }
      }
    }
  }
})

function typesOf(): (name: string) => string | undefined {
  const { children } = parsed('[Content_Types].xml')
  const of = new Map(
    children.map(({ attributes }) => [
      attributes.PartName?.slice(1) ?? `.${attributes.Extension}`,
      attributes.ContentType,
    ]),
  )
  return name => of.get(name) ?? of.get(`.${name.split('.').at(-1)}`)
}

/** The cells of the one sheet of a workbook, as text, by place. */
function cellsOf(book: Record<string, Uint8Array>): ReadonlyMap<string, string> {
  const strings = book['xl/sharedStrings.xml']
    ? everyElement(parse(strFromU8(book['xl/sharedStrings.xml']), 'sharedStrings'), 'si').map(one =>
        everyElement(one, 't')
          .map(t => t.text)
          .join(''),
      )
    : []
  const sheet = parse(strFromU8(book['xl/worksheets/sheet1.xml']!), 'sheet1')
  return new Map(
    everyElement(sheet, 'c').flatMap(cell => {
      const value = everyElement(cell, 'v')[0]?.text
      if (value === undefined) return []
      return [[cell.attributes.r!, cell.attributes.t === 's' ? (strings[Number(value)] ?? '') : value] as const]
    }),
  )
}

/** « Sheet1!$B$2:$B$6 » → B2, B3 … B6. */
function placesOf(formula: string): readonly string[] {
  const [, column, from, to] = /!\$([A-Z]+)\$(\d+)(?::\$[A-Z]+\$(\d+))?$/.exec(formula) ?? []
  assert.ok(column && from, formula)
  return Array.from({ length: Number(to ?? from) - Number(from) + 1 }, (_, index) => `${column}${Number(from) + index}`)
}

const parsed = (name: string) => parse(textOf(name), name)

function parse(xml: string, name: string): Element {
  const parser = new SaxesParser({ xmlns: false })
  const open: Element[] = [{ name: '', attributes: {}, children: [], text: '' }]
  parser.on('opentag', tag => {
    const element: Element = {
      name: tag.name,
      attributes: tag.attributes as Record<string, string>,
      children: [],
      text: '',
    }
    open.at(-1)!.children.push(element)
    open.push(element)
  })
  parser.on('text', text => {
    open.at(-1)!.text += text
  })
  parser.on('closetag', () => open.pop())
  parser.on('error', error => {
    throw new Error(`${name}: ${error.message}`)
  })
  parser.write(xml).close()
  return open[0]!.children[0]!
}

const childrenOf = (element: Element, name: string) => element.children.filter(one => one.name === name)

function everyElement(element: Element, name: string): readonly Element[] {
  return [...(element.name === name ? [element] : []), ...element.children.flatMap(one => everyElement(one, name))]
}
