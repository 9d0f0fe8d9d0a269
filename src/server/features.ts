import { admitting } from '../admitting/index.ts'
import { collecting } from '../collecting/index.ts'
import type { Feature } from '../feature.ts'
import { listening } from '../listening/index.ts'
import { mapping } from '../mapping/index.ts'
import { measuring } from '../measuring/index.ts'
import { segmenting } from '../segmenting/index.ts'

/** The product is this list. Migrations run in its order, so foreign keys only point upwards here. */
export const features: readonly Feature[] = [admitting, collecting, segmenting, mapping, listening, measuring]
