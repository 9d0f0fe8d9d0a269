import { setTimeout as pause } from 'node:timers/promises'
import { allWorkspaces } from '../../admitting/index.ts'
import type { Loop } from '../../feature.ts'
import { sweepPictures } from './pictures-store.ts'

const firstMs = 5 * 60_000
const everyMs = 6 * 3_600_000
/** A picture that was taken off comes back with undo as long as this. */
export const keptUnshownDays = 30

/** Lets go of pictures that no map, version, snapshot or piece of evidence has shown for thirty days. */
export const sweepUnshownPictures: Loop = {
  name: 'pictures that no map shows',
  run: async (installation, signal) => {
    const { postgres, now, log } = installation
    await pause(firstMs, undefined, { signal, ref: false }).catch(() => undefined)
    while (!signal.aborted) {
      for (const { number } of await allWorkspaces(installation)) {
        if (signal.aborted) return
        const before = new Date(now().getTime() - keptUnshownDays * 86_400_000)
        const gone = await sweepPictures(postgres, number, now(), before)
        if (gone > 0) log.info('Pictures that no map shows were removed', { workspace: number, pictures: gone })
      }
      await pause(everyMs, undefined, { signal, ref: false }).catch(() => undefined)
    }
  },
}
