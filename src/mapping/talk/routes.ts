import * as impact from '../../contract/asset-impact.ts'
import * as people from '../../contract/map-people.ts'
import * as proposals from '../../contract/map-proposals.ts'
import * as contract from '../../contract/map-talk.ts'
import * as workshops from '../../contract/map-workshops.ts'
import { type ServedRoute, serve } from '../../feature.ts'
import { getAssetImpact } from './asset-impact.ts'
import { addComment, editComment, listComments, removeComment, resolveThread } from './comments.ts'
import { listPeople, setDepartments } from './departments.ts'
import { listInbox, readInbox } from './inbox.ts'
import { acceptProposal, addProposal, declineProposal, listProposals } from './proposals.ts'
import { castVotes, closeWorkshop, listWorkshops, openWorkshop } from './workshops.ts'

export const talkRoutes: readonly ServedRoute[] = [
  serve(people.listPeople, listPeople),
  serve(people.setDepartments, setDepartments),
  serve(contract.listComments, listComments),
  serve(contract.addComment, addComment),
  serve(contract.editComment, editComment),
  serve(contract.removeComment, removeComment),
  serve(contract.resolveThread, resolveThread),
  serve(contract.listInbox, listInbox),
  serve(contract.readInbox, readInbox),
  serve(proposals.listProposals, listProposals),
  serve(proposals.addProposal, addProposal),
  serve(proposals.acceptProposal, acceptProposal),
  serve(proposals.declineProposal, declineProposal),
  serve(workshops.listWorkshops, listWorkshops),
  serve(workshops.openWorkshop, openWorkshop),
  serve(workshops.castVotes, castVotes),
  serve(workshops.closeWorkshop, closeWorkshop),
  serve(impact.getAssetImpact, getAssetImpact),
]
