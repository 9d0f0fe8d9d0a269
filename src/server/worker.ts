import type { Feature, Installation } from '../feature.ts'
import { tellNotices } from './notices.ts'

/** Starts everything that goes on beside requests. Stopping waits for what is under way. */
export function startWorker(installation: Installation, features: readonly Feature[]): { stop(): Promise<void> } {
  const ending = new AbortController()
  const loops = features.flatMap(feature => feature.loops ?? [])
  const running = [
    tellNotices(installation, features, ending.signal),
    ...loops.map(async loop => {
      while (!ending.signal.aborted) {
        try {
          await loop.run(installation, ending.signal)
          return
        } catch (error) {
          // A loop that breaks is begun again: an event store that restarts must not silence it for good.
          installation.log.error(`${loop.name} broke and is started again`, { reason: describe(error) })
          await new Promise(resolve => setTimeout(resolve, 500))
        }
      }
    }),
  ]
  return {
    stop: async () => {
      ending.abort()
      await Promise.all(running)
    },
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.message}${error.cause ? ` (${String(error.cause)})` : ''}` : String(error)
}
