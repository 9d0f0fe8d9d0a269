import * as pressure from '../../contract/contact-pressure.ts'
import { knownProperties as knownPropertiesRoute } from '../../contract/known-events.ts'
import * as dryRuns from '../../contract/survey-dry-run.ts'
import * as ledger from '../../contract/survey-invitations.ts'
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
  serve(dryRuns.startDryRun, startDryRun),
  serve(dryRuns.getDryRun, getDryRun),
  serve(dryRuns.stopDryRun, stopDryRun),
  serve(ledger.listInvitations, listInvitations),
  serve(ledger.exportInvitations, exportInvitations),
  serve(ledger.getInvitationFunnel, getInvitationFunnel),
  serve(contract.inviteList, inviteList),
  serve(contract.stopWave, stopWave),
  serve(ledger.invitationsOfCustomer, invitationsOfCustomer),
  serve(pressure.getContactPressure, getContactPressure),
  serve(pressure.saveContactPressure, saveContactPressure),
  serve(pressure.pauseSending, pauseSending),
  serve(contract.knownEventNames, knownEventNames),
  serve(knownPropertiesRoute, knownProperties),
]
