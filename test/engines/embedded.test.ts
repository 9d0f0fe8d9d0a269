import { after, describe } from 'node:test'
import { openHouse, type TestHouse } from '../kit.ts'
import { storePromises } from './store-promises.ts'

let house: TestHouse | undefined
after(() => house?.[Symbol.asyncDispose]())

describe('the embedded stores', () => {
  storePromises(async () => (house = await openHouse()))
})
