import * as contract from '../../contract/map-live.ts'
import { serve } from '../../feature.ts'
import { announcePresence } from './announce-presence.ts'
import { listCommands } from './list-commands.ts'
import { sendCommands } from './send-commands.ts'
import { watchMap } from './watch-map.ts'

export const liveRoutes = [
  serve(contract.sendCommands, sendCommands),
  serve(contract.listCommands, listCommands),
  serve(contract.announcePresence, announcePresence),
  serve(contract.watchMap, watchMap),
]
