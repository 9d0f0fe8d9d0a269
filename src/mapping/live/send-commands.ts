import type { sendCommands as sendCommandsRoute } from '../../contract/map-live.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { Problem } from '../../vocabulary/problem.ts'
import { stampOf } from '../stamp.ts'
import { orderCommand } from './order-commands.ts'

/** Applies the commands of one open editor in their order. One that is refused does not stand in the way of the next. */
export async function sendCommands(
  context: Context,
  { params, body }: InputOf<typeof sendCommandsRoute>,
): Promise<AnswerOf<typeof sendCommandsRoute>> {
  const settled = await Promise.allSettled(
    body.commands.map(command =>
      orderCommand(context, params.map, { ...command, ...stampOf(context), client: body.client }),
    ),
  )
  const outcomes = settled.map((one, index) => {
    const { number } = body.commands[index]!
    if (one.status === 'fulfilled') {
      const { revision, inverse } = one.value
      return { outcome: 'applied' as const, number, revision, inverse: [...inverse] }
    }
    if (!(one.reason instanceof Problem) || isOfTheMap(one.reason)) throw one.reason
    const { code, status, details } = one.reason
    return { outcome: 'refused' as const, number, problem: { code, status, details } }
  })
  return { outcomes }
}

/** Where there is no map there is nothing to say of each command. */
function isOfTheMap({ code, details }: Problem): boolean {
  return code === 'not_found' && details.what === 'map'
}
