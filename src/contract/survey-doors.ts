import { route } from './route.ts'

// The pages on which customers answer.

const page = { access: 'public' as const, streams: 'text/html; charset=utf-8' }

export const openSurveyDoor = route({
  ...page,
  name: 'listening.openSurvey',
  method: 'get',
  path: '/s/{token}',
  summary: 'The first page of a survey. Looking at it changes nothing, so programmes that follow links do no harm.',
})

export const beginResponseDoor = route({
  ...page,
  name: 'listening.beginResponse',
  method: 'post',
  path: '/s/{token}',
  summary: 'Takes the answers of the first page, sent as a form, and leads on to the address of the response.',
})

export const openResponseDoor = route({
  ...page,
  name: 'listening.openResponse',
  method: 'get',
  path: '/s/{token}/{answers}',
  summary: 'The next page of a response, on whatever device: what was answered is there.',
})

export const continueResponseDoor = route({
  ...page,
  name: 'listening.continueResponse',
  method: 'post',
  path: '/s/{token}/{answers}',
  summary: 'Takes the answers of a page; after the last one the response is complete and changes no more.',
})
