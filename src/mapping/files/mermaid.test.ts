import assert from 'node:assert/strict'
import { test } from 'node:test'
import { richMap } from './map-cases.ts'
import { mermaidFromMap } from './mermaid-from-map.ts'
import { gatherRemarks } from './remarks.ts'
import { isMermaidJourney, sketchFromMermaid } from './sketch-from-mermaid.ts'

function read(text: string) {
  const remarks = gatherRemarks()
  const sketch = sketchFromMermaid(text, { language: undefined, locale: 'fr' }, remarks)
  return { sketch, errors: remarks.list().filter(one => one.weight === 'error') }
}

test('sections are phases, tasks steps, scores feelings and actors personas', () => {
  const { sketch, errors } = read(`---
title: My working day
---
journey
    %% a comment
    title My working day
    section Go to work
      Make tea: 5: Me
      Go upstairs: 3: Me, Cat
      Do work: 1: Me
      Do work: 4: Cat
    section Go home
      Sit down: 2.5
`)
  assert.deepEqual(errors, [])
  assert.deepEqual(sketch.name, { en: 'My working day' })
  assert.deepEqual(
    sketch.phases.map(phase => [phase.name.en, phase.steps.map(step => step.title.en)]),
    [
      ['Go to work', ['Make tea', 'Go upstairs', 'Do work']],
      ['Go home', ['Sit down']],
    ],
  )
  assert.deepEqual(
    sketch.phases.flatMap(phase => phase.steps.map(step => step.declared.map(one => [one.persona?.en, one.valence]))),
    [
      [['Me', 1]],
      [
        ['Me', 0],
        ['Cat', 0],
      ],
      [
        ['Me', -1],
        ['Cat', 0.5],
      ],
      [[undefined, -0.25]],
    ],
  )
  assert.deepEqual(
    sketch.personas.map(persona => persona.name.en),
    ['Me', 'Cat'],
  )
})

test('a journey in a fence, with directives or a blank first line, is recognised; other diagrams are not', () => {
  assert.ok(isMermaidJourney('\n```mermaid\n%%{init: {"theme": "dark"}}%%\njourney\n'))
  assert.ok(!isMermaidJourney('flowchart LR\n journey --> end'))
  assert.ok(!isMermaidJourney('journey;step\nAchat;Je paie'))
})

test('what is no task is told line by line, all of it', () => {
  const { errors } = read('journey\nsection A\nnothing\nOne: 6: Me\nTwo: often\nThree: 3: a: b\n')
  assert.deepEqual(
    errors.map(({ line, column, value }) => [line, column, value]),
    [
      [3, null, 'nothing'],
      [4, 'score', '6'],
      [5, 'score', 'often'],
      [6, null, 'Three: 3: a: b'],
    ],
  )
})

test('text that Mermaid or a page would take for something else is written by number and read back', () => {
  const hostile = [
    '<script>alert(1)</script>',
    'section de plus',
    'a: b; c # d, e',
    '%% non',
    '`x` {y} [z] | \\',
    'title',
  ]
  const map = {
    ...richMap,
    map: {
      ...richMap.map,
      phases: [
        {
          ...richMap.map.phases[0]!,
          steps: hostile.map((fr, index) => ({ ...richMap.map.phases[0]!.steps[1]!, id: `s${index}`, title: { fr } })),
        },
      ],
    },
  }
  const text = mermaidFromMap(map, 'fr')
  const body = text.replace(/^%%.*\n/gm, '')
  assert.doesNotMatch(body, /[<>;`{}[\]|\\](?<!#\d+;)/)
  assert.equal(body.match(/^ *section /gm)?.length, 1)
  assert.equal(body.match(/^ *title /gm)?.length, 1)
  const { sketch, errors } = read(text)
  assert.deepEqual(errors, [])
  assert.deepEqual(
    sketch.phases[0]!.steps.map(step => step.title.fr),
    hostile,
  )
})

test('what the form has no place for is counted at the top of the file', () => {
  const text = mermaidFromMap(richMap, 'fr')
  assert.match(text, /^%% Ce format ne conserve pas :\n/)
  assert.match(text, /%% - points de contact : 4\n/)
  assert.match(text, /%% - étapes sans émotion déclarée, écrites 3 : 3\n/)
})
