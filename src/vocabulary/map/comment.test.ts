import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CommentPart, mentionsIn, partsOfComment } from './comment.ts'
import { keyOfTarget, type MapTarget, targetOfKey } from './map-target.ts'

test('a comment is read as text, mentions and links, and nothing of it as markup', () => {
  const text = (said: string): CommentPart => ({ kind: 'text', text: said })
  const cases: [body: string, parts: CommentPart[]][] = [
    ['Bonjour', [text('Bonjour')]],
    ['@[mem_1] regarde', [{ kind: 'mention', member: 'mem_1' }, text(' regarde')]],
    ['<script>alert(1)</script>', [text('<script>alert(1)</script>')]],
    ['@[<b>] @mem', [text('@[<b>] @mem')]],
    [
      'voir https://example.org/a?b=1. Fin',
      [text('voir '), { kind: 'link', address: 'https://example.org/a?b=1' }, text('. Fin')],
    ],
    ['javascript:alert(1) data:text/html,x', [text('javascript:alert(1) data:text/html,x')]],
  ]
  for (const [body, parts] of cases) assert.deepEqual(partsOfComment(body), parts, body)
  assert.deepEqual(mentionsIn('@[mem_2] @[mem_1] @[mem_2]'), ['mem_2', 'mem_1'])
})

test('every target has one key, and a key is read back as its target or as nothing', () => {
  const targets: MapTarget[] = [
    { kind: 'map' },
    { kind: 'phase', id: 'p1' },
    { kind: 'step', id: 's1' },
    { kind: 'placement', id: 'pl.1' },
    { kind: 'lane', id: 'l:1' },
    { kind: 'cell', step: 's1', lane: 'l1' },
  ]
  for (const target of targets) assert.deepEqual(targetOfKey(keyOfTarget(target)), target)
  for (const odd of ['', 'step', 'step/', 'cell/s1', 'map/x', 'lane/a/b', 'other/x', 'step/<b>'])
    assert.equal(targetOfKey(odd), undefined, odd)
})
