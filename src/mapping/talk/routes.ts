import * as contract from '../../contract/map-talk.ts'
import { type ServedRoute, serve } from '../../feature.ts'
import { getAssetImpact } from './asset-impact.ts'
import { addComment, editComment, listComments, removeComment, resolveThread } from './comments.ts'
import { listPeople, setDepartments } from './departments.ts'
import { listInbox, readInbox } from './inbox.ts'
import { acceptProposal, addProposal, declineProposal, listProposals } from './proposals.ts'
import { castVotes, closeWorkshop, listWorkshops, openWorkshop } from './workshops.ts'

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
  serve(contract.listProposals, listProposals),
  serve(contract.addProposal, addProposal),
  serve(contract.acceptProposal, acceptProposal),
  serve(contract.declineProposal, declineProposal),
  serve(contract.listWorkshops, listWorkshops),
  serve(contract.openWorkshop, openWorkshop),
  serve(contract.castVotes, castVotes),
  serve(contract.closeWorkshop, closeWorkshop),
  serve(contract.getAssetImpact, getAssetImpact),
]
