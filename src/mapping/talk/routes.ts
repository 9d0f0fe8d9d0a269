import * as contract from '../../contract/map-talk.ts'
import { type ServedRoute, serve } from '../../feature.ts'
import { addComment, editComment, listComments, removeComment, resolveThread } from './comments.ts'
import { listPeople, setDepartments } from './departments.ts'
import { listInbox, readInbox } from './inbox.ts'

export const talkRoutes: readonly ServedRoute[] = [
  serve(contract.listPeople, listPeople),
  serve(contract.setDepartments, setDepartments),
  serve(contract.listComments, listComments),
  serve(contract.addComment, addComment),
  serve(contract.editComment, editComment),
  serve(contract.removeComment, removeComment),
  serve(contract.resolveThread, resolveThread),
  serve(contract.listInbox, listInbox),
  serve(contract.readInbox, readInbox),
]
