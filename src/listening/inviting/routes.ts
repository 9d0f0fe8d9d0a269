import { knownProperties as knownPropertiesRoute } from '../../contract/known-events.ts'
import * as contract from '../../contract/survey-inviting.ts'
import { type ServedRoute, serve } from '../../feature.ts'
import { knownProperties } from '../known-properties.ts'
import { getContactPressure, pauseSending, saveContactPressure } from './contact-pressure.ts'
import { getDryRun, startDryRun, stopDryRun } from './dry-run.ts'
import { getInvitationFunnel } from './funnel.ts'
import { inviteList, stopWave } from './invite-list.ts'
import { exportInvitations, invitationsOfCustomer, listInvitations } from './ledger.ts'
import { getSendingRules, knownEventNames, saveSendingRules, switchSending } from './write-rules.ts'

export const invitingRoutes: readonly ServedRoute[] = [
  serve(contract.getSendingRules, getSendingRules),
  serve(contract.saveSendingRules, saveSendingRules),
  serve(contract.switchSending, switchSending),
  serve(contract.startDryRun, startDryRun),
  serve(contract.getDryRun, getDryRun),
  serve(contract.stopDryRun, stopDryRun),
  serve(contract.listInvitations, listInvitations),
  serve(contract.exportInvitations, exportInvitations),
  serve(contract.getInvitationFunnel, getInvitationFunnel),
  serve(contract.inviteList, inviteList),
  serve(contract.stopWave, stopWave),
  serve(contract.invitationsOfCustomer, invitationsOfCustomer),
  serve(contract.getContactPressure, getContactPressure),
  serve(contract.saveContactPressure, saveContactPressure),
  serve(contract.pauseSending, pauseSending),
  serve(contract.knownEventNames, knownEventNames),
  serve(knownPropertiesRoute, knownProperties),
]
