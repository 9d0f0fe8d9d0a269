import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { buildSdk } from '../../../scripts/build-sdk.ts'
import { surveyTemplates } from '../../vocabulary/survey/survey-templates.ts'

test('the widget weighs less than 15 kB with the largest survey of the templates', async context => {
  const directory = mkdtempSync(join(tmpdir(), 'parcours-widget-'))
  try {
    const { widget, script } = await buildSdk(directory)
    const weigh = (text: string | Buffer) => gzipSync(text).length
    const surveys = surveyTemplates.map(({ survey }) => weigh(JSON.stringify(survey)))
    const whole = weigh(readFileSync(widget)) + Math.max(...surveys)
    context.diagnostic(
      `widget ${weigh(readFileSync(widget))}, with a survey ${whole}, SDK ${weigh(readFileSync(script))} bytes`,
    )
    assert.ok(whole < 15_000, `${whole} bytes`)
    assert.doesNotMatch(readFileSync(widget, 'utf8'), /_zod/)
  } finally {
    rmSync(directory, { recursive: true })
  }
})
