/** The sample company: its customers, what they lived, its maps, and what is known to be true of them. */
export { company } from './company.ts'
export { type FillOptions, fillSample, type SampleClient, type SampleProgress } from './fill-sample.ts'
export { lookAtPages, type PageLook } from './look-at-pages.ts'
export type { SampleMessage } from './message.ts'
export { defaultSeed, type SampleBatch, type SampleSize, sampleEvents } from './sample-events.ts'
export { purchaseMap, returnMap, type SampleMap, sampleMaps } from './sample-maps.ts'
export { sampleSegments } from './sample-segments.ts'
export { type SampleTruth, sampleTruths } from './sample-truths.ts'
