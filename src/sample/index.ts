/** The sample company: its customers, what they lived, what they answer, its maps, segments and surveys. */
export { fillSample } from './fill-sample.ts'
export { answersAmong, type SampleAnswer } from './sample-answers.ts'
export { sampleSegments } from './sample-segments.ts'
export { sampleSending } from './sample-sending.ts'
