import { nextOfCallBody, nextOfCallDoor, statusOfCallBody, statusOfCallDoor } from '../../contract/survey-voice.ts'
import type { Door, Installation } from '../../feature.ts'
import { problem } from '../../vocabulary/problem.ts'
import type { Sender } from '../sending/senders-store.ts'
import { signedBody } from '../sending/signed-body.ts'
import { noteStatus } from './note-status.ts'
import { takeTurn } from './take-turn.ts'

const voiceSecret = ({ secrets }: Sender) => secrets.voice

async function told<Body>(
  installation: Installation,
  request: Request,
  workspaceKey: string,
  shape: { safeParse(body: unknown): { success: true; data: Body } | { success: false } },
) {
  const { workspace, body } = await signedBody(installation, request, workspaceKey, voiceSecret)
  const parsed = shape.safeParse(body)
  if (!parsed.success) throw problem('input_invalid', { reason: 'call is needed, and what it tells is not understood' })
  return { workspace, body: parsed.data }
}

const next: Door = {
  route: nextOfCallDoor,
  handle: async (installation, request, { params }) => {
    const { workspace, body } = await told(installation, request, params.workspace ?? '', nextOfCallBody)
    return Response.json(await takeTurn(installation, workspace, body))
  },
}

const status: Door = {
  route: statusOfCallDoor,
  handle: async (installation, request, { params }) => {
    const { workspace, body } = await told(installation, request, params.workspace ?? '', statusOfCallBody)
    return Response.json({ understood: await noteStatus(installation, workspace, body) })
  },
}

export const callingDoors: readonly Door[] = [next, status]
