import * as contract from '../../contract/map-talk.ts'
import { type ServedRoute, serve } from '../../feature.ts'
import { listPeople, setDepartments } from './departments.ts'

export const talkRoutes: readonly ServedRoute[] = [
  serve(contract.listPeople, listPeople),
  serve(contract.setDepartments, setDepartments),
]
