import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { netPromoter } from './net-promoter.ts'

const survey = join(import.meta.dirname, '../../../../shared/data/survey/sfo_customer_survey_2017.csv.gz')

test('the net promoter score of the airport’s passengers is 39.84', context => {
  if (!existsSync(survey)) return context.skip('the survey of the airport is not here')
  const rows = parse(gunzipSync(readFileSync(survey)), { columns: true, bom: true }) as Record<string, string>[]
  assert.equal(rows.length, 2831)
  // 11 stands for a blank.
  const told = netPromoter(rows.filter(row => row.NETPRO?.trim()).map(row => Number(row.NETPRO)))!
  assert.equal(told.n, 2746)
  assert.equal(told.nps.toFixed(2), '39.84')
  assert.ok(told.low < 39.84 && 39.84 < told.high && told.high - told.low < 6)
})

test('all promoters are 100, all detractors −100, nobody nothing', () => {
  assert.equal(netPromoter([9, 10])!.nps, 100)
  assert.equal(netPromoter([0, 6])!.nps, -100)
  assert.equal(netPromoter([11, -1]), null)
})
